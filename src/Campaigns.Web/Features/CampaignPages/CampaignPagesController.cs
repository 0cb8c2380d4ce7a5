using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.CampaignPages;

/// <summary>What the public reads: the list, a campaign, and its figures as JSON.</summary>
[PublicEndpoint]
public sealed class CampaignPagesController(CampaignPageQuery pages, CampaignListQuery lists, SupporterCookie supporters, PublicCampaigns campaigns, WelcomesBack welcomes, TimeProvider clock, IStringLocalizer<Texts> texts) : Controller
{
    [HttpGet("/")]
    public async Task<IActionResult> Campaigns(CampaignListForm form, CancellationToken ct) => View(await lists.RunAsync(form, ct));

    [HttpGet("/c/{slug}"), CachedPage, CountsSign(Rung.Shown)]
    public async Task<IActionResult> Campaign(string slug, [FromQuery] string? via, [FromQuery] string? source, CancellationToken ct)
    {
        var door = await pages.DoorAsync(slug.ToLowerInvariant(), ct);
        if (door is null) return PageNotFound();

        Tag(door.Campaign.Id);
        PageLanguage.Use(HttpContext, door.Text.Language);
        if (door.Campaign.RemovedReason is { } reason) return Gone(reason);
        if (door.Campaign is { Status: CampaignStatus.Archived, FollowUpRedirects: true, FollowUpUrl: { } next }) return Redirect(next);

        Response.Headers.CacheControl = "no-cache";
        if (await pages.PageAsync(door, CachedPageAttribute.VersionOf(Request), ct) is not { } page) return PageNotFound();
        page = page with { Via = via, Source = source };
        if (page.TakesSignatures && await campaigns.FindAsync(slug, ct) is { } campaign && await welcomes.OfAsync(Request, campaign, via, source, ct) is { } welcome)
        {
            Response.Headers.CacheControl = "no-store";
            page = page with { Welcome = welcome };
        }
        return View(supporters.Read(Request, door.Campaign.Id) is { } act ? WithYou(page, act) : page);
    }

    [HttpGet("/c/{slug}.json"), CachedPage]
    public async Task<IActionResult> Figures(string slug, CancellationToken ct)
    {
        // Public and the same for everybody: any site's script may read it, and browsers send it no cookies of ours.
        Response.Headers.AccessControlAllowOrigin = "*";
        var door = await pages.DoorAsync(slug.ToLowerInvariant(), ct);
        if (door is null) return NotFound();
        if (door.Campaign.RemovedReason is not null) return StatusCode(StatusCodes.Status410Gone);

        Tag(door.Campaign.Id);
        PageLanguage.Use(HttpContext, door.Text.Language);
        Response.Headers.CacheControl = "no-cache";
        var page = await pages.PageAsync(door, versionNumber: null, ct);
        return page is null ? NotFound() : Json(CampaignFigures.Of(page, clock.GetUtcNow(), texts));
    }

    /// <summary>People who ticked "Show" see their own row at once; others see it once it is confirmed and counted.</summary>
    private CampaignPage WithYou(CampaignPage page, SupporterAct act)
    {
        Response.Headers.CacheControl = "no-store";
        if (!act.Details.ShowName) return page;
        var you = new SupporterRow(ShortName.Of(act.Details.Name), act.Details.Country, Dates.DayIn(page.Campaign.TimeZone, clock.GetUtcNow())) { IsYou = true };
        return page with { Supporters = [you, .. page.Supporters.Where(row => (row.Name, row.Country, row.Day) != (you.Name, you.Country, you.Day))] };
    }

    private void Tag(Guid campaignId) => HttpContext.Features.Get<IOutputCacheFeature>()?.Context.Tags.Add(CampaignPageCache.TagOf(campaignId));

    private ViewResult Gone(string reason)
    {
        Response.StatusCode = StatusCodes.Status410Gone;
        return View("Removed", reason);
    }

    private ViewResult PageNotFound()
    {
        Response.StatusCode = StatusCodes.Status404NotFound;
        return View("NotFound");
    }
}
