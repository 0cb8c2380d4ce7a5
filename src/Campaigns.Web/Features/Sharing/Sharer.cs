using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Sharing;

/// <summary>Who shares: somebody who has signed here with this browser, or a visitor.</summary>
/// <param name="Act">Null for visitors.</param>
/// <param name="Arrival">What brought the person: of somebody who has signed, what brought them to sign.</param>
/// <param name="Via">The share code in the page's address; null where it holds none.</param>
public sealed record Sharer(SupporterAct? Act, Arrival Arrival, string? Via, string? Source)
{
    public Guid? SignatureId => Act?.SignatureId;

    public ShareOrigin OriginOf(PublicCampaign campaign, Channel channel, Guid? messageId = null) =>
        new(campaign.Campaign.Id, campaign.Language, channel, SignatureId, messageId, Arrival, campaign.Campaign.IsTest);
}

public sealed class Sharers(StandingActs acts, Arrivals arrivals)
{
    public async Task<Sharer> OfAsync(HttpRequest request, PublicCampaign campaign, string? via, string? source, CancellationToken ct)
    {
        (via, source) = (Arrivals.CodeIn(via), Arrivals.SourceIn(source));
        if (await acts.OfAsync(request, campaign.Campaign.Id, ct) is { } act)
            return new Sharer(act, new Arrival(act.Details.ShareLinkId, act.Details.Source, act.Details.Generation), via, source);
        return new Sharer(null, await arrivals.OfAsync(campaign.Campaign.Id, via, source, ct), via, source);
    }
}
