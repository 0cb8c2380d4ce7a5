using System.Net.Mime;
using System.Text.Json;
using System.Xml.Linq;
using Campaigns.Core;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Features.Embedding;

/// <summary>oEmbed: tells publishing programs how to show the address of a campaign. It reads the address and never fetches it.</summary>
[PublicEndpoint]
public sealed class OEmbedController(CampaignsDb db, PublicCampaigns campaigns, CampaignFacts facts, Organisation organisation, IOptions<SiteOptions> site) : Controller
{
    [HttpGet("/oembed")]
    public async Task<IActionResult> OEmbed(string? url, string? format, string? maxwidth, string? maxheight, CancellationToken ct)
    {
        Response.Headers.AccessControlAllowOrigin = "*";
        if (format is not (null or "" or "json" or "xml")) return StatusCode(StatusCodes.Status501NotImplemented);
        if (SlugOf(url) is not { } slug || await FindAsync(slug, ct) is not { } campaign) return NotFound();

        PageLanguage.Use(HttpContext, campaign.Language);
        var now = await facts.OfAsync(campaign, ct);
        var values = Values(campaign, now.Image, Pixels(maxwidth), Pixels(maxheight));
        Response.Headers.CacheControl = campaign.Campaign.IsTest ? "no-store" : "public, max-age=3600";
        return format is "xml" ? Content(Xml(values), "text/xml; charset=utf-8") : Content(JsonSerializer.Serialize(values), $"{MediaTypeNames.Application.Json}; charset=utf-8");
    }

    /// <summary>By its address, or one that it had before: articles cite those, and there is no page here that would lead on.</summary>
    private async Task<PublicCampaign?> FindAsync(string slug, CancellationToken ct) =>
        await campaigns.FindAsync(slug, ct) ?? (await FormerSlugs.PresentAsync(db, slug.ToLowerInvariant(), ct) is { } present ? await campaigns.FindAsync(present, ct) : null);

    /// <summary>Names and order as https://oembed.com has them.</summary>
    private Dictionary<string, object> Values(PublicCampaign campaign, CardImage? image, int? widest, int? highest)
    {
        var url = site.Value.Url;
        // Whoever asks does not say on which site the frame will stand: only a campaign that is open to all promises one.
        var isFrame = FrameOrigins.Of(campaign.Campaign.EmbedOrigins).IsAnywhere;
        var values = new Dictionary<string, object>
        {
            ["version"] = "1.0",
            ["type"] = isFrame ? "rich" : "link",
            ["title"] = campaign.Headline,
            ["author_name"] = organisation.Now.Name,
            ["author_url"] = $"{url}/",
            ["provider_name"] = organisation.Now.Name,
            ["provider_url"] = $"{url}/",
            ["cache_age"] = 3600,
        };
        if (isFrame)
        {
            var (width, height) = (Math.Min(EmbedCode.Width, widest ?? int.MaxValue), Math.Min(EmbedCode.Height, highest ?? int.MaxValue));
            (values["width"], values["height"], values["html"]) = (width, height, EmbedCode.Of(url, campaign.Slug, campaign.Headline, width, height));
        }
        // A picture larger than was asked for may not be named.
        if (image is not null && !(widest < image.Width) && !(highest < image.Height))
            (values["thumbnail_url"], values["thumbnail_width"], values["thumbnail_height"]) = (url + image.Path, image.Width, image.Height);
        return values;
    }

    /// <returns>The slug of an address <c>https://our.host/c/slug</c>, whatever query or fragment follows; null for every other.</returns>
    private string? SlugOf(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo == "" && OriginCheck.Normal(uri.GetLeftPart(UriPartial.Authority)) is { } origin && origin == OriginCheck.Normal(site.Value.Url)
        && uri.AbsolutePath.TrimEnd('/').Split('/') is ["", "c", { Length: > 0 } escaped] && Uri.UnescapeDataString(escaped) is var slug && !slug.Any(char.IsControl) ? slug : null;

    private static int? Pixels(string? text) => int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static string Xml(Dictionary<string, object> values) =>
        $"<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n{new XElement("oembed", values.Select(value => new XElement(value.Key, value.Value)))}";
}
