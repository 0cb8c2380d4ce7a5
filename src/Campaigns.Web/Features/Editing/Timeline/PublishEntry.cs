using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Editing.Timeline;

/// <summary>Writes an entry under the number that its form was shown with.</summary>
public sealed class PublishEntry(IDbContextFactory<CampaignsDb> databases, CampaignPageCache pages, TimeProvider clock)
{
    /// <returns>False when another entry has that number; true also for a second press, which writes nothing.</returns>
    public async Task<bool> RunAsync(SectionDesk desk, EntryForm form, HttpContext context, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await IsTakenAsync(db, desk, form, ct) is { } already) return already;
        var last = await db.TimelineEntries.Where(e => e.CampaignTextId == desk.TextId).MaxAsync(e => (int?)e.Number, ct) ?? 0;
        if (form.Number != last + 1) return false;
        var entry = new TimelineEntry(desk.TextId, form.Number, form.Kind!.Value, form.Day!.Value, form.Title!.Trim(), Body(form), Typed.OrNull(form.Correction), Typed.OrNull(form.SourceUrl))
        {
            TargetId = form.Kind is TimelineKind.Reply ? form.TargetId : null,
        };
        db.Add(entry);
        db.Add(new AuditEntry(context.User.StaffId(), "timeline.published", desk.CampaignId.ToString(), form.Number, form.Kind.ToString(), context.AuditNetwork(), clock.GetUtcNow()));
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            return await IsTakenAsync(db, desk, form, ct) ?? throw new TooBusyException("The entry could not be written beside others.");
        }
        await pages.EvictAsync(desk.CampaignId, ct);
        return true;
    }

    /// <returns>Null while the number is free; true when this very entry has it.</returns>
    private static async Task<bool?> IsTakenAsync(CampaignsDb db, SectionDesk desk, EntryForm form, CancellationToken ct) =>
        await db.TimelineEntries.AsNoTracking().SingleOrDefaultAsync(e => e.CampaignTextId == desk.TextId && e.Number == form.Number, ct) is { } there
            ? (there.Title, there.Body) == (form.Title!.Trim(), Body(form))
            : null;

    private static string Body(EntryForm form) => form.Body!.ReplaceLineEndings("\n").Trim();
}
