using System.Text.RegularExpressions;
using Campaigns.Core.Targets;

namespace Campaigns.Web.Features.Editing.Targets;

/// <summary>Reads what people paste for a target: links for handles, names of pages, lists of postcodes. Null where it cannot be that.</summary>
public static partial class TargetFields
{
    /// <returns>Without the @: <c>northwind</c> for <c>https://x.com/northwind?lang=en</c>.</returns>
    public static string? Handle(string text) => HandleShape().Match(text.Trim()) is { Success: true } match && !Reserved(match) ? match.Groups["handle"].Value : null;

    /// <returns>The page in full: <c>https://www.facebook.com/northwind</c> for <c>facebook.com/northwind</c>.</returns>
    public static string? FacebookPage(string text)
    {
        text = text.Trim();
        if (!text.Contains("://", StringComparison.Ordinal)) text = "https://" + text;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri is not { Scheme: "https" or "http", UserInfo: "", IsDefaultPort: true } || uri.AbsolutePath.Trim('/').Length == 0) return null;
        var host = uri.Host.ToLowerInvariant();
        // facebook.example is nobody's: the sample campaign has its page there.
        return host is "facebook.com" or "fb.com" or "facebook.example" || host.EndsWith(".facebook.com", StringComparison.Ordinal)
            ? $"https://{(host is "facebook.com" ? "www.facebook.com" : host)}{uri.AbsolutePath.TrimEnd('/')}{(uri.AbsolutePath.StartsWith("/profile.php", StringComparison.OrdinalIgnoreCase) ? uri.Query : "")}" : null;
    }

    /// <returns>"SW1, 75"; upper case, each once.</returns>
    public static string? Areas(string text)
    {
        var areas = text.Split([',', ';', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(area => area.ToUpperInvariant()).Distinct().ToList();
        return areas.Count > 0 && areas.TrueForAll(area => AreaShape().IsMatch(area)) ? string.Join(", ", areas) : null;
    }

    private static bool Reserved(Match match) => match.Groups["link"].Success && match.Groups["handle"].Value.ToLowerInvariant() is "home" or "i" or "intent" or "search" or "share" or "hashtag" or "explore";

    [GeneratedRegex(@"^(?:@|(?<link>(?:https?://)?(?:www\.|mobile\.)?(?:x|twitter)\.com/@?))?(?<handle>[A-Za-z0-9_]{1,15})(?:(?<=/@?[A-Za-z0-9_]{1,15})[/?#]\S*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HandleShape();

    [GeneratedRegex(@"^(?=.*[A-Z0-9])[A-Z0-9](?:[A-Z0-9 -]{0,9})$", RegexOptions.CultureInvariant)]
    private static partial Regex AreaShape();
}
