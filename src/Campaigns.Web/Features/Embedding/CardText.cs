using System.Globalization;
using System.Text;

namespace Campaigns.Web.Features.Embedding;

/// <summary>Text as it may stand in the drawing: letters, no controls, no emoji.</summary>
internal static class CardText
{
    /// <summary>More than any card can show.</summary>
    private const int Longest = 240;

    /// <returns>One line without what XML or the drawing program cannot hold. Emoji are left out: librsvg draws them as black blots.</returns>
    public static string Of(string text)
    {
        var kept = new StringBuilder(text.Length);
        var wasEmoji = false;
        foreach (var rune in text.EnumerateRunes())
        {
            // A joiner shapes letters, except between the parts of one emoji.
            var isEmoji = IsEmoji(rune) || (wasEmoji && rune.Value is 0x200D or 0xFE0F or 0x20E3);
            wasEmoji = isEmoji;
            if (isEmoji || rune == Rune.ReplacementChar) continue;
            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune)) kept.Append(rune.Value is 0xA0 or 0x202F ? '\u00A0' : ' ');
            else if (!IsDirection(rune)) kept.Append(rune.ToString());
        }
        var line = string.Join(' ', kept.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var elements = new StringInfo(line);
        return elements.LengthInTextElements <= Longest ? line : elements.SubstringByTextElements(0, Longest).TrimEnd() + "…";
    }

    private static bool IsEmoji(Rune rune) => rune.Value is >= 0x1F000 and <= 0x1FAFF or >= 0x2600 and <= 0x27BF or >= 0x2B00 and <= 0x2BFF or >= 0xE0000 and <= 0xE007F or 0xFE0F;

    /// <summary>The direction of a line follows from its language and letters.</summary>
    private static bool IsDirection(Rune rune) => rune.Value is 0x200E or 0x200F or 0x061C or >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069 or 0xFEFF or 0xFFFE or 0xFFFF;
}
