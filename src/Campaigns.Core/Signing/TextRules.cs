using System.Text;

namespace Campaigns.Core.Signing;

/// <summary>Which characters a person's text may hold: what would break a mail header, a spreadsheet or the reading order stays out.</summary>
public static class TextRules
{
    /// <summary>True when a one-line text holds only characters that belong in a line.</summary>
    public static bool IsOneLine(string text) => AllRunes(text, IsPlain);

    /// <summary>The same for several lines: line feeds and tabs may stand in it.</summary>
    public static bool IsText(string text) => AllRunes(text, rune => rune.Value is '\n' or '\t' || IsPlain(rune));

    /// <summary>A name that neither a spreadsheet takes for a formula nor a mail program for a link.</summary>
    public static bool StartsLikeFormula(string text) => text.FirstOrDefault(c => char.GetUnicodeCategory(c) is not System.Globalization.UnicodeCategory.Format) is '=' or '+' or '-' or '@';

    private static bool IsPlain(Rune rune) => rune.Value switch
    {
        < 0x20 or (>= 0x7F and <= 0x9F) => false, // C0, DEL, C1
        0x2028 or 0x2029 => false, // line and paragraph separators
        0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => false, // bidi controls
        0xFFFE or 0xFFFF or 0xFEFF => false,
        _ => true,
    };

    private static bool AllRunes(string text, Func<Rune, bool> isFine)
    {
        for (var at = 0; at < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var used) is not System.Buffers.OperationStatus.Done || !isFine(rune)) return false;
            at += used;
        }
        return true;
    }
}
