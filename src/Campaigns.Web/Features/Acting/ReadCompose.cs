using System.Globalization;
using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Targets;
using Campaigns.Web.Features.Shared;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Acting;

/// <summary>What is known when a form is drawn: from the address at first, from what was posted afterwards.</summary>
public sealed record ComposeAsk
{
    public IReadOnlyList<int> To { get; init; } = [];
    public int? Variant { get; init; }
    public int? Seed { get; init; }
    public int Page { get; init; }
    public string? Key { get; init; }
    public string? Subject { get; init; }
    /// <summary>What the person typed; null for the words that are offered.</summary>
    public string? Text { get; init; }
    public string? Country { get; init; }
    public string? Postcode { get; init; }
    /// <summary>The place that was given in this step before.</summary>
    public Place? Kept { get; init; }
    public bool Copy { get; init; }
    public string? Via { get; init; }
    public string? Source { get; init; }
    /// <summary>A button was pressed, so a place that is not there was left out.</summary>
    public bool IsPosted { get; init; }

    public static ComposeAsk Of(ActQuery query) => new()
    {
        To = query.To, Variant = query.Variant, Seed = query.Seed, Page = query.More, Key = query.A, Copy = query.Copy == 1, Via = query.Via, Source = query.Source,
    };

    public static ComposeAsk Of(ActForm form) => new()
    {
        To = form.To, Variant = form.Variant, Seed = form.Seed, Page = form.Page, Key = form.Key, Subject = form.Subject, Text = form.Text,
        Country = form.Country, Postcode = form.Postcode, Copy = form.Copy, Via = form.Via, Source = form.Source, IsPosted = true,
    };
}

/// <summary>Draws the form of a step: whom it addresses, and the words to begin with.</summary>
/// <param name="Receivers">Who gets it, in order; empty while they are still to be chosen.</param>
/// <param name="Offer">Null while they are still to be chosen.</param>
public sealed record Composing(ComposeBlock Block, IReadOnlyList<Numbered> Receivers, Offer? Offer)
{
    /// <summary>Whom the heading names; null while they are still to be chosen.</summary>
    public string? Whom(IStringLocalizer texts) => Acting.Whom.Of([.. Receivers.Select(each => each.Target.Name)], texts);
}

