using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Acting;

/// <summary>Who acts: somebody who has signed here with this browser, or a visitor without a signature.</summary>
/// <param name="Act">Null for visitors.</param>
/// <param name="Arrival">What brought the person.</param>
public sealed record Actor(SupporterAct? Act, Arrival Arrival)
{
    /// <summary>The attempt of this browser. Under an address that had signed before, no signature of this id exists; the pages look the same.</summary>
    public Guid? SignatureId => Act?.SignatureId;
    public string? FirstName => Act?.FirstName;
    public string? Country => Act?.Details.Country;
    public bool IsSigned => Act is not null;
    /// <summary>A letter goes out in somebody's name, so a device that remembers them is not enough.</summary>
    public bool MayWriteLetters => Act is { IsRecognised: false };
    /// <summary>This browser pressed the button in the mail, so the mailbox is proved to be theirs.</summary>
    public bool IsConfirmed => Act is { IsConfirmed: true };
}

public sealed class Actors(StandingActs acts, Arrivals arrivals)
{
    public async Task<Actor> OfAsync(HttpRequest request, PublicCampaign campaign, string? via, string? source, CancellationToken ct)
    {
        if (await acts.OfAsync(request, campaign.Campaign.Id, ct) is { } act)
            return new Actor(act, new Arrival(act.Details.ShareLinkId, act.Details.Source, act.Details.Generation));
        return new Actor(null, await arrivals.OfAsync(campaign.Campaign.Id, via, source, ct));
    }
}
