using Campaigns.Core.Acting;
using Campaigns.Core.Signing;
using Campaigns.Core.Targets;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Acting;

/// <summary>Who may get a person's letter.</summary>
/// <param name="Eligible">All to whom this person may write.</param>
/// <param name="Open">Those of them who have no letter of theirs yet.</param>
/// <param name="Group">Those who get the next letter; empty while the person has to choose, or when there is nobody left.</param>
/// <param name="LettersLeft">Letters with other words that come after it.</param>
/// <param name="By">How they were found.</param>
/// <param name="Place">Where they were looked for; null where that does not matter.</param>
public sealed record FoundReceivers(
    IReadOnlyList<Numbered> Eligible, IReadOnlyList<Numbered> Open, IReadOnlyList<Numbered> Group, int LettersLeft, TargetsBy By, Place? Place, bool AsksArea = false);

/// <summary>Fixed targets, those the person chooses, or those who answer for where they live.</summary>
public sealed class LetterReceivers(Offers offers)
{
    public async Task<FoundReceivers> FindAsync(PublicCampaign campaign, Actor actor, ComposeAsk ask, IReadOnlySet<Guid> done, CancellationToken ct)
    {
        var reachable = TargetChips.Reachable(campaign, Step.EmailTarget);
        var choice = campaign.Campaign.TargetChoice;
        if (choice is not TargetChoice.ByArea) return await GroupAsync(campaign, reachable, choice is TargetChoice.Chosen ? TargetsBy.Pick : TargetsBy.Fixed, null, ask, done, ct);

        if (PlaceOf(actor, ask) is not { } place) return new([], [], [], 0, TargetsBy.Nobody, null, AsksArea: true);
        if (place.Postcode is null && campaign.NeedsPostcode(place.Country)) return new([], [], [], 0, TargetsBy.Nobody, place, AsksArea: true);
        var match = TargetMatch.For(choice, campaign.Campaign.AreaFallback, reachable, each => (each.Target.Country, each.Target.Area), place.Country, place.Postcode);
        return match.Targets.Count == 0 ? new([], [], [], 0, TargetsBy.Nobody, place, AsksArea: true) : await GroupAsync(campaign, match.Targets, match.By, place, ask, done, ct);
    }

    /// <summary>What was typed now, else in this step before, else what the person signed with; country and postcode belong together.</summary>
    private static Place? PlaceOf(Actor actor, ComposeAsk ask) =>
        Given(ask.Country) is { } country ? new(country.ToUpperInvariant(), Given(ask.Postcode))
        : ask.Kept ?? (actor.Country is { } signed ? new(signed, Given(ask.Postcode) ?? Given(actor.Act!.Details.Postcode)) : null);

    private async Task<FoundReceivers> GroupAsync(
        PublicCampaign campaign, IReadOnlyList<Numbered> eligible, TargetsBy by, Place? place, ComposeAsk ask, IReadOnlySet<Guid> done, CancellationToken ct)
    {
        var open = eligible.Where(each => !done.Contains(each.Target.Id)).ToList();
        var wanted = by is TargetsBy.Pick ? open.Where(each => ask.To.Contains(each.Number)).ToList() : open;
        var own = await offers.WithOwnAsync(campaign, Step.EmailTarget, ct);
        var groups = wanted.GroupBy(each => own.Contains(each.Target.Id) ? each.Number : 0).Select(group => group.ToList()).ToList();
        return new(eligible, open, groups.Count > 0 ? groups[0] : [], Math.Max(0, groups.Count - 1), by, place);
    }

    private static string? Given(string? text) => text?.Trim() is { Length: > 0 and <= PlaceCookie.LongestPostcode } given && TextRules.IsOneLine(given) ? given : null;
}
