using Campaigns.Core;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.SelfService;

/// <summary>How a campaign is called, whatever state it is in: a person may have signed one that the public no longer sees.</summary>
internal static class CampaignWords
{
    /// <returns>The newest headline in that language, or in the campaign's first; null for a campaign without texts.</returns>
    public static Task<string?> HeadlineAsync(CampaignsDb db, Guid campaignId, string? language, CancellationToken ct) =>
        db.CampaignTexts.Where(t => t.CampaignId == campaignId)
            .OrderByDescending(t => t.Language == language).ThenByDescending(t => t.IsOriginal)
            .Select(t => db.TextVersions.Where(v => v.CampaignTextId == t.Id).OrderByDescending(v => v.Number).Select(v => v.Headline).FirstOrDefault())
            .FirstOrDefaultAsync(ct);
}
