using System.Text;

namespace Campaigns.Core.Acting;

/// <summary>Which user-perceived characters are one emoji: a picture with its variation, skin tone and joined pictures, a flag, or a keycap.</summary>
internal static class Emoji
{
    private const int Joiner = 0x200D, TextStyle = 0xFE0E, PictureStyle = 0xFE0F, Keycap = 0x20E3;

    /// <param name="element">One grapheme cluster.</param>
    public static bool Is(ReadOnlySpan<char> element)
    {
        var (first, runes, hasKeycap, isPicture) = (0, 0, false, false);
        foreach (var rune in element.EnumerateRunes())
        {
            if (runes++ == 0) first = rune.Value;
            switch (rune.Value)
            {
                case TextStyle: return false;
                case Keycap: hasKeycap = true; break;
                case PictureStyle or Joiner: isPicture = true; break;
            }
        }
        if (first is (>= '0' and <= '9') or '#' or '*') return hasKeycap;
        if (first is 0xA9 or 0xAE) return isPicture; // © and ® are letters unless they say otherwise
        return IsPicture(first);
    }

    /// <summary>Whether a code point of an emoji belongs to it, unlike an accent put on top.</summary>
    public static bool IsPart(Rune rune) =>
        IsPicture(rune.Value) || rune.Value is Joiner or PictureStyle or Keycap or 0xA9 or 0xAE or (>= '0' and <= '9') or '#' or '*' or (>= 0xE0020 and <= 0xE007F);

    // Blocks that hold pictures; 1F000 on holds regional letters and skin tones too.
    private static bool IsPicture(int codePoint) => codePoint is
        0x203C or 0x2049 or 0x2122 or 0x2139 or (>= 0x2194 and <= 0x21AA) or (>= 0x231A and <= 0x23FF) or 0x24C2 or (>= 0x25AA and <= 0x25FE) or
        (>= 0x2600 and <= 0x27BF) or 0x2934 or 0x2935 or (>= 0x2B05 and <= 0x2B55) or 0x3030 or 0x303D or 0x3297 or 0x3299 or (>= 0x1F000 and <= 0x1FAFF);
}