public sealed class ReadCompose(Offers offers, ActKeys keys, LetterReceivers receivers, ProofAddress proof, LetterEnding ending, IStringLocalizer<Texts> texts)
{
    /// <param name="begun">What the person has begun in this step, so that those targets come last or not at all.</param>
    /// <param name="kept">The variant that this browser was offered before.</param>
    public async Task<Composing> RunAsync(PublicCampaign campaign, Step step, Actor actor, ComposeAsk ask, IReadOnlyList<SupporterAction> begun, Func<int, Guid?> kept, CancellationToken ct)
    {
        var seed = actor.SignatureId is { } id ? BitConverter.ToInt32(id.ToByteArray(), 12) : ask.Seed ?? Random.Shared.Next();
        var block = new ComposeBlock
        {
            Text = ask.Text ?? "", Subject = ask.Subject, Length = 0, Most = ActCheck.MostOf(step), Variant = 0, Variants = 0, Seed = seed, Page = ask.Page, For = 0,
            Key = keys.Open(ask.Key) is null ? keys.Close(Guid.CreateVersion7()) : ask.Key!, Via = ask.Via, Source = ask.Source,
            Country = ask.Country, Postcode = ask.Postcode, WantsCopy = ask.Copy,
        };
        var done = begun.Where(action => action.CancelledAt is null && action.TargetId is not null).Select(action => action.TargetId!.Value).ToHashSet();
        FoundReceivers? receiversFound = null;
        if (step is not Step.EmailTarget) return await OneAsync(TargetChips.Reachable(campaign, step), block);

        var found = receiversFound = await receivers.FindAsync(campaign, actor, ask, done, ct);
        block = block with
        {
            AsksArea = found.AsksArea, NobodyThere = found is { AsksArea: true, Place: not null } ? NobodyAt(campaign, found.Place, ask) : null,
            CountryError = found is { AsksArea: true, Place: null } && ask.IsPosted ? texts["Select your country"].Value : null,
        };
        if (found.Place is { } place) block = block with { IsByPlace = !found.AsksArea, Country = place.Country, Postcode = place.Postcode };
        if (campaign.Campaign.LetterWay is LetterWay.OwnProgram)
            return found.Eligible.Count == 0 ? new Composing(block, [], null) : await OneAsync(found.Eligible, block with { ProofAddress = Short(proof.Of(Guid.Empty)) });
        if (found.Group.Count == 0)
            return new Composing(block with { ChoosesSeveral = found.Open.Count > 0, PlaceNote = NoteOf(found, []), Chips = [.. found.Open.Select(each => new Chip(each.Number, each.Target, false, false))] }, [], null);
        if (actor.Act is { } act) block = block with { Ending = await ending.ForAsync(campaign, act, ct) };
        return await WithAsync(found.Group, block with { LettersLeft = found.LettersLeft, To = [.. found.Group.Select(each => each.Number)], Receivers = Names.Joined([.. found.Group.Select(each => each.Target)]) });

        async Task<Composing> OneAsync(IReadOnlyList<Numbered> reachable, ComposeBlock form)
        {
            var chips = TargetChips.Of(reachable, seed, ask.Page, ask.To.Count > 0 ? ask.To[0] : null, done);
            form = form with { Chips = chips.Shown, HasMore = chips.HasMore, Page = chips.Page };
            return await WithAsync(chips.Chosen is { } chosen ? [new Numbered(chosen.Number, chosen.Target)] : [], form);
        }

        async Task<Composing> WithAsync(IReadOnlyList<Numbered> to, ComposeBlock form)
        {
            var first = to.Count > 0 ? to[0].Number : 0;
            var offer = await offers.MakeAsync(campaign, step, actor, [.. to.Select(each => each.Target)], ask.Variant, kept(first), wasShown: ask.IsPosted, another: false, ct);
            var text = ask.Text ?? offer.Text;
            return new Composing(form with
            {
                Text = text, Subject = ask.Subject ?? offer.Subject, Length = ActCheck.LengthOf(step, text.ReplaceLineEndings("\n").Trim()),
                Variant = offer.Variant, Variants = offer.Count, For = first, PlaceNote = receiversFound is null ? null : NoteOf(receiversFound, to),
            }, to, offer);
        }
    }

    /// <summary>A place that lacks the postcode is only asked for at first; one that nobody answers for is said to be so.</summary>
    private string? NobodyAt(PublicCampaign campaign, Place place, ComposeAsk ask) => place.Postcode is null && campaign.NeedsPostcode(place.Country) ? ask.IsPosted ? texts["Enter your postcode"].Value : null
        : texts["We know nobody who answers for this postcode. Check it, or choose another country"].Value;

    private string? NoteOf(FoundReceivers found, IReadOnlyList<Numbered> to)
    {
        if (found.Place is not { } place) return null;
        var (at, who) = (NameOf(place), Names.Joined([.. to.Select(each => each.Target)]));
        return found.By switch
        {
            TargetsBy.General => texts["Nobody answers for {0}, so it goes to {1}.", at, who].Value,
            TargetsBy.Pick => texts["Nobody answers for {0}, so you choose.", at].Value,
            _ => texts["Who answers for {0}: {1}.", at, who].Value,
        };
    }

    private static string NameOf(Place place)
    {
        var country = Countries.NameOf(place.Country, CultureInfo.CurrentUICulture);
        return place.Postcode is null ? country : $"{place.Postcode}, {country}";
    }

    /// <summary>Without the token, which belongs to a letter that is not there yet.</summary>
    private static string? Short(string? address) => address is null ? null : $"{address[..address.IndexOf('+', StringComparison.Ordinal)]}{address[address.LastIndexOf('@')..]}";
}
