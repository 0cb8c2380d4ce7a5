using Campaigns.Core;
using Campaigns.Core.Editing;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Editing;

/// <summary>Keeps what a person types while they type it, and keeps the section open with them.</summary>
public sealed class KeepUnsaved(CampaignsDb db, TimeProvider clock)
{
    public async Task RunAsync(SectionDesk desk, string fields, HttpContext context, CancellationToken ct)
    {
        var (staff, now) = (context.User.StaffId()!.Value, clock.GetUtcNow());
        var kept = await db.UnsavedTexts.SingleOrDefaultAsync(t => t.CampaignId == desk.CampaignId && t.Section == desk.Section && t.Language == desk.Language && t.StaffId == staff, ct)
            ?? db.Add(new UnsavedText(desk.CampaignId, desk.Section, desk.Language, staff)).Entity;
        kept.Keep(fields, now);
        var edited = await db.EditedSections.SingleOrDefaultAsync(s => s.CampaignId == desk.CampaignId && s.Section == desk.Section && s.Language == desk.Language, ct)
            ?? db.Add(new EditedSection(desk.CampaignId, desk.Section, desk.Language)).Entity;
        if (edited.OpenWith(staff, now) is null) edited.Open(staff, now);
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException) { } // another window of the same person was first; the next keystrokes follow in seconds
    }

    /// <summary>Takes the section from whoever has it open; what they typed stays theirs.</summary>
    public async Task TakeOverAsync(SectionDesk desk, HttpContext context, CancellationToken ct)
    {
        var (staff, now) = (context.User.StaffId()!.Value, clock.GetUtcNow());
        await db.EditedSections.Where(s => s.CampaignId == desk.CampaignId && s.Section == desk.Section && s.Language == desk.Language)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.OpenedBy, staff).SetProperty(s => s.OpenUntil, now + EditedSection.KeptOpen), ct);
        db.Add(new Core.Accounts.AuditEntry(staff, "section.taken-over", desk.CampaignId.ToString(), null, desk.Section.Slug(), context.AuditNetwork(), now));
        await db.SaveChangesAsync(ct);
    }

    public Task DiscardAsync(SectionDesk desk, Guid staff, CancellationToken ct) =>
        db.UnsavedTexts.Where(t => t.CampaignId == desk.CampaignId && t.Section == desk.Section && t.Language == desk.Language && t.StaffId == staff).ExecuteDeleteAsync(ct);
}
