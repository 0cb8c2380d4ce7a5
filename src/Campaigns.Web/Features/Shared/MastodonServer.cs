using System.Globalization;

namespace Campaigns.Web.Features.Shared;

/// <summary>The host name of a Mastodon server as a person types it. We never connect to it: the person's browser does, when they follow the link.</summary>
public static class MastodonServer
{
    private const int Longest = 253;

    // Names that lead into the reader's own network, or nowhere at all.
    private static readonly HashSet<string> NotPublic = ["localhost", "localdomain", "local", "internal", "intranet", "private", "corp", "home", "lan", "arpa", "test", "invalid", "onion", "alt"];

    /// <param name="typed">A host name; the address of the server's front page and a handle like <c>@ana@mastodon.example</c> name one too.</param>
    /// <returns>Lower case, in ASCII; null for anything but a public host name: a port, a user, a path, an IP address.</returns>
    public static string? Normalise(string? typed)
    {
        var host = (typed ?? "").Trim();
        if (host.Length is 0 or > 2 * Longest) return null;
        if (host.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) host = host[8..].TrimEnd('/');
        else if (host[0] == '@' && host.Split('@') is ["", { Length: > 0 } user, var at] && user.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-')) host = at;
        return InAscii(host) is { } ascii && IsPublic(ascii.Split('.')) ? ascii : null;
    }

    private static string? InAscii(string host)
    {
        try
        {
            var ascii = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(host).ToLowerInvariant();
            return ascii.Length <= Longest ? ascii : null;
        }
        catch (ArgumentException) { return null; }
    }

    /// <summary>A last label of letters is no part of an IP address, however that is written.</summary>
    private static bool IsPublic(string[] labels) =>
        labels.Length >= 2
        && labels.All(label => label.Length is > 0 and <= 63 && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && label[0] != '-' && label[^1] != '-')
        && labels[^1] is { Length: >= 2 } last && (last.All(char.IsAsciiLetter) || last.StartsWith("xn--", StringComparison.Ordinal))
        && !NotPublic.Contains(last);
}
