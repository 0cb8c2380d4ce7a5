using Campaigns.Core;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Embedding;

/// <summary>What other sites show of a campaign: its count, state, words and card.</summary>
public sealed class CampaignFacts(CampaignsDb db, ShareCards cards, TimeProvider clock)
{
    /// <remarks>The language of the page must be set: the card is written in it.</remarks>
    public async Task<Facts> OfAsync(PublicCampaign campaign, CancellationToken ct)
    {
        var (campaignId, versionId) = (campaign.Campaign.Id, campaign.TextVersionId);
        var row = await (
            from text in db.CampaignTexts.AsNoTracking()
            where text.Slug == campaign.Slug
            join version in db.TextVersions on text.Id equals version.CampaignTextId
            where version.Id == versionId
            select new { text.Picture, text.CardIsPicture, version.Summary, Total = db.CampaignCounts.Where(count => count.CampaignId == campaignId).Select(count => count.Online + count.Paper).FirstOrDefault() }).SingleAsync(ct);
        var status = campaign.Campaign.StatusAt(clock.GetUtcNow());
        var card = cards.Of(campaign.Language, campaign.Headline, status, row.Total);
        return new Facts(status, row.Summary, row.Picture, row.Total, card, cards.ImageOf(campaign.Slug, card, row.Picture, row.CardIsPicture));
    }

    /// <param name="Picture">Path below the web root; null for none.</param>
    /// <param name="Image">What networks show; null for nothing.</param>
    public sealed record Facts(CampaignStatus Status, string Summary, string? Picture, int Total, ShareCard Card, CardImage? Image);
}
