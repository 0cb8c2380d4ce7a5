using System.Text;
using System.Text.RegularExpressions;

namespace Campaigns.Core.Acting;

/// <param name="FirstName">Of the supporter.</param>
/// <param name="Target">Name of the person or body addressed.</param>
/// <param name="Handle">The target's on X, with or without @.</param>
/// <param name="Link">Full address.</param>
/// <param name="Country">Its name in the language of the text.</param>
public sealed record PlaceholderValues(string? FirstName, string? Target, string? Handle, string? Link, string? Country);

/// <summary>
/// Fills prewritten messages. <c>{first_name} {target} {handle} {link} {country}</c> become their values; <c>{first_name|a supporter}</c>
/// says what stands there without one. Without either, the placeholder goes, and with it the space or comma that only it needed.
/// <c>{handle}</c> writes its @ itself (<c>.@{handle}</c> is understood too); for a target without one it becomes the target's name, without
/// the dot in front. Any other <c>{…}</c> stays as typed. <c>[your town]</c> is for the supporter to replace. <c>{signed}</c> is never shown:
/// it marks a message that says that its sender has signed.
/// </summary>
public static partial class Placeholders
{
    /// <summary>The message says that its sender has signed, so it is not for visitors.</summary>
    public static bool IsForSigners(string text) => Signed().IsMatch(text);

    /// <summary>What looks like a placeholder and is none, as written: <c>{name}</c>, or a brace that stands alone. Each once.</summary>
    public static IReadOnlyList<string> Unknown(string text)
    {
        var rest = Known().Replace(Signed().Replace(text, ""), "");
        return [.. Brace().Matches(rest).Select(match => match.Value).Distinct()];
    }

    /// <summary>The text says this placeholder.</summary>
    /// <param name="name"><c>link</c>.</param>
    public static bool Has(string text, string name) => Known().Matches(text).Any(match => match.Groups["name"].Value.Equals(name, StringComparison.OrdinalIgnoreCase));

    public static string Fill(string text, PlaceholderValues values)
    {
        text = Signed().Replace(text, "");
        var filled = new StringBuilder(text.Length + 80);
        var at = 0;
        foreach (Match match in Known().Matches(text))
        {
            filled.Append(text, at, match.Index - at);
            at = match.Index + match.Length;
            if (ValueOf(match, values) is { } value) filled.Append(value);
            else at = Close(filled, text, at);
        }
        return filled.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>The first <c>[…]</c> in the text, as written; null for none. A number in brackets is a footnote, not a gap.</summary>
    public static string? Unfilled(string text) => Gap().Match(text) is { Success: true } gap ? gap.Value : null;

    /// <summary>The first <c>[…]</c> of the offered message that the person left as it was. Brackets of their own are theirs.</summary>
    public static string? Unfilled(string text, string offered) =>
        Gap().Matches(offered).Select(gap => gap.Value).Where(gap => text.Contains(gap, StringComparison.Ordinal)).MinBy(gap => text.IndexOf(gap, StringComparison.Ordinal));

    /// <returns>Null when nothing stands here.</returns>
    private static string? ValueOf(Match match, PlaceholderValues values)
    {
        var fallback = Given(match.Groups["fallback"].Value);
        var before = match.Groups["dot"].Value;
        switch (match.Groups["name"].Value.ToLowerInvariant())
        {
            case "handle": return Given(values.Handle?.Trim().TrimStart('@')) is { } handle ? $"{before}@{handle}" : fallback ?? Given(values.Target);
            case "first_name": return Behind(Given(values.FirstName));
            case "target": return Behind(Given(values.Target));
            case "link": return Behind(Given(values.Link));
            default: return Behind(Given(values.Country));
        }

        string? Behind(string? value) => (value ?? fallback) is { } given ? before + match.Groups["at"].Value + given : null;
    }

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    /// <summary>Draws together what stood around a placeholder that went.</summary>
    /// <returns>Where the text goes on.</returns>
    private static int Close(StringBuilder before, string text, int at)
    {
        if (before.Length > 0 && before[^1] == '(' && at < text.Length && text[at] == ')')
        {
            before.Length--;
            return Close(before, text, at + 1);
        }
        var isLineStart = before.Length == 0 || before[^1] == '\n';
        if (isLineStart && at < text.Length && text[at] is ',' or ';' or ':') at++;
        if (isLineStart || before[^1] is ' ' or '(') while (at < text.Length && text[at] == ' ') at++;
        if (isLineStart || (at < text.Length && !ClosesOrEnds(text[at]))) return at;

        Trim(before, ' ');
        Trim(before, ',');
        return at;
    }

    private static bool ClosesOrEnds(char next) => next is '\r' or '\n' or '.' or ',' or ';' or ':' or '!' or '?' or ')' or '…';

    private static void Trim(StringBuilder text, char last)
    {
        while (text.Length > 0 && text[^1] == last) text.Length--;
    }

    [GeneratedRegex(@"\{signed\}[ \t]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Signed();

    [GeneratedRegex(@"((?<dot>(?<!\S)\.)?(?<at>@)?)\{(?<name>first_name|target|handle|link|country)(\|(?<fallback>[^{}\r\n]*))?\}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Known();

    [GeneratedRegex(@"\{[^{}\r\n]{0,60}\}|[{}]")]
    private static partial Regex Brace();

    [GeneratedRegex(@"\[(?=[^\[\]\r\n]*\p{L})[^\[\]\r\n]{1,200}\]")]
    private static partial Regex Gap();
}
