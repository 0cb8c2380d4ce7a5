using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Campaigns.Web.Features.Embedding;

/// <summary>The picture beside a shared link. Its address holds the hash of what it shows, so it never changes and is kept for good.</summary>
[PublicEndpoint]
public sealed class ShareCardController(PublicCampaigns campaigns, CampaignFacts facts, ShareCardImages images) : Controller
{
    [HttpGet("/c/{slug}/card-{hash:regex(^[[0-9a-f]]{{16}}$)}.png")]
    public async Task<IActionResult> Card(string slug, string hash, CancellationToken ct)
    {
        if (await campaigns.FindAsync(slug, ct) is not { } campaign) return NotFound();
        PageLanguage.Use(HttpContext, campaign.Language);
        var now = await facts.OfAsync(campaign, ct);
        Response.Headers.CacheControl = "no-store";
        // Only what the campaign shows now is drawn: an older picture's address leads to the newest, and so does one that somebody made up.
        if (now.Image is not { IsCard: true, Path: var path }) return Picture(now);
        if (now.Card.Hash != hash) return Redirect(path);
        if (await images.GetAsync(now.Card) is not { } png) return Picture(now);

        Response.Headers.CacheControl = campaign.Campaign.IsTest ? "no-store" : "public, max-age=31536000, immutable";
        return File(png, "image/png", lastModified: null, new EntityTagHeaderValue($"\"{hash}\""));
    }

    /// <summary>The campaign's own picture, where there is one.</summary>
    private IActionResult Picture(CampaignFacts.Facts now) => now.Picture is { } picture ? Redirect($"/{picture}") : NotFound();
}
