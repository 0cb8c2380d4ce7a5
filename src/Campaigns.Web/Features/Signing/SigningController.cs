using Campaigns.Core.Acting;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Features.Signing;

/// <summary>The form, its errors, and the page that waits for the confirmation.</summary>
[PublicEndpoint, LongForm, Route("c/{slug}")]
public sealed class SigningController(
    PublicCampaigns campaigns, Arrivals arrivals, SignFormCheck check, SignCampaign signCampaign, ChangeAddress changeAddress, ReadThanks readThanks,
    SupporterCookie cookie, StandingActs acts, FormTimer timer, IOptions<SiteOptions> site, TimeProvider clock) : Controller
{
    private PublicCampaign _campaign = null!;

    /// <summary>Finds the campaign and speaks its language before any action runs: the address alone decides the language of its pages.</summary>
    public override async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        Response.Headers.CacheControl = "no-store";
        var slug = (string)RouteData.Values["slug"]!;
        if (await campaigns.FindAsync(slug, HttpContext.RequestAborted) is not { } campaign)
        {
            context.Result = await MissingAsync(slug);
            return;
        }
        _campaign = campaign;
        PageLanguage.Use(HttpContext, campaign.Language);
        await next();
    }

    [HttpGet("sign"), CountsSign(Rung.Shown)]
    public IActionResult Form(string? via, string? source) => _campaign.SigningAt(clock.GetUtcNow()) is SigningAnswer.Open
        ? Page(new CheckedForm(new SignForm { Country = BrowserCountry(), Via = via, Source = source, Shown = timer.Start() }, [], null, null))
        : Redirect(Arrivals.Carry(_campaign.Path, via, source));

    [HttpPost("sign"), CountsSign(Rung.Started)]
    public async Task<IActionResult> Sign()
    {
        var form = SignForm.Of(Request.HasFormContentType ? Request.Form : FormCollection.Empty);
        var network = HttpContext.Connection.RemoteIpAddress;
        var checkedForm = check.Check(form, _campaign, NetworkParts.StoredOf(network));
        if (_campaign.SigningAt(clock.GetUtcNow()) is not SigningAnswer.Open and var answer) return NotOpen(answer, checkedForm);
        if (checkedForm.Details is not { } details) return Page(checkedForm);

        var arrival = await arrivals.OfAsync(_campaign.Campaign.Id, form.Via, form.Source, HttpContext.RequestAborted);
        details = details with { ShareLinkId = arrival.ShareLinkId, Generation = arrival.Generation, Source = arrival.Source };
        var act = await signCampaign.RunAsync(_campaign, details, SuspicionOf(form), network, HttpContext.RequestAborted);
        cookie.Write(HttpContext, act.After(await acts.OfAsync(Request, _campaign.Campaign.Id, HttpContext.RequestAborted)));
        return new SeeOtherResult($"{_campaign.Path}/thanks");
    }

    [HttpGet("thanks")]
    public async Task<IActionResult> Thanks(string? sent, CancellationToken ct) =>
        View(await readThanks.RunAsync(_campaign, Act, sentAgain: sent == "again", writes: HttpMethods.IsGet(Request.Method), ct));

    [HttpPost("thanks/resend")]
    public async Task<IActionResult> Resend(CancellationToken ct)
    {
        if (Act is { IsConfirmed: false } act && _campaign.SigningAt(clock.GetUtcNow()) is SigningAnswer.Open)
            await signCampaign.RunAsync(_campaign, act.Details, null, HttpContext.Connection.RemoteIpAddress, ct);
        return new SeeOtherResult($"{_campaign.Path}/thanks?sent=again");
    }

    [HttpGet("thanks/address")]
    public IActionResult Address() => Act is { IsConfirmed: false } act
        ? View(new AddressPage { Slug = _campaign.Slug, Headline = _campaign.Headline, Email = act.Details.Email })
        : new SeeOtherResult($"{_campaign.Path}/thanks");

    [HttpPost("thanks/address")]
    public async Task<IActionResult> Address(string? email, CancellationToken ct)
    {
        if (Act is not { IsConfirmed: false } act) return new SeeOtherResult($"{_campaign.Path}/thanks");
        var typed = (email ?? "").Trim();
        if (check.EmailError(typed, _campaign) is { } error)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View(new AddressPage { Slug = _campaign.Slug, Headline = _campaign.Headline, Email = typed, Error = error });
        }
        if (_campaign.SigningAt(clock.GetUtcNow()) is SigningAnswer.Open)
            cookie.Write(HttpContext, await changeAddress.RunAsync(_campaign, act, typed, HttpContext.Connection.RemoteIpAddress, ct));
        return new SeeOtherResult($"{_campaign.Path}/thanks");
    }

    /// <summary>As the campaign's page answers: gone for good with the reason, or never there.</summary>
    private async Task<ViewResult> MissingAsync(string slug)
    {
        if (await campaigns.FindRemovedAsync(slug, HttpContext.RequestAborted) is not { } removed)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return View("NotFound");
        }
        Response.StatusCode = StatusCodes.Status410Gone;
        PageLanguage.Use(HttpContext, removed.Language);
        return View("Removed", removed.Reason);
    }

    private SupporterAct? Act => cookie.Read(Request, _campaign.Campaign.Id);

    private ViewResult Page(CheckedForm form, SigningAnswer? notOpen = null)
    {
        if (form.Errors.Count > 0 || form.Suggestion is not null) Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Form", SignPage.Of(_campaign, form, site.Value.Organisation, notOpen));
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
