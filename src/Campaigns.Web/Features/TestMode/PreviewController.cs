using Campaigns.Core;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.TestMode;

/// <summary>
/// The link that an organiser gives to testers. Opening it sets a session cookie and leads to the campaign: it is no mailed act, and all it
/// changes is what this browser may see.
/// </summary>
[PublicEndpoint]
public sealed class PreviewController(CampaignsDb db, InstallationKeys keys, Testers testers) : Controller
{
    [HttpGet("/preview/{token}")]
    public async Task<IActionResult> Open(string token, CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        Response.Headers["X-Robots-Tag"] = "noindex";
        Response.Headers["Referrer-Policy"] = "same-origin";
        if (keys.DeliveryOf(token, LinkPurpose.Preview) is not { } run || await SlugAsync(run, ct) is not { } slug)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return View("NotFound");
        }
        testers.Admit(HttpContext, run);
        return Redirect($"/c/{slug}");
    }

    private Task<string?> SlugAsync(Guid run, CancellationToken ct) => (
        from campaign in db.Campaigns
        where campaign.IsTest && campaign.TestRun == run
        join text in db.CampaignTexts on campaign.Id equals text.CampaignId
        orderby text.IsOriginal descending, text.Language
        select (string?)text.Slug).FirstOrDefaultAsync(ct);
}
