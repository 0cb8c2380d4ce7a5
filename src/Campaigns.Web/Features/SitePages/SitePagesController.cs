using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace Campaigns.Web.Features.SitePages;

/// <summary>Pages of the site itself: privacy, help, the interface language and the brand colour.</summary>
[PublicEndpoint]
public sealed class SitePagesController(Organisation organisation) : Controller
{
    [HttpGet("/privacy")]
    public IActionResult Privacy() => organisation.Now.PrivacyUrl is { } own ? Redirect(own) : View(organisation.Now);

    [HttpGet("/help")]
    public ViewResult Help() => View(organisation.Now);

    [HttpGet("/brand.css")]
    public ContentResult Brand(string? v)
    {
        // What an address names it keeps: a node that has not heard of a new colour yet would give the old one for a year.
        var named = BrandColour.Named(v);
        Response.Headers.CacheControl = named is null ? "no-cache" : "public, max-age=31536000, immutable";
        return Content(BrandColour.Css(named ?? organisation.Now.BrandColour), "text/css");
    }

    [HttpPost("/language")]
    public IActionResult Language([FromForm] string? language, [FromForm] string? back)
    {
        var chosen = Localisation.Languages.FirstOrDefault(known => known.Name == language && organisation.Now.Offers(known.Name));
        if (chosen is null) return NotFound();

        Response.Cookies.Append("language", CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(chosen)), new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = Request.IsHttps, MaxAge = TimeSpan.FromDays(365), IsEssential = true,
        });
        // A header holds ASCII only; our own pages write their address that way.
        return new SeeOtherResult(Url.IsLocalUrl(back) && back.All(c => c is > ' ' and < '\u007f') ? back : "/");
    }
}
