using Campaigns.Core;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Targets;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Editing.Targets;

/// <summary>Puts a target at another place of the list. The first one is named under the headline.</summary>
public sealed class MoveTarget(IDbContextFactory<CampaignsDb> databases, ShowChange shown)
{
    /// <param name="place">From 1; beyond the ends it is the first or the last.</param>
    public async Task RunAsync(SectionDesk desk, Guid targetId, int place, HttpContext context, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var list = await db.Targets.AsNoTracking().Where(t => t.CampaignId == desk.CampaignId && t.RemovedAt == null).OrderBy(t => t.Position).ThenBy(t => t.Number).Select(t => new { t.Id, t.Position, t.Number }).ToListAsync(ct);
        if (list.Find(t => t.Id == targetId) is not { } moved) return;
        list.Remove(moved);
        list.Insert(Math.Clamp(place - 1, 0, list.Count), moved);
        // The order is nobody's text: whoever moves last decides, and a form that is open on a target stays good.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        for (var at = 0; at < list.Count; at++)
        {
            var (id, position) = (list[at].Id, at + 1);
            if (list[at].Position != position) await db.Targets.Where(t => t.Id == id).ExecuteUpdateAsync(set => set.SetProperty(t => t.Position, position), ct);
        }
        await shown.NoteAsync(db, desk, "target.moved", null, $"target {moved.Number} to place {list.IndexOf(moved) + 1}", context, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        await shown.RunAsync(db, desk, ct);
    }
}

/// <summary>Says by hand whether mail may go to a target.</summary>
public sealed class SetTargetMail(IDbContextFactory<CampaignsDb> databases, ShowChange shown)
{
    public async Task RunAsync(SectionDesk desk, Guid targetId, TargetMailForm form, HttpContext context, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Targets.Where(t => t.Id == targetId && t.CampaignId == desk.CampaignId && t.RemovedAt == null).Select(t => (int?)t.Number).SingleOrDefaultAsync(ct) is not { } number) return;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Targets.Where(t => t.Id == targetId).ExecuteUpdateAsync(set => set.SetProperty(t => t.Mail, form.Mail), ct);
        await shown.NoteAsync(db, desk, form.Mail is TargetMail.Blocked ? "target.blocked" : "target.unblocked", null, $"target {number}: {form.Reason!.Trim()}", context, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        await shown.RunAsync(db, desk, ct);
    }
}

/// <summary>
/// Takes a target off the campaign. One that nothing refers to goes altogether; one with letters, posts, claims or figures keeps its rows and is marked.
/// Letters that wait for it are ended at once, so that their senders are told.
/// </summary>
public sealed class RemoveTarget(IDbContextFactory<CampaignsDb> databases, ShowChange shown, TimeProvider clock)
{
    public async Task RunAsync(SectionDesk desk, Guid targetId, HttpContext context, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Targets.SingleOrDefaultAsync(t => t.Id == targetId && t.CampaignId == desk.CampaignId && t.RemovedAt == null, ct) is not { } target) return;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var isUsed = await IsUsedAsync(db, targetId, ct);
        if (isUsed) target.Remove(now);
        else db.Remove(target);
        await shown.NoteAsync(db, desk, isUsed ? "target.removed" : "target.deleted", null, $"target {target.Number}", context, ct);
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateConcurrencyException) { return; } // changed in this moment: the page shows how it stands now
        if (isUsed)
            await db.Deliveries.Where(d => d.TargetId == targetId && d.NextAttemptAt == null && d.Attempts == 0 && !d.IsTest && d.State == DeliveryState.Pending)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.NextAttemptAt, (DateTimeOffset?)now), ct);
        await transaction.CommitAsync(ct);
        await shown.RunAsync(db, desk, ct);
    }

    /// <summary>Whether rows of people or readers name it.</summary>
    public static async Task<bool> IsUsedAsync(CampaignsDb db, Guid targetId, CancellationToken ct) =>
        await db.Actions.AnyAsync(a => a.TargetId == targetId, ct) || await db.Deliveries.AnyAsync(d => d.TargetId == targetId, ct)
        || await db.StoryClaims.AnyAsync(c => c.TargetId == targetId, ct) || await db.TimelineEntries.AnyAsync(e => e.TargetId == targetId, ct)
        || await db.ReachCounts.AnyAsync(c => c.TargetId == targetId, ct) || await db.Messages.AnyAsync(m => m.TargetId == targetId, ct);
}

/// <summary>Puts a target that was removed back at the end of the list. It takes mail only when somebody says so.</summary>
public sealed class RestoreTarget(IDbContextFactory<CampaignsDb> databases, ShowChange shown)
{
    public async Task RunAsync(SectionDesk desk, Guid targetId, HttpContext context, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Targets.SingleOrDefaultAsync(t => t.Id == targetId && t.CampaignId == desk.CampaignId && t.RemovedAt != null, ct) is not { } target) return;
        target.Restore(await db.Targets.Where(t => t.CampaignId == desk.CampaignId && t.RemovedAt == null).Select(t => (int?)t.Position).MaxAsync(ct) + 1 ?? 1);
        await shown.NoteAsync(db, desk, "target.restored", null, $"target {target.Number}", context, ct);
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateConcurrencyException) { return; }
        await shown.RunAsync(db, desk, ct);
    }
}
