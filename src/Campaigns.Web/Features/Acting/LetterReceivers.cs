using Campaigns.Core.Acting;
using Campaigns.Core.Targets;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Acting;

/// <summary>Who may get a person's letter.</summary>
/// <param name="Eligible">All to whom this person may write.</param>
/// <param name="Open">Those of them who have no letter of theirs yet.</param>
/// <param name="Group">Those who get the next letter; empty while the person has to choose, or when there is nobody left.</param>
/// <param name="LettersLeft">Letters with other words that come after it.</param>
public sealed record FoundReceivers(
    IReadOnlyList<Numbered> Eligible, IReadOnlyList<Numbered> Open, IReadOnlyList<Numbered> Group, int LettersLeft, bool AsksArea, bool NobodyThere, string? Country, string? Postcode);

/// <summary>Fixed targets, those the person chooses, or those who answer for where they live.</summary>
public sealed class LetterReceivers(Offers offers)
{
    public async Task<FoundReceivers> FindAsync(PublicCampaign campaign, Actor actor, ComposeAsk ask, IReadOnlySet<Guid> done, CancellationToken ct)
    {
        var reachable = TargetChips.Reachable(campaign, Step.EmailTarget);
        var choice = campaign.Campaign.TargetChoice;
        if (choice is not TargetChoice.ByArea) return await GroupAsync(campaign, reachable, choice, ask, done, null, null, ct);

        var country = Given(ask.Country)?.ToUpperInvariant() ?? actor.Country;
        var postcode = Given(ask.Postcode) ?? actor.Act?.Details.Postcode;
        if (country is null || (postcode is null && campaign.NeedsPostcode(country))) return new([], [], [], 0, AsksArea: true, NobodyThere: false, country, postcode);
        var match = TargetMatch.For(choice, campaign.Campaign.AreaFallback, reachable, each => (each.Target.Country, each.Target.Area), country, postcode);
        if (match.Targets.Count == 0) return new([], [], [], 0, AsksArea: true, NobodyThere: true, country, postcode);
        return await GroupAsync(campaign, match.Targets, match.By is TargetsBy.Pick ? TargetChoice.Chosen : TargetChoice.Fixed, ask, done, country, postcode, ct);
    }

    private async Task<FoundReceivers> GroupAsync(
        PublicCampaign campaign, IReadOnlyList<Numbered> eligible, TargetChoice choice, ComposeAsk ask, IReadOnlySet<Guid> done, string? country, string? postcode, CancellationToken ct)
    {
        var open = eligible.Where(each => !done.Contains(each.Target.Id)).ToList();
        var wanted = choice is TargetChoice.Chosen ? open.Where(each => ask.To.Contains(each.Number)).ToList() : open;
        var own = await offers.WithOwnAsync(campaign, Step.EmailTarget, ct);
        var groups = wanted.GroupBy(each => own.Contains(each.Target.Id) ? each.Number : 0).Select(group => group.ToList()).ToList();
        return new(eligible, open, groups.Count > 0 ? groups[0] : [], Math.Max(0, groups.Count - 1), AsksArea: false, NobodyThere: false, country, postcode);
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
