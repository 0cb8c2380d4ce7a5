using System.Globalization;
using System.Text;

namespace Campaigns.Core.Acting;

/// <summary>
/// How long X takes a text to be: the published third configuration of its counting rules. Most alphabets weigh 1 a code point, all else 2,
/// a link <see cref="Link"/> whatever its length, an emoji 2 however many code points it is made of. The text is composed (NFC) first, and
/// the CRLF of a form is one line break.
/// </summary>
public static class XLength
{
    public const int Most = 280, Link = 23;

    /// <summary>A longer text is counted as it stands: no post comes near, and composing a hundred thousand marks on one letter takes seconds.</summary>
    private const int LongestComposed = 5_000;

    public static int Of(string text)
    {
        if (text.Length > LongestComposed) return text.ReplaceLineEndings("\n").EnumerateRunes().Sum(rune => Weight(rune.Value));
        // Half a surrogate pair has no normal form: it becomes U+FFFD, as it does on the way to X.
        var composed = string.Concat(text.ReplaceLineEndings("\n").EnumerateRunes()).Normalize(NormalizationForm.FormC);
        var length = 0;
        var at = 0;
        foreach (var link in XLinks.In(composed))
        {
            length += OfWords(composed.AsSpan(at..link.Start.Value)) + Link;
            at = link.End.Value;
        }
        return length + OfWords(composed.AsSpan(at..));
    }

    private static int OfWords(ReadOnlySpan<char> words)
    {
        var length = 0;
        while (words.Length > 0)
        {
            var size = StringInfo.GetNextTextElementLength(words);
            length += OfElement(words[..size]);
            words = words[size..];
        }
        return length;
    }

    private static int OfElement(ReadOnlySpan<char> element)
    {
        var isEmoji = Emoji.Is(element);
        var length = isEmoji ? 2 : 0;
        foreach (var rune in element.EnumerateRunes())
            if (!isEmoji || !Emoji.IsPart(rune)) length += Weight(rune.Value);
        return length;
    }

    private static int Weight(int codePoint) => codePoint is <= 4351 or (>= 8192 and <= 8205) or (>= 8208 and <= 8223) or (>= 8242 and <= 8247) ? 1 : 2;
}
