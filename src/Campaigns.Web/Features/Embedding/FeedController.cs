using System.Security.Cryptography;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Campaigns.Web.Features.Embedding;

/// <summary>News of all campaigns or one as Atom.</summary>
[PublicEndpoint]
public sealed class FeedController(PublicCampaigns campaigns, FeedQuery feeds, Organisation organisation, IOptions<SiteOptions> site) : Controller
{
    [HttpGet("/feed.atom"), CachedPage]
    public async Task<FileContentResult> Site(CancellationToken ct)
    {
        // The same for all: the language of the browser would reach the words that are not the organiser's.
        PageLanguage.Use(HttpContext, Localisation.Languages[0].Name);
        return Answer(await feeds.OfSiteAsync(ct));
    }

    [HttpGet("/c/{slug}/feed.atom"), CachedPage]
    public async Task<IActionResult> Campaign(string slug, CancellationToken ct)
    {
        if (await campaigns.FindAsync(slug, ct) is not { } campaign)
            return StatusCode(await campaigns.FindRemovedAsync(slug, ct) is null ? StatusCodes.Status404NotFound : StatusCodes.Status410Gone);
        HttpContext.Features.Get<IOutputCacheFeature>()?.Context.Tags.Add(CampaignPageCache.TagOf(campaign.Campaign.Id));
        PageLanguage.Use(HttpContext, campaign.Language);
        var answer = Answer(await feeds.OfCampaignAsync(campaign, ct));
        if (campaign.Campaign.IsTest) Response.Headers.CacheControl = "no-store";
        return answer;
    }

    /// <summary>Readers ask every few minutes: what has not changed is not sent again.</summary>
    private FileContentResult Answer(AtomFeed feed)
    {
        var xml = feed.ToXml(site.Value.Url, organisation.Now.Name);
        Response.Headers.CacheControl = "no-cache";
        Response.Headers.AccessControlAllowOrigin = "*";
        return File(xml, $"{AtomFeed.MediaType}; charset=utf-8", feed.Updated, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(xml).AsSpan(0, 8))}\""));
    }
}
