using Campaigns.Core;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;

namespace Campaigns.Web.Features.Embedding;

/// <summary>Headline, count and form for a frame on an ally's page. Sets and reads no cookie; what is signed goes to a new tab of our own site.</summary>
[PublicEndpoint]
public sealed class EmbedController(PublicCampaigns campaigns, CampaignFacts facts, Organisation organisation, TimeProvider clock) : Controller
{
    [HttpGet("/embed/{slug}"), EmbedCache]
    public async Task<IActionResult> Embed(string slug, CancellationToken ct)
    {
        if (await campaigns.FindAsync(slug, ct) is not { } campaign) return await MissingAsync(slug, ct);
        PageLanguage.Use(HttpContext, campaign.Language);
        var origins = FrameOrigins.Of(campaign.Campaign.EmbedOrigins);
        Response.Headers.ContentSecurityPolicy = SecurityHeaders.ContentSecurityPolicy.Replace("frame-ancestors 'none'", $"frame-ancestors {origins.Directive}", StringComparison.Ordinal);
        Response.Headers.CacheControl = campaign.Campaign.IsTest ? "no-store" : "no-cache";
        Response.Headers.Vary = "Referer";
        var source = EmbedSource.Of(origins, Request);
        var now = await facts.OfAsync(campaign, ct);
        return View(new EmbedPage
        {
            Slug = campaign.Slug,
            Headline = campaign.Headline,
            Status = now.Status,
            OpensAt = campaign.Campaign.HasMissedOpeningAt(clock.GetUtcNow()) ? null : campaign.Campaign.OpensAt,
            TimeZone = campaign.Campaign.TimeZone,
            Total = now.Total,
            IsClosedToFrames = origins.IsNone,
            Source = source,
            Form = campaign.SigningAt(clock.GetUtcNow()) is SigningAnswer.Open && !origins.IsNone ? FormOf(campaign, source) : null,
        });
    }

    private SignFormPage FormOf(PublicCampaign campaign, string source) => new()
    {
        Slug = campaign.Slug,
        TargetLine = campaign.TargetLine,
        Organisation = organisation.Now.Name,
        HasHeading = false,
        OpensNewTab = true,
        AsksPostcode = campaign.AsksPostcode,
        AsksComment = campaign.Campaign.AsksComment,
        Values = new SignForm { Source = source },
    };

    /// <summary>In a frame that shows nothing else, the browser hides what may not be framed; the status tells whoever looks.</summary>
    private async Task<IActionResult> MissingAsync(string slug, CancellationToken ct) =>
        StatusCode(await campaigns.FindRemovedAsync(slug, ct) is null ? StatusCodes.Status404NotFound : StatusCodes.Status410Gone);
}
