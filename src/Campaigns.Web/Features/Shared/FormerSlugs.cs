using Campaigns.Core;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Shared;

/// <summary>Where an address that a campaign had before leads.</summary>
public static class FormerSlugs
{
    /// <param name="slug">Lower case.</param>
    /// <returns>The present slug; null when none had that one, or the public may not see the campaign: what it may not see has no address either.</returns>
    public static Task<string?> PresentAsync(CampaignsDb db, string slug, CancellationToken ct) => (
        from former in db.FormerSlugs
        where former.Slug == slug
        join text in db.CampaignTexts on former.CampaignTextId equals text.Id
        join campaign in db.Campaigns on text.CampaignId equals campaign.Id
        where campaign.Status != CampaignStatus.Draft && !campaign.IsTest
        select (string?)text.Slug).SingleOrDefaultAsync(ct);
}
