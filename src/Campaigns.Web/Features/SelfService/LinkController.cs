using System.Globalization;
using Campaigns.Core.Limits;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Campaigns.Web.Features.SelfService;

/// <summary>What the pages behind a person's mailed links share: they are stored by nobody, speak the supporter's language, and guessing them meets a limit.</summary>
public abstract class LinkController(LinkPurpose purpose, FindPerson findPerson, Limits limits) : Controller
{
    protected PersonLink Link { get; private set; } = null!;

    public override async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        Response.Headers.CacheControl = "no-store";
        Response.Headers["X-Robots-Tag"] = "noindex";
        // With no-referrer browsers would post "Origin: null", which the origin check refuses.
        Response.Headers["Referrer-Policy"] = "same-origin";
        if (await findPerson.RunAsync((string)RouteData.Values["token"]!, purpose, HttpContext.RequestAborted) is not { } found)
        {
            context.Result = await UnknownAsync();
            return;
        }
        Link = found;
        if (found.Language is { } language) PageLanguage.Use(HttpContext, language);
        context.Result = Refuse();
        if (context.Result is null) await next();
    }

    /// <summary>A page instead of any action of this link; null where it may act.</summary>
    protected virtual IActionResult? Refuse() => null;

    private async Task<IActionResult> UnknownAsync()
    {
        var address = NetworkParts.AddressOf(HttpContext.Connection.RemoteIpAddress);
        if (await limits.TakeAsync(LimitNames.LinkTokens, address, HttpContext.RequestAborted) is { } until)
        {
            Response.Headers.RetryAfter = until.ToString("R", CultureInfo.InvariantCulture);
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return View("TooManyLinks", until);
        }
        Response.StatusCode = StatusCodes.Status404NotFound;
        return View("NoSuchLink");
    }
}
