using System.Text.RegularExpressions;

namespace Campaigns.Core.Acting;

/// <param name="Url">The link in normal form; null when it is none of the network's.</param>
/// <param name="ExpectedStart">How a link of the network begins: <c>https://x.com/</c>. Null for channels without posts that one can link to.</param>
/// <param name="IsElsewhereThere">It leads to the network, but to no post: to somebody's profile, or a page.</param>
public sealed record PostUrlResult(string? Url, string? ExpectedStart, bool IsElsewhereThere = false);

/// <summary>
/// Reads the link to a post that a person pasted and gives it one form, so that the same post given twice is equal: one host, no tracking,
/// no name where the network goes by the number alone. Only https, no user info, no port, at most <see cref="MaxLength"/> characters.
/// </summary>
public static partial class PostUrl
{
    /// <summary>Of a normal form; what is pasted may carry much more tracking.</summary>
    public const int MaxLength = 500, MaxTyped = 4_000;

    /// <param name="typed">A missing <c>https://</c> is forgiven.</param>
    /// <param name="server">Of Mastodon, for the expected start; a post may lie on any server.</param>
    public static PostUrlResult Normalise(string typed, Channel channel, string? server = null)
    {
        var uri = Parse(typed);
        var url = uri is null ? null : Post(channel, uri);
        return url is { Length: <= MaxLength } ? new PostUrlResult(url, Start(channel, server)) : new PostUrlResult(null, Start(channel, server), uri is not null && IsOf(channel, uri, server));
    }

    private static string? Start(Channel channel, string? server) => channel switch
    {
        Channel.X => "https://x.com/",
        Channel.Facebook => "https://www.facebook.com/",
        Channel.Bluesky => "https://bsky.app/",
        Channel.Mastodon => $"https://{server ?? "mastodon.social"}/@…",
        Channel.Threads => "https://www.threads.com/",
        Channel.LinkedIn => "https://www.linkedin.com/",
        _ => null,
    };

    private static Uri? Parse(string typed)
    {
        typed = typed.Trim();
        if (typed.Length is 0 or > MaxTyped || typed.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c == '\\')) return null;
        if (!typed.Contains("://", StringComparison.Ordinal)) typed = "https://" + typed;
        return Uri.TryCreate(typed, UriKind.Absolute, out var uri) && uri is { Scheme: "https", UserInfo: "", IsDefaultPort: true, HostNameType: UriHostNameType.Dns } && uri.IdnHost.Contains('.') ? uri : null;
    }

    private static string? Post(Channel channel, Uri uri)
    {
        var (host, path) = (uri.IdnHost.ToLowerInvariant(), uri.AbsolutePath);
        if (!IsOf(channel, uri, null)) return null;
        return channel switch
        {
            Channel.X => Number(XPath().Match(path)) is { } id ? $"https://x.com/i/status/{id}" : null,
            Channel.Facebook => FacebookPost.Normalise(uri),
            Channel.Bluesky when BlueskyPath().Match(path) is { Success: true } post => $"https://bsky.app/profile/{post.Groups["who"].Value.ToLowerInvariant()}/post/{post.Groups["id"].Value}",
            Channel.Mastodon when MastodonPath().Match(path) is { Success: true } post => $"https://{host}/@{post.Groups["who"].Value.ToLowerInvariant()}/{post.Groups["id"].Value}",
            Channel.Threads when ThreadsPath().Match(path) is { Success: true } post => $"https://www.threads.com/t/{post.Groups["id"].Value}",
            Channel.LinkedIn => LinkedInPath().Match(Uri.UnescapeDataString(path)) is { Success: true } post
                ? $"https://www.linkedin.com/feed/update/urn:li:{Kind(post.Groups["kind"].Value)}:{Number(post)}" : null,
            _ => null,
        };
    }

    /// <param name="server">Of Mastodon; null for any, as each is one.</param>
    private static bool IsOf(Channel channel, Uri uri, string? server)
    {
        var host = uri.IdnHost.ToLowerInvariant();
        return channel switch
        {
            Channel.X => Is("x.com", "twitter.com"),
            Channel.Facebook => Is("facebook.com", "fb.com"),
            Channel.Bluesky => Is("bsky.app"),
            Channel.Mastodon => server is null || host == server,
            Channel.Threads => Is("threads.net", "threads.com"),
            Channel.LinkedIn => Is("linkedin.com") || LinkedInCountry().IsMatch(host),
            _ => false,
        };

        bool Is(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
                if (host == name || host == "www." + name || host == "mobile." + name || host == "m." + name) return true;
            return false;
        }
    }

    private static string? Number(Match match) => match.Success && match.Groups["id"].Value.TrimStart('0') is { Length: > 0 } id ? id : null;

    private static string Kind(string kind) => kind.Equals("ugcPost", StringComparison.OrdinalIgnoreCase) ? "ugcPost" : kind.ToLowerInvariant();

    [GeneratedRegex(@"^/(?:i(?:/web)?|[a-z0-9_]{1,20})/status(?:es)?/(?<id>[0-9]{1,20})(?:/.*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex XPath();

    [GeneratedRegex(@"^/profile/(?<who>[a-z0-9.:-]{3,250})/post/(?<id>[a-z0-9]{1,40})/?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BlueskyPath();

    // As a person sees it, from inside the web client, and as servers call it.
    [GeneratedRegex(@"^/(?:(?:(?:web|deck)/)?@(?<who>[a-z0-9_.-]{1,60}(?:@[a-z0-9.-]{1,250})?)|users/(?<who>[a-z0-9_.-]{1,60})/statuses)/(?<id>[a-z0-9]{1,40})/?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MastodonPath();

    [GeneratedRegex(@"^/(?:@[a-z0-9_.]{1,60}/post|t)/(?<id>[a-z0-9_-]{1,40})(?:/.*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ThreadsPath();

    [GeneratedRegex(@"^/(?:feed/update/urn:li:(?<kind>activity|share|ugcPost):(?<id>[0-9]{1,25})/?|posts/[^/]*-(?<kind>activity|share|ugcPost)-(?<id>[0-9]{1,25})(?:-[a-z0-9_-]*)?/?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LinkedInPath();

    [GeneratedRegex(@"^[a-z]{2}\.linkedin\.com$")]
    private static partial Regex LinkedInCountry();
}
