using System.Globalization;
using Campaigns.Core.Acting;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Acting;

/// <summary>Tweet, comment and letter. Sharing answers under the same address for a step of its own.</summary>
[PublicEndpoint, LongForm, Route("c/{slug}/act/{step}")]
public sealed class ActController(
    PublicCampaigns campaigns, Actors actors, ReadStep readStep, Offers offers, ActCheck check, ActLimits limits, ActKeys keys, StartAction start, SendLetters sendLetters,
    ReportAction report, CancelLetter cancelLetter, StepList stepList, IStringLocalizer<Texts> texts, TimeProvider clock) : CampaignController(campaigns)
{
    private Actor _actor = null!;
    private Step _step;

    protected override async Task<IActionResult?> BeginAsync(CancellationToken ct)
    {
        if (StepPaths.Named((string)RouteData.Values["step"]!) is not { } named || named is Step.Share || !Campaign.Campaign.Steps.Contains(named)) return await NoStepAsync(stepList, ct);
        _step = named;
        _actor = await actors.OfAsync(Request, Campaign, Given("via"), Given("source"), ct);
        return null;
    }

    [HttpGet]
    public async Task<IActionResult> Show([FromQuery] ActQuery query, CancellationToken ct) => View("Act", await readStep.RunAsync(HttpContext, Campaign, _step, _actor, query, ct));

    [HttpPost]
    public Task<IActionResult> Act([FromForm] ActForm form, CancellationToken ct) => form.Do switch
    {
        _ when Campaign.SigningAt(clock.GetUtcNow()) is not SigningAnswer.Open => RefusedAsync(form, StatusCodes.Status409Conflict, null, ct),
        "another" => AnotherAsync(form, ct),
        "more" => MoreAsync(form, ct),
        "find" => FindAsync(form, ct),
        _ => StartAsync(form, ct),
    };

    [HttpPost("posted")]
    public async Task<IActionResult> Posted([FromForm] ActForm form, CancellationToken ct)
    {
        // Of our own letters we know ourselves what became of them.
        if (IsOurLetter || await FoundAsync(form, ct) is not { } action) return new SeeOtherResult(Path);
        if (form.Do is "later") return new SeeOtherResult($"{Path}{AddressOf(action)}&later=1{(form.With is null ? "" : $"&with={Program(form.With)}")}{(form.Copy ? "&copy=1" : "")}");
        await report.RunAsync(action.Id, ct);
        return new SeeOtherResult($"{Path}{AddressOf(action)}#asked");
    }

    [HttpPost("link")]
    public async Task<IActionResult> Link([FromForm] ActForm form, CancellationToken ct)
    {
        if (IsOurLetter || await FoundAsync(form, ct) is not { } action) return new SeeOtherResult(Path);
        var typed = (form.Link ?? "").Trim();
        if (typed.Length == 0) return new SeeOtherResult((await PageAsync(action, ct)).NextPath); // the link is optional
        if (await report.ProveAsync(action.Id, typed, ct) is not { } problem) return new SeeOtherResult($"{Path}{AddressOf(action)}#asked");
        var page = await PageAsync(action, ct);
        if (page.Ready is not { } ready) return new SeeOtherResult(Path); // its words were erased
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Act", page with { Ready = ready with { Link = typed, LinkError = problem }, Errors = [new FieldError("link", problem)] });
    }

    [HttpPost("take-back")]
    public async Task<IActionResult> TakeBack([FromForm] ActForm form, CancellationToken ct)
    {
        if (_actor.SignatureId is { } signature && await FoundAsync(form, ct) is { } action) await cancelLetter.RunAsync(action.Id, signature, ct);
        return new SeeOtherResult(Path);
    }

    private string Path => StepPaths.Of(Campaign.Slug, _step);

    private bool IsOurLetter => _step is Step.EmailTarget && Campaign.Campaign.LetterWay is LetterWay.OurServer;

    private async Task<IActionResult> AnotherAsync(ActForm form, CancellationToken ct)
    {
        var composing = await readStep.ComposeAsync(HttpContext, Campaign, _step, _actor, ComposeAsk.Of(form), await BegunAsync(form, ct), ct);
        var offer = await offers.MakeAsync(Campaign, _step, _actor, [.. composing.Receivers.Select(each => each.Target)], form.Variant, null, wasShown: true, another: true, ct);
        if (string.IsNullOrEmpty(form.Postcode)) return new SeeOtherResult($"{Path}{Query(form, variant: offer.Variant, page: form.Page, to: composing.Receivers)}");
        // Where somebody lives belongs in no address: the form is drawn again instead.
        (form.Variant, form.Text, form.Subject) = (offer.Variant, offer.Text, offer.Subject);
        return await AgainAsync(form, [], StatusCodes.Status200OK, ct);
    }

    /// <summary>Somebody else may answer for the place that was given: words as they were offered are offered for them, words of one's own stay.</summary>
    /// <param name="wasPressed">The person meant to send it, and nothing was sent.</param>
    private async Task<IActionResult> FindAsync(ActForm form, CancellationToken ct, bool wasPressed = false)
    {
        if (form.Text is not null && !StartAction.IsCustomised(await ShownAsync(form, ct), form.Subject, form.Words)) form.Text = form.Subject = null;
        return View("Act", await readStep.AgainAsync(HttpContext, Campaign, _step, _actor, form, [], ct) with { IsForOthers = wasPressed });
    }

    /// <summary>The words as they were offered on the page from which the form comes.</summary>
    private Task<Offer> ShownAsync(ActForm form, CancellationToken ct) => IsOurLetter
        ? offers.MakeAsync(Campaign, _step, _actor, [.. form.To.Select(Campaign.TargetOf).OfType<PublicTarget>()], form.Variant, null, wasShown: true, another: false, ct)
        : OfferForAsync(form, form.For, ct);

    /// <summary>"Tweet to another person": the next three. Words of their own stay; words as they were offered are offered for the new one.</summary>
    private async Task<IActionResult> MoreAsync(ActForm form, CancellationToken ct)
    {
        var before = await OfferForAsync(form, form.For, ct);
        form.Page++;
        form.To = [];
        if (!StartAction.IsCustomised(before, form.Subject, form.Words) && string.IsNullOrEmpty(form.Postcode))
            return new SeeOtherResult($"{Path}{Query(form, form.Variant, form.Page, [])}");
        var fresh = await readStep.ComposeAsync(HttpContext, Campaign, _step, _actor, ComposeAsk.Of(form), await BegunAsync(form, ct), ct);
        Retarget(form, before, fresh.Receivers, fresh.Offer);
        return await AgainAsync(form, [], StatusCodes.Status200OK, ct);
    }

    private async Task<IActionResult> StartAsync(ActForm form, CancellationToken ct)
    {
        if (IsOurLetter && !_actor.MayWriteLetters) return await RefusedAsync(form, StatusCodes.Status409Conflict, null, ct);
        var composing = await readStep.ComposeAsync(HttpContext, Campaign, _step, _actor, ComposeAsk.Of(form), await BegunAsync(form, ct), ct);
        // Still to choose or to find somebody, or all have a letter already: the page says which.
        if (composing.Offer is not { } offer) return composing.Block is { AsksArea: true } or { ChoosesSeveral: true } ? await AgainAsync(form, [], StatusCodes.Status400BadRequest, ct) : new SeeOtherResult(Path);
        // A place was changed and the page not drawn again: nobody gets what was not said to go to them.
        if (composing.Block.IsByPlace && composing.Receivers.Any(each => !form.To.Contains(each.Number))) return await FindAsync(form, ct, wasPressed: true);
        if (!IsOurLetter) Retarget(form, await OfferForAsync(form, form.For, ct), composing.Receivers, offer);

        var errors = check.Check(_step, form, offer);
        if (IsOurLetter && Campaign.TargetWith(_actor.Act!.Details.EmailKey) is { } self && composing.Receivers.Any(each => each.Target.Id == self.Id))
            errors.Add(new FieldError("text", texts["You signed with the address of {0}. Nobody writes to themselves", self.Name]));
        if (errors.Count > 0) return await AgainAsync(form, errors, StatusCodes.Status400BadRequest, ct);

        var known = await readStep.BegunAsync(Campaign, _step, _actor, form.Key, ct);
        var isNew = composing.Receivers.Count(each => known.All(action => action.TargetId != each.Target.Id));
        if (isNew > 0 && await limits.TakeAsync(_actor, isNew, HttpContext.Connection.RemoteIpAddress, ct) is { } until)
        {
            Response.Headers.RetryAfter = until.ToString("R", CultureInfo.InvariantCulture);
            return await RefusedAsync(form, StatusCodes.Status429TooManyRequests, until, ct);
        }
        if (IsOurLetter)
        {
            await sendLetters.RunAsync(Campaign, _actor, [.. composing.Receivers.Select(each => each.Target)], offer, form.Subject!.Trim(), form.Words, ct);
            // The rest of those they chose get words of their own next.
            var rest = form.To.Except(composing.Receivers.Select(each => each.Number)).ToList();
            return new SeeOtherResult(rest.Count > 0 ? $"{Path}?{string.Join('&', rest.Select(number => $"to={number}"))}" : Path);
        }
        var visitorId = keys.Open(form.Key) ?? Guid.CreateVersion7();
        // Another target than before is another action; its id follows from the form's, so that a double press still makes one.
        var to = composing.Receivers.FirstOrDefault();
        if (known.Any(action => action.Id == visitorId && action.TargetId != to?.Target.Id)) visitorId = ActKeys.Next(visitorId, to?.Target.Id);
        var id = await start.RunAsync(Campaign, _step, _actor, to?.Target.Id, visitorId, offer, _step is Step.EmailTarget ? form.Subject!.Trim() : null, form.Words, ct);
        var address = ReadReady.AddressOf(to?.Number ?? 0, _actor.IsSigned ? "" : keys.Close(id));
        return new SeeOtherResult($"{Path}{address}{(_step is Step.EmailTarget ? $"&with={Program(form.Do)}{(form.Copy ? "&copy=1" : "")}" : "")}#ready");
    }

    private static string Program(string? pressed) => pressed is "gmail" or "outlook" or "copy" ? pressed : "app";

    /// <summary>The words as they were offered for that target: what the person began with.</summary>
    private async Task<Offer> OfferForAsync(ActForm form, int number, CancellationToken ct) =>
        await offers.MakeAsync(Campaign, _step, _actor, Campaign.TargetOf(number) is { } target ? [target] : [], form.Variant, null, wasShown: true, another: false, ct);

    /// <summary>Another target than the one in the text was chosen: words as offered are offered for that one, in others the handle changes.</summary>
    private void Retarget(ActForm form, Offer before, IReadOnlyList<Numbered> receivers, Offer? offer)
    {
        if (receivers is not [var now] || offer is null || now.Number == form.For || Campaign.TargetOf(form.For) is not { } earlier) return;
        if (!StartAction.IsCustomised(before, form.Subject, form.Words)) (form.Text, form.Subject) = (offer.Text, offer.Subject);
        else if (earlier.XHandle is { Length: > 0 } old && now.Target.XHandle is { Length: > 0 } handle)
            form.Text = (form.Text ?? "").Replace($"@{old}", $"@{handle}", StringComparison.OrdinalIgnoreCase);
        form.For = now.Number;
    }

    private async Task<IActionResult> AgainAsync(ActForm form, IReadOnlyList<FieldError> errors, int status, CancellationToken ct)
    {
        Response.StatusCode = status;
        return View("Act", await readStep.AgainAsync(HttpContext, Campaign, _step, _actor, form, errors, ct));
    }

    /// <summary>Nothing was written; what was typed stands on the page.</summary>
    private async Task<IActionResult> RefusedAsync(ActForm form, int status, DateTimeOffset? until, CancellationToken ct)
    {
        Response.StatusCode = status;
        var page = await readStep.AgainAsync(HttpContext, Campaign, _step, _actor, form, [], ct);
        return View("Act", until is { } at ? page with { TooMany = Dates.Time(Campaign.Campaign.TimeZone, at) } : page with { AsksToSign = IsOurLetter && !_actor.MayWriteLetters });
    }

    private Task<ActPage> PageAsync(SupporterAction action, CancellationToken ct) =>
        readStep.RunAsync(HttpContext, Campaign, _step, _actor, new ActQuery { To = [ReadStep.NumberOf(Campaign, action)], A = keys.Close(action.Id) }, ct);

    private async Task<SupporterAction?> FoundAsync(ActForm form, CancellationToken ct) => ReadStep.Current(Campaign, await BegunAsync(form, ct), form.To);

    private Task<IReadOnlyList<SupporterAction>> BegunAsync(ActForm form, CancellationToken ct) => readStep.BegunAsync(Campaign, _step, _actor, form.Key, ct);

    private string AddressOf(SupporterAction action) => ReadReady.AddressOf(ReadStep.NumberOf(Campaign, action), _actor.IsSigned ? "" : keys.Close(action.Id));

    private string Query(ActForm form, int variant, int page, IReadOnlyList<Numbered> to)
    {
        var parts = new QueryBuilder();
        foreach (var each in to) parts.Add("to", each.Number.ToString(CultureInfo.InvariantCulture));
        if (variant > 0) parts.Add("variant", variant.ToString(CultureInfo.InvariantCulture));
        if (page != 0) parts.Add("more", page.ToString(CultureInfo.InvariantCulture));
        if (!_actor.IsSigned)
        {
            parts.Add("seed", form.Seed.ToString(CultureInfo.InvariantCulture));
            if (Arrivals.CodeIn(form.Via) is { } via) parts.Add("via", via);
            if (Arrivals.SourceIn(form.Source) is { Length: > 0 } source) parts.Add("source", source);
        }
        parts.Add("edit", "1");
        return parts.ToString();
    }

    /// <summary>A visitor's address or form says what brought them.</summary>
    private string? Given(string name) => HttpMethods.IsPost(Request.Method) && Request.HasFormContentType ? Request.Form[name].FirstOrDefault() : Request.Query[name].FirstOrDefault();
}
