using System.Buffers;

namespace Campaigns.Web.Features.Shared;

/// <summary>Tells programs that say what they are, and loads that nobody sees, from people. Whoever disguises as a browser is counted as a person; the reach page says so.</summary>
public static class Robots
{
    // Words in the User-Agent of crawlers, link previews, mail and link scanners, monitors and libraries, in lower case.
    private static readonly SearchValues<string> Words = SearchValues.Create(
    [
        "bot", "crawl", "spider", "slurp", "preview", "facebookexternalhit", "facebookcatalog", "meta-externalagent", "whatsapp", "telegram", "twitter", "slack", "discord", "skypeuripreview",
        "linkedin", "pinterest", "embedly", "iframely", "mastodon", "pleroma", "akkoma", "misskey", "bluesky", "cardyb", "scan", "barracuda", "mimecast", "proofpoint", "safelinks", "urldefense",
        "trendmicro", "symantec", "googleimageproxy", "google-safety", "headlesschrome", "phantomjs", "lighthouse", "pingdom", "uptime", "monitor", "statuscake", "curl", "wget", "python", "java/",
        "okhttp", "go-http-client", "libwww", "httpclient", "axios", "node-fetch", "undici", "ruby", "perl", "php/", "scrapy", "feed", "rss", "archive.org", "chatgpt", "gptbot", "claude", "bytespider",
    ], StringComparison.OrdinalIgnoreCase);

    /// <summary>True for robots, for HEAD requests, and for pages that a browser loads ahead of a press.</summary>
    public static bool Sent(HttpRequest request)
    {
        if (HttpMethods.IsHead(request.Method)) return true;
        if (request.Headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase)) return true;
        if (request.Headers["Purpose"].ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase)) return true;
        var agent = request.Headers.UserAgent.ToString();
        return agent.Length == 0 || agent.AsSpan().ContainsAny(Words);
    }
}
