using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Campaigns.Web.Features.Shared;

/// <summary>What the pages of signing and of the steps share: they are stored by nobody, find their campaign first, and speak its language.</summary>
public abstract class CampaignController(PublicCampaigns campaigns) : Controller
{
    protected PublicCampaign Campaign { get; private set; } = null!;

    /// <summary>The address alone decides the language of its pages.</summary>
    public override async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        Response.Headers.CacheControl = "no-store";
        var slug = (string)RouteData.Values["slug"]!;
        if (await campaigns.FindAsync(slug, HttpContext.RequestAborted) is not { } campaign)
        {
            context.Result = await MissingAsync(slug);
            return;
        }
        Campaign = campaign;
        PageLanguage.Use(HttpContext, campaign.Language);
        context.Result = await BeginAsync(HttpContext.RequestAborted);
        if (context.Result is null) await next();
    }

    /// <summary>Runs once the campaign is known, before any action.</summary>
    /// <returns>What is answered instead of the action; null to go on.</returns>
    protected virtual Task<IActionResult?> BeginAsync(CancellationToken ct) => Task.FromResult<IActionResult?>(null);

    /// <summary>The campaign has no such step; the page leads to those it has.</summary>
    protected async Task<IActionResult> NoStepAsync(StepList steps, CancellationToken ct)
    {
        Response.StatusCode = StatusCodes.Status404NotFound;
        return View("NoSuchStep", new NoSuchStepPage(Campaign.Slug, Campaign.Headline, await steps.ReadAsync(Campaign, null, ct)));
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
}
