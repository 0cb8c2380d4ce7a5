using Campaigns.Core.Acting;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;

namespace Campaigns.Web.Features.Signing;

/// <summary>The form, its errors, and the page that waits for the confirmation.</summary>
[PublicEndpoint, LongForm, Route("c/{slug}")]
public sealed class SigningController(
    PublicCampaigns campaigns, Arrivals arrivals, SignFormCheck check, SignCampaign signCampaign, ChangeAddress changeAddress, ReadThanks readThanks,
    SupporterCookie cookie, StandingActs acts, FormTimer timer, KnownSupporters known, WelcomesBack welcomes, Organisation organisation, TimeProvider clock) : CampaignController(campaigns)
{
    [HttpGet("sign"), CountsSign(Rung.Shown)]
    public async Task<IActionResult> Form(string? via, string? source, string? @as, string? done, CancellationToken ct)
    {
        if (Campaign.SigningAt(clock.GetUtcNow()) is not SigningAnswer.Open) return Redirect(Arrivals.Carry(Campaign.Path, via, source));
        var form = new CheckedForm(new SignForm { Country = BrowserCountry(), Via = via, Source = source, Shown = timer.Start() }, [], null, null);
        return View("Form", SignPage.Of(Campaign, form, organisation.Now.Name) with
        {
            Known = @as == "other" ? null : await welcomes.OfAsync(Request, Campaign, via, source, ct), IsForgotten = done == "forgotten", IsOverCap = done == "cap",
        });
    }

    [HttpPost("sign"), CountsSign(Rung.Started)]
    public async Task<IActionResult> Sign()
    {
        var form = SignForm.Of(Request.HasFormContentType ? Request.Form : FormCollection.Empty);
        var network = HttpContext.Connection.RemoteIpAddress;
        var checkedForm = check.Check(form, Campaign, NetworkParts.StoredOf(network));
        if (Campaign.SigningAt(clock.GetUtcNow()) is not SigningAnswer.Open and var answer) return NotOpen(answer, checkedForm);
        if (checkedForm.Details is not { } details) return Page(checkedForm);

        var arrival = await arrivals.OfAsync(Campaign.Campaign.Id, form.Via, form.Source, HttpContext.RequestAborted);
        details = details with { ShareLinkId = arrival.ShareLinkId, Generation = arrival.Generation, Source = arrival.Source };
        var act = await signCampaign.RunAsync(Campaign, details, SuspicionOf(form), network, HttpContext.RequestAborted);
        cookie.Write(HttpContext, act.After(await acts.OfAsync(Request, Campaign.Campaign.Id, HttpContext.RequestAborted)));
        return new SeeOtherResult($"{Campaign.Path}/thanks");
    }

    [HttpGet("thanks")]
    public async Task<IActionResult> Thanks(string? sent, string? done, CancellationToken ct) =>
        View(await readThanks.RunAsync(Campaign, Act, await known.OfAsync(Request, ct), writes: HttpMethods.IsGet(Request.Method), ct) with { SentAgain = sent == "again", JustRemembered = done == "remembered" });

    [HttpPost("thanks/resend")]
    public async Task<IActionResult> Resend(CancellationToken ct)
    {
        if (Act is { IsConfirmed: false } act && Campaign.SigningAt(clock.GetUtcNow()) is SigningAnswer.Open)
            await signCampaign.RunAsync(Campaign, act.Details, null, HttpContext.Connection.RemoteIpAddress, ct);
        return new SeeOtherResult($"{Campaign.Path}/thanks?sent=again");
    }

    [HttpGet("thanks/address")]
    public IActionResult Address() => Act is { IsConfirmed: false } act
        ? View(new AddressPage { Slug = Campaign.Slug, Headline = Campaign.Headline, Email = act.Details.Email })
        : new SeeOtherResult($"{Campaign.Path}/thanks");

    [HttpPost("thanks/address")]
    public async Task<IActionResult> Address(string? email, CancellationToken ct)
    {
        if (Act is not { IsConfirmed: false } act) return new SeeOtherResult($"{Campaign.Path}/thanks");
        var typed = (email ?? "").Trim();
        if (check.EmailError(typed, Campaign) is { } error)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View(new AddressPage { Slug = Campaign.Slug, Headline = Campaign.Headline, Email = typed, Error = error });
        }
        if (Campaign.SigningAt(clock.GetUtcNow()) is SigningAnswer.Open)
            cookie.Write(HttpContext, await changeAddress.RunAsync(Campaign, act, typed, HttpContext.Connection.RemoteIpAddress, ct));
        return new SeeOtherResult($"{Campaign.Path}/thanks");
    }

    private SupporterAct? Act => cookie.Read(Request, Campaign.Campaign.Id);

    private ViewResult Page(CheckedForm form, SigningAnswer? notOpen = null)
    {
        if (form.Errors.Count > 0 || form.Suggestion is not null) Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Form", SignPage.Of(Campaign, form, organisation.Now.Name, notOpen));
    }

    private ViewResult NotOpen(SigningAnswer answer, CheckedForm form)
    {
        var page = Page(form, answer);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return page;
    }

    private string? SuspicionOf(SignForm form) => !string.IsNullOrEmpty(form.Website) ? "honeypot" : timer.WasTooFast(form.Shown) ? "too-fast" : null;

    private string? BrowserCountry() => Request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(language => language.Quality ?? 1)
        .Select(language => language.Value.ToString() is [_, _, '-', var a, var b] ? $"{a}{b}".ToUpperInvariant() : null)
        .FirstOrDefault(Countries.IsKnown);
}
