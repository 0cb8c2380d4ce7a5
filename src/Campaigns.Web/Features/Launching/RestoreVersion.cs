using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Core.Editing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Launching;

/// <summary>Puts headline, summary and story of an earlier version into the draft. Forms that are open on them notice, as with any other save.</summary>
public sealed class RestoreVersion(IDbContextFactory<CampaignsDb> databases, TimeProvider clock)
{
    /// <returns>False when there is no such version, or the campaign is a draft, whose page would change at once.</returns>
    public async Task<bool> RunAsync(Guid id, string? language, int number, HttpContext context, CancellationToken ct)
    {
        var (staff, now) = (context.User.StaffId()!.Value, clock.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Campaigns.Where(c => c.Id == id).ExecuteUpdateAsync(set => set.SetProperty(c => c.EditedAt, now), ct); // locks the row
        if (await db.Campaigns.SingleOrDefaultAsync(c => c.Id == id, ct) is not { IsUnseen: false }) return false;
        if (await db.CampaignTexts.SingleOrDefaultAsync(t => t.CampaignId == id && t.Language == language, ct) is not { } text) return false;
        var versions = await db.TextVersions.AsNoTracking().Where(v => v.CampaignTextId == text.Id).OrderByDescending(v => v.Number).ToListAsync(ct);
        if (versions.Find(v => v.Number == number) is not { } version) return false;

        var draft = await db.TextDrafts.SingleOrDefaultAsync(d => d.CampaignTextId == text.Id, ct) ?? db.Add(TextDraft.Of(text, versions[0], now)).Entity;
        var before = draft.Copy();
        (draft.Headline, draft.Summary, draft.Story, draft.EditedAt) = (version.Headline, version.Summary, version.Story, now);
        await NoteOutdated.OfDraftAsync(db, text, before, draft, ct);
        foreach (var section in (Section[])[Section.Ask, Section.Story])
        {
            var edited = await db.EditedSections.SingleOrDefaultAsync(s => s.CampaignId == id && s.Section == section && s.Language == text.Language, ct) ?? db.Add(new EditedSection(id, section, text.Language)).Entity;
            edited.Save(staff, now);
        }
        db.Add(new AuditEntry(staff, "text.restored", id.ToString(), number, text.Language, context.AuditNetwork(), now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }
}
