using System.Text;

namespace Campaigns.Core.Signing;

/// <summary>The shape of an address that this program takes: no quoted local part, no address literal, at most 254 characters.</summary>
public static class EmailAddress
{
    public const int MaxLength = 254;
    private const string Specials = "!#$%&'*+-/=?^_`{|}~.";

    public static bool IsWellFormed(string? text)
    {
        if (text is null) return false;
        text = text.Trim();
        if (text.Length is 0 or > MaxLength || Encoding.UTF8.GetByteCount(text) > MaxLength) return false;
        var at = text.LastIndexOf('@');
        return at > 0 && IsLocalPart(text[..at]) && IsDomain(text[(at + 1)..]);
    }

    private static bool IsLocalPart(string local) =>
        Encoding.UTF8.GetByteCount(local) <= 64
        && local[0] != '.' && local[^1] != '.' && !local.Contains("..", StringComparison.Ordinal)
        && local.EnumerateRunes().All(rune => rune.IsAscii
            ? char.IsAsciiLetterOrDigit((char)rune.Value) || Specials.Contains((char)rune.Value)
            : Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark);

    private static bool IsDomain(string domain)
    {
        string ascii;
        try { ascii = EmailKeyMaker.AsciiDomain(domain); }
        catch (FormatException) { return false; }

        var labels = ascii.Split('.');
        return labels.Length >= 2
            && ascii.Length <= 253
            && labels.All(label => label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            && labels[^1].Length >= 2 && !labels[^1].All(char.IsAsciiDigit);
    }
}
