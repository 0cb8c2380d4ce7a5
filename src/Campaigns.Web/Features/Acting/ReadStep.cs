using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Reporting;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Acting;

/// <summary>Finds what a step shows: the form, a text that is ready, or what has become of letters. Reading writes nothing.</summary>
public sealed class ReadStep(
    IDbContextFactory<CampaignsDb> databases, StepList stepList, ReadCompose readCompose, ReadReady readReady, ReadLetters readLetters, OfferedCookie offered, PlaceCookie places,
    ActKeys keys, ReachCounter reach, MessageUses uses, IStringLocalizer<Texts> texts, TimeProvider clock)
{
    public async Task<ActPage> RunAsync(HttpContext http, PublicCampaign campaign, Step step, Actor actor, ActQuery query, CancellationToken ct)
    {
        var page = await FrameAsync(campaign, step, actor, ct);
        var begun = await BegunAsync(campaign, step, actor, query.A, ct);
        var ours = step is Step.EmailTarget && campaign.Campaign.LetterWay is LetterWay.OurServer;
        if (ours) page = page with { Letters = actor.MayWriteLetters ? await readLetters.RunAsync(campaign, actor, begun, ct) : [], AsksToSign = !actor.MayWriteLetters };
        else if (query.Edit == 0 && Current(campaign, begun, query.To) is { Text: not null } action) // words that were erased are written anew
            return page with { Target = NameOf(campaign, action) ?? page.Target, Ready = await readReady.RunAsync(campaign, step, actor, action, begun, query, ct) };
        if (page.NotOpen is not null || page.AsksToSign) return page;

        var ask = ComposeAsk.Of(query);
        // A text of theirs that was not sent, or that they want to change, is what they go on with.
        if (query.Variant is null && Current(campaign, begun, query.To) is { } earlier && (query.Edit == 1 || (ours && earlier.CancelledAt is not null)))
            ask = ask with { Text = earlier.Text, Subject = earlier.Subject, To = query.To.Count > 0 ? query.To : [NumberOf(campaign, earlier)] };
        var composing = await ComposeAsync(http, campaign, step, actor, ask, begun, ct);
        if (composing.Offer is { } offer && ask.Text is null) Seen(http, campaign, step, actor, composing.Receivers, offer);
        // Nobody is left to write to: the page says what has become of the letters.
        var isOver = ours && composing.Offer is null && composing.Block is { ChoosesSeveral: false, AsksArea: false };
        if (!isOver) return page with { Target = WhomOf(composing, page), Compose = composing.Block };
        return page with { IsWritten = true, Target = Whom.Of([.. campaign.Targets.Where(target => begun.Any(letter => letter.TargetId == target.Id)).Select(target => target.Name)], texts) };
    }

    /// <summary>The form once more, with what was typed.</summary>
    public async Task<ActPage> AgainAsync(HttpContext http, PublicCampaign campaign, Step step, Actor actor, ActForm form, IReadOnlyList<FieldError> errors, CancellationToken ct)
    {
        var begun = await BegunAsync(campaign, step, actor, form.Key, ct);
        var page = await FrameAsync(campaign, step, actor, ct);
        var composing = await ComposeAsync(http, campaign, step, actor, ComposeAsk.Of(form), begun, ct);
        // Somebody was found for a place, or chosen: only now are they and the words for them shown.
        if (form.Text is null && composing.Offer is { } offer) Seen(http, campaign, step, actor, composing.Receivers, offer);
        return page with { Target = WhomOf(composing, page), Errors = errors, Compose = composing.Block };
    }

    public async Task<Composing> ComposeAsync(HttpContext http, PublicCampaign campaign, Step step, Actor actor, ComposeAsk ask, IReadOnlyList<SupporterAction> begun, CancellationToken ct)
    {
        var isByPlace = step is Step.EmailTarget && campaign.AsksPostcode;
        if (isByPlace) ask = ask with { Kept = places.Read(http.Request, campaign, actor.SignatureId) };
        var composing = await readCompose.RunAsync(campaign, step, actor, ask, begun, to => offered.Read(http.Request, Offers.PlaceOf(campaign, step, to)), ct);
        // Typed here, and somebody was found for it: it holds for this step from now on.
        if (isByPlace && composing.Block is { IsByPlace: true, Country: { } country } && !string.IsNullOrWhiteSpace(ask.Country)) places.Write(http, campaign, actor.SignatureId, new Place(country, composing.Block.Postcode));
        return composing;
    }

    /// <summary>What this person has begun in the step, newest first; of a visitor, the one action whose key they hold.</summary>
    public async Task<IReadOnlyList<SupporterAction>> BegunAsync(PublicCampaign campaign, Step step, Actor actor, string? key, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var actions = db.Actions.AsNoTracking().Where(a => a.CampaignId == campaign.Campaign.Id && a.Step == step);
        if (actor.SignatureId is { } signature) return await actions.Where(a => a.SignatureId == signature).OrderByDescending(a => a.StartedAt).ThenByDescending(a => a.Id).ToListAsync(ct);
        return keys.Open(key) is { } id ? await actions.Where(a => a.Id == id && a.SignatureId == null).ToListAsync(ct) : [];
    }

    /// <returns>The action to the target that the address names; without a name the newest; null for none.</returns>
    public static SupporterAction? Current(PublicCampaign campaign, IReadOnlyList<SupporterAction> begun, IReadOnlyList<int> to) =>
        to.Count == 0 ? begun.FirstOrDefault() : begun.FirstOrDefault(action => to[0] == NumberOf(campaign, action));

    /// <returns>Of the action's target, from 1; 0 for none.</returns>
    public static int NumberOf(PublicCampaign campaign, SupporterAction action) => campaign.Targets.ToList().FindIndex(target => target.Id == action.TargetId) + 1;

    private string? WhomOf(Composing composing, ActPage page) => composing.Whom(texts) ?? (page.Step is Step.EmailTarget ? null : page.Target);

    private static string? NameOf(PublicCampaign campaign, SupporterAction action) => campaign.Targets.FirstOrDefault(target => target.Id == action.TargetId)?.Name;

    private async Task<ActPage> FrameAsync(PublicCampaign campaign, Step step, Actor actor, CancellationToken ct)
    {
        var steps = await stepList.ReadAsync(campaign, actor.SignatureId, ct);
        var next = StepList.After(steps, step);
        return new ActPage
        {
            Slug = campaign.Slug, Headline = campaign.Headline, Step = step, FirstName = actor.FirstName, IsConfirmed = actor.IsConfirmed,
            Bar = StepBar.Of(campaign, step, NameOf(step), actor.IsSigned, steps, texts), Target = StepList.TargetOf(campaign, step), Way = campaign.Campaign.LetterWay,
            // Whoever has not signed has no thanks page: the form is where their way ends.
            Next = next, NextPath = next?.Path ?? (actor.IsSigned ? $"{campaign.Path}/thanks" : $"{campaign.Path}#sign"),
            NotOpen = campaign.SigningAt(clock.GetUtcNow()) is not SigningAnswer.Open and var answer ? answer : null,
        };
    }

    private string NameOf(Step step) => step switch { Step.Tweet => texts["Tweet"], Step.FacebookComment => texts["Facebook"], _ => texts["Letter"] };

    private void Seen(HttpContext http, PublicCampaign campaign, Step step, Actor actor, IReadOnlyList<Numbered> receivers, Offer offer)
    {
        if (!HttpMethods.IsHead(http.Request.Method) && offer.MessageId is { } message) offered.Write(http, Offers.PlaceOf(campaign, step, receivers.Count > 0 ? receivers[0].Number : 0), message);
        if (campaign.Campaign.IsTest || Robots.Sent(http.Request)) return;
        if (offer.MessageId is { } shown) uses.Offered(campaign.Campaign.Id, shown);
        foreach (var target in receivers.Count == 0 ? [Guid.Empty] : receivers.Select(each => each.Target.Id))
            reach.Count(new ReachKey(campaign.Campaign.Id, step, Offers.ChannelOf(step), Rung.Shown, target, offer.MessageId ?? Guid.Empty, campaign.Language, actor.Arrival.Source, actor.Arrival.Generation));
    }
}
