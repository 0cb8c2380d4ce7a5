using System.Text.RegularExpressions;

namespace Campaigns.Core.Acting;

/// <summary>
/// What X makes a link of, as far as the length of a text hangs on it: <c>http(s)://</c> before any host with a dot (or localhost, so that a
/// trial counts as the real address will), and bare domains of ASCII letters that end in a country's letters or a common ending. A bare name
/// of two parts under a country (<c>it.is</c>) is none unless a path follows, as a missing space after a full stop is likelier.
/// A link may hold brackets in pairs, and does not end in punctuation. Endings that are not listed count as text.
/// </summary>
internal static partial class XLinks
{
    public static IEnumerable<Range> In(string text)
    {
        foreach (Match match in Pattern().Matches(text))
            if (match.Groups["scheme"].Success || match.Groups["path"].Length > 0 || !IsShort(match.Groups["host"].Value))
                yield return match.Index..(match.Index + match.Length);
    }

    private static bool IsShort(string host) => host.LastIndexOf('.') is var dot && dot == host.IndexOf('.') && host.Length - dot == 3 && host[dot..].ToLowerInvariant() is not (".co" or ".tv");

    private const string
        CommonEndings = "com|org|net|edu|gov|mil|int|info|biz|name|pro|mobi|asia|cat|coop|jobs|museum|post|tel|travel|eco|ngo|ong|app|dev|blog|news|press|media|page|site|online|website|space|tech|world|global|life|live|today|social|community|center|foundation|green|earth|vote|cloud|email|link|click|shop|store|xyz|top|club|art|berlin|hamburg|koeln|paris|bzh|london|wales|scot|eus|gal|vlaanderen|brussels|wien|amsterdam|nyc|tokyo|africa|lat|quebec",
        Letter = @"[a-z0-9\u00C0-\u024F\u0370-\u1FFF]", // alphabets; Chinese, Japanese and Korean follow a link without a space, and are the text after it
        InPath = @"[a-z0-9\u00C0-\u024F\u0400-\u04FF!*';:=+,.$/%#\[\]\u2013_~@|&?-]",
        EndsPath = @"[a-z0-9\u00C0-\u024F\u0400-\u04FF=_#/+&-]";

    [GeneratedRegex(
        $@"(?<scheme>(?<![a-z0-9@\uFF20$#\uFF03])https?://)(?<host>(?:{Letter}(?:[_-]*{Letter})*\.)+{Letter}{{2,}}(?:-*{Letter})*|localhost|[^\s/?#@:.]+(?:\.[^\s/?#@:.]+)+)(?::[0-9]{{1,5}})?(?<path>{Path})"
        + $@"|(?<![a-z0-9@\uFF20$#\uFF03_./-])(?<host>(?:[a-z0-9](?:[_-]*[a-z0-9])*\.)+(?:[a-z]{{2}}|{CommonEndings}))(?![a-z0-9@+-])(?::[0-9]{{1,5}})?(?<path>{Path})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();

    private const string Rest = $@"(?:(?:{InPath}|\({InPath}*\))*(?:{EndsPath}|\({InPath}*\)))", Path = $@"(?:/{Rest}?|\?{Rest})?";
}
