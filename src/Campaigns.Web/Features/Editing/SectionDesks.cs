using System.Security.Claims;
using Campaigns.Core;
using Campaigns.Core.Editing;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Editing;

/// <summary>Opens a section for a person: what it is about, who saved it last, who else has it open, what they left unsaved.</summary>
public sealed class SectionDesks(CampaignsDb db, TimeProvider clock)
{
    /// <param name="language">Null for the original's.</param>
    /// <returns>Null when there is no such campaign or it has no such language.</returns>
    public async Task<SectionDesk?> RunAsync(Guid campaignId, Section section, string? language, ClaimsPrincipal user, CancellationToken ct)
    {
        if (await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == campaignId, ct) is not { } campaign) return null;
        var texts = await db.CampaignTexts.AsNoTracking().Where(t => t.CampaignId == campaignId).OrderByDescending(t => t.IsOriginal).ThenBy(t => t.Language).ToListAsync(ct);
        if ((language is null ? texts.FirstOrDefault() : texts.Find(t => t.Language == language)) is not { } text) return null;

        var key = section.IsPerLanguage() ? text.Language : "";
        var (staff, now) = (user.StaffId()!.Value, clock.GetUtcNow());
        var edited = await db.EditedSections.AsNoTracking().SingleOrDefaultAsync(s => s.CampaignId == campaignId && s.Section == section && s.Language == key, ct);
        var other = edited?.OpenWith(staff, now);
        return new SectionDesk
        {
            CampaignId = campaignId, Section = section, Language = key, TextId = text.Id, Slug = text.Slug, TimeZone = campaign.TimeZone,
            Headline = await HeadlineAsync(texts[0].Id, ct) ?? "", Status = campaign.StatusAt(now), IsTest = campaign.IsTest, IsUnseen = campaign.IsUnseen,
            Languages = texts.ConvertAll(t => t.Language), Revision = edited?.Revision ?? 0,
            SavedBy = await ColleagueAsync(edited?.SavedBy, edited?.SavedAt, ct), OpenWith = await ColleagueAsync(other, edited?.OpenedAt, ct), WasTaken = edited?.WasTakenFrom(staff, now) is true,
            Unsaved = await db.UnsavedTexts.AsNoTracking().SingleOrDefaultAsync(t => t.CampaignId == campaignId && t.Section == section && t.Language == key && t.StaffId == staff, ct),
        };
    }

    private async Task<string?> HeadlineAsync(Guid textId, CancellationToken ct) =>
        await db.TextDrafts.Where(d => d.CampaignTextId == textId).Select(d => d.Headline).SingleOrDefaultAsync(ct)
        ?? await db.TextVersions.Where(v => v.CampaignTextId == textId).OrderByDescending(v => v.Number).Select(v => v.Headline).FirstOrDefaultAsync(ct);

    private async Task<Colleague?> ColleagueAsync(Guid? staff, DateTimeOffset? at, CancellationToken ct) =>
        staff is null || at is null ? null : new Colleague(await db.Users.Where(u => u.Id == staff).Select(u => u.DisplayName).SingleOrDefaultAsync(ct) ?? "", at.Value);
}
