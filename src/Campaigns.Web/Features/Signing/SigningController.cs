using System.Globalization;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Features.Signing;

/// <summary>The form, its errors, and the page that waits for the confirmation.</summary>
[PublicEndpoint, Route("c/{slug}")]
public sealed class SigningController(
    SigningCampaigns campaigns, SignFormCheck check, SignCampaign signCampaign, ChangeAddress changeAddress, ReadThanks readThanks,
    SupporterCookie cookie, FormTimer timer, IOptions<SiteOptions> site, TimeProvider clock) : Controller
{
    [HttpGet("sign")]
    public async Task<IActionResult> Form(string slug, string? via, CancellationToken ct)
    {
        if (await FindAsync(slug, ct) is not { } campaign) return NotFound();
        if (campaign.SigningAt(clock.GetUtcNow()) is not SigningAnswer.Open) return Redirect($"/c/{slug}");
        return Page(campaign, new CheckedForm(new SignForm { Country = BrowserCountry(), Via = via }, [], null, null));
    }

    [HttpPost("sign")]
    public async Task<IActionResult> Sign(string slug, SignForm form, CancellationToken ct)
    {
        if (await FindAsync(slug, ct) is not { } campaign) return NotFound();
        var network = HttpContext.Connection.RemoteIpAddress;
        var checkedForm = check.Check(form, campaign, NetworkParts.StoredOf(network));
        if (campaign.SigningAt(clock.GetUtcNow()) is not SigningAnswer.Open and var answer) return NotOpen(campaign, answer, checkedForm);
        if (checkedForm.Details is not { } details) return Page(campaign, checkedForm);

        var act = await signCampaign.RunAsync(campaign, details, SuspicionOf(form), network, ct);
        cookie.Write(HttpContext, act);
        return new SeeOtherResult($"/c/{slug}/thanks");
    }

    [HttpGet("thanks")]
    public async Task<IActionResult> Thanks(string slug, string? sent, CancellationToken ct)
    {
        if (await FindAsync(slug, ct) is not { } campaign) return NotFound();
        return View(await readThanks.RunAsync(campaign, cookie.Read(Request, campaign.Campaign.Id), sentAgain: sent == "again", ct));
    }

    [HttpPost("thanks/resend")]
    public async Task<IActionResult> Resend(string slug, CancellationToken ct)
    {
        if (await FindAsync(slug, ct) is not { } campaign) return NotFound();
        if (cookie.Read(Request, campaign.Campaign.Id) is { IsConfirmed: false } act && campaign.SigningAt(clock.GetUtcNow()) is SigningAnswer.Open)
            await signCampaign.RunAsync(campaign, act.Details, null, HttpContext.Connection.RemoteIpAddress, ct);
        return new SeeOtherResult($"/c/{slug}/thanks?sent=again");
    }

    [HttpGet("thanks/address")]
    public async Task<IActionResult> Address(string slug, CancellationToken ct)
    {
        if (await FindAsync(slug, ct) is not { } campaign) return NotFound();
        if (cookie.Read(Request, campaign.Campaign.Id) is not { IsConfirmed: false } act) return new SeeOtherResult($"/c/{slug}/thanks");
        return View(new AddressPage { Slug = slug, Headline = campaign.Headline, Email = act.Details.Email });
    }

    [HttpPost("thanks/address")]
    public async Task<IActionResult> Address(string slug, string? email, CancellationToken ct)
    {
        if (await FindAsync(slug, ct) is not { } campaign) return NotFound();
        if (cookie.Read(Request, campaign.Campaign.Id) is not { IsConfirmed: false } act) return new SeeOtherResult($"/c/{slug}/thanks");
        var typed = (email ?? "").Trim();
        if (check.EmailError(typed, campaign) is { } error)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View(new AddressPage { Slug = slug, Headline = campaign.Headline, Email = typed, Error = error });
        }
        if (campaign.SigningAt(clock.GetUtcNow()) is SigningAnswer.Open)
            cookie.Write(HttpContext, await changeAddress.RunAsync(campaign, act, typed, HttpContext.Connection.RemoteIpAddress, ct));
        return new SeeOtherResult($"/c/{slug}/thanks");
    }

    private async ValueTask<SigningCampaign?> FindAsync(string slug, CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        var campaign = await campaigns.FindAsync(slug, ct);
        // The address alone decides the language of a campaign's pages.
        if (campaign is not null) CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(campaign.Language);
        return campaign;
    }

    private ViewResult Page(SigningCampaign campaign, CheckedForm form, SigningAnswer? notOpen = null)
    {
        if (form.Errors.Count > 0 || form.Suggestion is not null) Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Form", SignPage.Of(campaign, form, timer.Start(), site.Value.Organisation, notOpen));
    }

    private ViewResult NotOpen(SigningCampaign campaign, SigningAnswer answer, CheckedForm form)
    {
        var page = Page(campaign, form, answer);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return page;
    }

    private string? SuspicionOf(SignForm form) => !string.IsNullOrEmpty(form.Website) ? "honeypot" : timer.WasTooFast(form.Shown) ? "too-fast" : null;

    private string? BrowserCountry() => Request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(language => language.Quality ?? 1)
        .Select(language => language.Value.ToString() is [_, _, '-', var a, var b] ? $"{a}{b}".ToUpperInvariant() : null)
        .FirstOrDefault(code => code is not null);
}
