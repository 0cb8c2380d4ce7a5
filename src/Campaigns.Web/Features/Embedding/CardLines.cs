using System.Globalization;
using System.Text;

namespace Campaigns.Web.Features.Embedding;

/// <summary>Breaks a headline into lines, in any script, by how wide its letters usually are. <see cref="CardPicture"/> measures afterwards what the fonts make of it.</summary>
internal static class CardLines
{
    // What must not begin or end a line among letters that may be parted anywhere.
    private const string Closing = "、。，．！？：；）】」』》〉”’…%)]},.!?:;", Opening = "（【「『《〈“‘([{";

    /// <param name="most">Width of a line in em.</param>
    public static List<string> Break(string text, double most)
    {
        List<string> lines = [];
        var (line, width) = (new StringBuilder(), 0.0);
        foreach (var (piece, isAfterSpace) in Pieces(text, most))
        {
            var (own, space) = (WidthOf(piece), isAfterSpace && line.Length > 0 ? WidthOf(" ") : 0);
            if (line.Length > 0 && width + space + own > most)
            {
                lines.Add(line.ToString());
                (width, space) = (0, 0);
                line.Clear();
            }
            if (space > 0) line.Append(' ');
            line.Append(piece);
            width += space + own;
        }
        if (line.Length > 0) lines.Add(line.ToString());
        return lines;
    }

    /// <summary>As many lines as needed, about equally long: a last line of one word looks forgotten.</summary>
    public static List<string> BreakEvenly(string text, double most)
    {
        var lines = Break(text, most);
        for (var narrower = most * 0.95; narrower > most / 2; narrower -= most * 0.05)
        {
            var next = Break(text, narrower);
            if (next.Count > lines.Count) break;
            lines = next;
        }
        return lines;
    }

    /// <summary>What stays together: words, single letters of scripts without spaces, and parts of words that are longer than a line.</summary>
    private static IEnumerable<(string Piece, bool IsAfterSpace)> Pieces(string text, double most)
    {
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var isFirst = true;
            foreach (var piece in Parts(word, most))
            {
                yield return (piece, isFirst);
                isFirst = false;
            }
        }
    }

    private static IEnumerable<string> Parts(string word, double most)
    {
        var (part, width) = (new StringBuilder(), 0.0);
        var elements = StringInfo.GetTextElementEnumerator(word);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            var own = WidthOf(element);
            if (part.Length > 0 && (width + own > most || MayPart(part.ToString(), element)))
            {
                yield return part.ToString();
                part.Clear();
                width = 0;
            }
            part.Append(element);
            width += own;
        }
        if (part.Length > 0) yield return part.ToString();
    }

    private static bool MayPart(string before, string next) =>
        (IsWide(Rune.GetRuneAt(next, 0)) || IsWide(LastOf(before))) && !Closing.Contains(next[0]) && !Opening.Contains(before[^1]);

    private static Rune LastOf(string text) => text.EnumerateRunes().Last();

    /// <summary>In em, for a bold sans-serif.</summary>
    public static double WidthOf(string text)
    {
        var width = 0.0;
        foreach (var rune in text.EnumerateRunes()) width += WidthOf(rune);
        return width;
    }

    private static double WidthOf(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        _ when IsWide(rune) => 1,
        _ when rune.Value is ' ' or 0xA0 or 0x202F => 0.27,
        _ when rune.IsAscii && "ijlI.,:;'!|()[]".Contains((char)rune.Value) => 0.36,
        _ when rune.IsAscii && "frt-/\"".Contains((char)rune.Value) => 0.45,
        _ when rune.IsAscii && "mwMW@%&".Contains((char)rune.Value) => 0.95,
        UnicodeCategory.UppercaseLetter => 0.72,
        _ when rune.Value is >= 0x590 and < 0x780 => 0.6, // Hebrew and Arabic
        _ => 0.63,
    };

    /// <summary>Letters as wide as they are high, which stand without spaces between words.</summary>
    private static bool IsWide(Rune rune) => rune.Value is
        >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0x303E or >= 0x3041 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3
        or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE4F or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6 or >= 0x20000 and <= 0x3FFFD;
}
