using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Sharing;

/// <summary>Share links. The code goes on in the address of the campaign's page and then in its form, so no cookie is needed.</summary>
[PublicEndpoint]
public sealed class GoController(FindShareLink findShareLink, PublicCampaigns campaigns, ShareVisits visits, ShareLinks links, IStringLocalizer<Texts> texts) : Controller
{
    [HttpGet("/go/{code}")]
    public async Task<IActionResult> Go(string code, CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        Response.Headers["X-Robots-Tag"] = "noindex";
        // A link made for trying out leads nowhere once the campaign is real.
        if (await findShareLink.RunAsync(code, ct) is not { } link || (link.IsTest && !link.CampaignIsTest)) return Unknown();
        if (await campaigns.FindAsync(link.Slug, ct) is not { } campaign) return await MissingAsync(link.Slug, ct);

        if (!link.IsTest) visits.Count(link.Id, Robots.Sent(Request));
        return Redirect($"{campaign.Path}?via={code}");
    }

    /// <summary>The link as a picture, to print. Only links that somebody was given have one.</summary>
    [HttpGet("/go/{code}/qr.svg")]
    public async Task<IActionResult> Qr(string code, CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        Response.Headers["X-Robots-Tag"] = "noindex";
        if (await findShareLink.RunAsync(code, ct) is not { } link || await campaigns.FindAsync(link.Slug, ct) is not { } campaign) return NotFound();
        PageLanguage.Use(HttpContext, campaign.Language);
        var url = links.UrlOf(code);
        return Content(QrSvg.Of(url, texts["QR code of {0}", url]), "image/svg+xml; charset=utf-8");
    }

    private async Task<IActionResult> MissingAsync(string slug, CancellationToken ct)
    {
        if (await campaigns.FindRemovedAsync(slug, ct) is not { } removed) return Unknown();
        Response.StatusCode = StatusCodes.Status410Gone;
        PageLanguage.Use(HttpContext, removed.Language);
        return View("Removed", removed.Reason);
    }

    private ViewResult Unknown()
    {
        Response.StatusCode = StatusCodes.Status404NotFound;
        return View("UnknownShareLink");
    }
}
