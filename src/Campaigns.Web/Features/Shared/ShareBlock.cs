using Campaigns.Core.Acting;

namespace Campaigns.Web.Features.Shared;

/// <summary>"Bring one more person": the link of somebody who has signed, and the nearest ways to send it.</summary>
/// <param name="StepPath">Of the share step; null where the campaign has none.</param>
public sealed record ShareBlock(string Link, string? StepPath)
{
    /// <param name="writes">False where nothing may change; then the link must have been shown before.</param>
    public static async Task<ShareBlock> OfAsync(ShareLinks links, PublicCampaign campaign, SupporterAct act, bool writes, CancellationToken ct)
    {
        var arrival = new Arrival(act.Details.ShareLinkId, act.Details.Source, act.Details.Generation);
        var origin = new ShareOrigin(campaign.Campaign.Id, campaign.Language, Channel.Link, act.SignatureId, null, arrival, campaign.Campaign.IsTest);
        if (writes) await links.KeepAsync(origin, ct);
        return new ShareBlock(links.UrlOf(links.CodeOf(origin)), campaign.Campaign.Steps.Contains(Step.Share) ? StepPaths.Of(campaign.Slug, Step.Share) : null);
    }
}
