using Campaigns.Core;
using Campaigns.Core.Targets;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Editing.Targets;

/// <summary>A new target at the end of the list, or one that is changed, with its role in each language.</summary>
public sealed class SaveTarget(IDbContextFactory<CampaignsDb> databases, ShowChange shown)
{
    /// <param name="targetId">Null for a new one.</param>
    /// <returns>False when somebody changed it since the form was opened.</returns>
    public async Task<bool> RunAsync(SectionDesk desk, Guid? targetId, TargetForm form, HttpContext context, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var target = targetId is null
            ? db.Add(await NewAsync(db, desk.CampaignId, form.Name!, ct)).Entity
            : await db.Targets.SingleOrDefaultAsync(t => t.Id == targetId && t.CampaignId == desk.CampaignId && t.Revision == form.Revision, ct);
        if (target is null) return false;
        var role = target.Role ?? "";
        form.Apply(target);
        if (targetId is not null) target.Change();
        await WriteRolesAsync(db, desk, target, form.Roles, keeps: false, ct);
        await NoteRoleAsync(db, desk, target, role, ct);
        await shown.NoteAsync(db, desk, targetId is null ? "target.added" : "target.changed", null, $"target {target.Number}", context, ct);
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateConcurrencyException) { return false; }
        await shown.RunAsync(db, desk, ct);
        return true;
    }

    /// <summary>After the last of the list, with a number that none ever had.</summary>
    internal static async Task<Target> NewAsync(CampaignsDb db, Guid campaignId, string name, CancellationToken ct)
    {
        var there = await db.Targets.Where(t => t.CampaignId == campaignId).Select(t => new { t.Position, t.Number }).ToListAsync(ct);
        return new Target(campaignId, there.Select(t => t.Position).DefaultIfEmpty().Max() + 1, there.Select(t => t.Number).DefaultIfEmpty().Max() + 1, name.Trim());
    }

    /// <param name="keeps">An empty role leaves what is there.</param>
    internal static async Task WriteRolesAsync(CampaignsDb db, SectionDesk desk, Target target, IReadOnlyDictionary<string, string?> roles, bool keeps, CancellationToken ct)
    {
        var texts = await db.CampaignTexts.Where(t => t.CampaignId == desk.CampaignId && !t.IsOriginal).Select(t => new { t.Id, t.Language }).ToListAsync(ct);
        var there = await db.TargetTexts.Where(t => t.TargetId == target.Id).ToListAsync(ct);
        foreach (var text in texts)
        {
            var role = roles.GetValueOrDefault(text.Language)?.Trim() ?? "";
            var own = there.Find(t => t.CampaignTextId == text.Id);
            if (role.Length > 0 && own is null) db.Add(new TargetText(target.Id, text.Id, role));
            else if (role.Length > 0 && own!.Role != role)
            {
                own.Role = role;
                await NoteOutdated.EndAsync(db, text.Id, [FieldOf(target)], ct);
            }
            else if (role.Length == 0 && own is not null && !keeps && roles.ContainsKey(text.Language)) db.Remove(own);
        }
    }

    /// <summary>The original's role was another one before: translations that somebody did not change with it are older.</summary>
    internal static async Task NoteRoleAsync(CampaignsDb db, SectionDesk desk, Target target, string before, CancellationToken ct)
    {
        if (before == (target.Role ?? "") || before.Length == 0) return;
        foreach (var own in await db.TargetTexts.Where(t => t.TargetId == target.Id).ToListAsync(ct))
            if (db.Entry(own).State is EntityState.Unchanged) await NoteOutdated.BeginAsync(db, own.CampaignTextId, FieldOf(target), before, ct);
    }

    private static string FieldOf(Target target) => $"target.{target.Number}";
}
