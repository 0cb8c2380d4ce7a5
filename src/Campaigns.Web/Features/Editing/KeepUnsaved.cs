using Campaigns.Core;
using Campaigns.Core.Editing;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Editing;

/// <summary>Keeps what a person types while they type it, and keeps the section open with them.</summary>
public sealed class KeepUnsaved(IDbContextFactory<CampaignsDb> databases, TimeProvider clock)
{
    private static readonly string[] NotTyped = ["__RequestVerificationToken", nameof(SectionForm.Go)];

    /// <summary>Keeps the fields of the posted form.</summary>
    public async Task PostedAsync(SectionDesk desk, HttpContext context, CancellationToken ct)
    {
        var form = await context.Request.ReadFormAsync(ct);
        using var content = new FormUrlEncodedContent(form.Where(field => !NotTyped.Contains(field.Key)).SelectMany(field => field.Value, (field, value) => KeyValuePair.Create(field.Key, value)));
        var revision = int.TryParse(form[nameof(SectionForm.Revision)], out var opened) ? opened : desk.Revision;
        await RunAsync(desk, await content.ReadAsStringAsync(ct), revision, context, ct);
    }

    /// <param name="fields">As a browser posts them.</param>
    /// <param name="revision">On which the form was opened.</param>
    public async Task RunAsync(SectionDesk desk, string fields, int revision, HttpContext context, CancellationToken ct)
    {
        try { await TryAsync(desk, fields, revision, context, ct); }
        // Another window of the same person, or a save, came in between.
        catch (DbUpdateException) { await TryAsync(desk, fields, revision, context, ct); }
    }

    private async Task TryAsync(SectionDesk desk, string fields, int revision, HttpContext context, CancellationToken ct)
    {
        var (staff, now) = (context.User.StaffId()!.Value, clock.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(ct);
        var edited = await db.EditedSections.SingleOrDefaultAsync(s => s.CampaignId == desk.CampaignId && s.Section == desk.Section && s.Language == desk.Language, ct)
            ?? db.Add(new EditedSection(desk.CampaignId, desk.Section, desk.Language)).Entity;
        if (edited.WasJustSavedBy(staff, revision, now)) return;
        var kept = await db.UnsavedTexts.SingleOrDefaultAsync(t => t.CampaignId == desk.CampaignId && t.Section == desk.Section && t.Language == desk.Language && t.StaffId == staff, ct)
            ?? db.Add(new UnsavedText(desk.CampaignId, desk.Section, desk.Language, staff)).Entity;
        kept.Keep(fields, now);
        edited.Open(staff, now);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Takes the section from whoever has it open; what they typed stays theirs.</summary>
    public async Task TakeOverAsync(SectionDesk desk, HttpContext context, CancellationToken ct)
    {
        var (staff, now) = (context.User.StaffId()!.Value, clock.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(ct);
        var edited = await db.EditedSections.SingleOrDefaultAsync(s => s.CampaignId == desk.CampaignId && s.Section == desk.Section && s.Language == desk.Language, ct)
            ?? db.Add(new EditedSection(desk.CampaignId, desk.Section, desk.Language)).Entity;
        edited.TakeOver(staff, now);
        db.Add(new Core.Accounts.AuditEntry(staff, "section.taken-over", desk.CampaignId.ToString(), null, desk.Section.Slug(), context.AuditNetwork(), now));
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException) { } // saved at this moment, so it is free; the page that follows says so
    }

    public async Task DiscardAsync(SectionDesk desk, Guid staff, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.UnsavedTexts.Where(t => t.CampaignId == desk.CampaignId && t.Section == desk.Section && t.Language == desk.Language && t.StaffId == staff).ExecuteDeleteAsync(ct);
    }
}
