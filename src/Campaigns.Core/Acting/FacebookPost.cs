using System.Text.RegularExpressions;

namespace Campaigns.Core.Acting;

/// <summary>Links to Facebook's posts, pictures, videos, and the comments under them. Of the query only what names the post or comment stays.</summary>
internal static partial class FacebookPost
{
    /// <returns>Null for a page without a post.</returns>
    public static string? Normalise(Uri uri)
    {
        var query = Query(uri.Query);
        var path = Shape().Match(uri.AbsolutePath);
        if (!path.Success) return null;
        var named = path.Groups["script"] switch
        {
            { Success: true, Value: var script } => script.ToLowerInvariant() switch
            {
                "permalink.php" or "story.php" => Named("permalink.php", "story_fbid", "id"),
                "photo" or "photo.php" => Named("photo", "fbid"),
                _ => Named("watch", "v"),
            },
            _ => Post(path),
        };
        if (named is null) return null;
        foreach (var part in (string[])["comment_id", "reply_comment_id"])
            if (query.TryGetValue(part, out var id)) named += $"{(named.Contains('?') ? '&' : '?')}{part}={id}";
        return "https://www.facebook.com/" + named;

        string? Named(string script, params string[] parts) =>
            Array.TrueForAll(parts, query.ContainsKey) ? $"{script}?{string.Join('&', parts.Select(part => $"{part}={query[part]}"))}" : null;
    }

    private static string Post(Match path)
    {
        var (id, page) = (path.Groups["id"].Value, path.Groups["page"].Value.ToLowerInvariant());
        if (path.Groups["group"].Success) return $"groups/{path.Groups["group"].Value.ToLowerInvariant()}/posts/{id}";
        if (path.Groups["reel"].Success) return $"reel/{id}";
        if (path.Groups["share"].Success) return $"share/{path.Groups["share"].Value.ToLowerInvariant()}{id}";
        return $"{page}/{path.Groups["kind"].Value.ToLowerInvariant()}/{id}";
    }

    /// <summary>The parameters that name something, as they came: letters, digits and the padding of base 64.</summary>
    private static Dictionary<string, string> Query(string query)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.TrimStart('?').Split('&'))
            if (pair.Split('=', 2) is [var name, var value] && Id().IsMatch(value = Uri.UnescapeDataString(value)))
                found.TryAdd(name, value.Replace("=", "%3D", StringComparison.Ordinal));
        return found;
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,150}={0,2}$")]
    private static partial Regex Id();

    // A title may stand between "posts" and the number; a picture's album does too.
    [GeneratedRegex(
        @"^/(?:(?<script>permalink\.php|story\.php|photo|photo\.php|watch)"
        + @"|groups/(?<group>[a-z0-9._-]{1,80})/(?:posts|permalink)/(?<id>[a-z0-9]{1,120})"
        + @"|(?<reel>reel)/(?<id>[0-9]{1,25})"
        + @"|share/(?<share>(?:[prv]/)?)(?<id>[a-z0-9_-]{5,60})"
        + @"|(?<page>[a-z0-9._-]{1,80})/(?<kind>posts|photos|videos)/(?:[^/]{1,300}/)?(?<id>[a-z0-9]{4,120}))/?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
