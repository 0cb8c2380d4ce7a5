using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Features.SitePages;

/// <summary>Pages of the site itself: privacy, help, the interface language and the brand colour.</summary>
[PublicEndpoint]
public sealed class SitePagesController(IOptions<SiteOptions> site) : Controller
{
    [HttpGet("/privacy")]
    public IActionResult Privacy() => site.Value.PrivacyUrl is { } own ? Redirect(own) : View(site.Value);

    [HttpGet("/help")]
    public ViewResult Help() => View(site.Value);

    [HttpGet("/brand.css")]
    public ContentResult Brand()
    {
        Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Content(BrandColour.Css(site.Value), "text/css");
    }

    [HttpPost("/language")]
    public IActionResult Language([FromForm] string? language, [FromForm] string? back)
    {
        var chosen = Localisation.Languages.FirstOrDefault(known => known.Name == language);
        if (chosen is null) return NotFound();

        Response.Cookies.Append("language", CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(chosen)), new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = Request.IsHttps, MaxAge = TimeSpan.FromDays(365), IsEssential = true,
        });
        // A header holds ASCII only; our own pages write their address that way.
        return new SeeOtherResult(Url.IsLocalUrl(back) && back.All(c => c is > ' ' and < '\u007f') ? back : "/");
    }
}
