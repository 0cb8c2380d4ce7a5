using System.Globalization;
using System.Text;

namespace Campaigns.Core.Signing;

/// <summary>A name as it may stand in public: first name and the initial of the last, "Ana K.".</summary>
public static class ShortName
{
    public static string Of(string name)
    {
        var words = name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length switch
        {
            0 => "",
            // Written without a space, the whole name would stand there; its first character is the family name.
            1 when IsUnspaced(words[0]) => First(words[0]) + "…",
            1 => words[0],
            _ => $"{words[0]} {First(words[^1])}.",
        };
    }

    private static string First(string word) => StringInfo.GetNextTextElement(word);

    private static bool IsUnspaced(string word) => word.EnumerateRunes().Any(rune => rune.Value is
        >= 0x3040 and <= 0x30FF or >= 0x3400 and <= 0x9FFF or >= 0xAC00 and <= 0xD7AF or >= 0x20000 and <= 0x3FFFF);
}
