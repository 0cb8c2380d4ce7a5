using System.Text;

namespace Campaigns.Core.Reporting;

/// <summary>
/// Tells texts that are nearly the same: words in lower case without punctuation, taken three at a time; two texts are nearly the same when
/// at least 80 % of the threes that occur in either occur in both (Jaccard). A receiver's filter sees them much the same way.
/// </summary>
public static class AlikeTexts
{
    public const double Threshold = 0.8;
    private const int LongestText = 8_000;

    /// <param name="texts">Each with the variant it came from, and whether the person changed it. What nobody changed is the variant.</param>
    /// <returns>For each text, whether it is nearly the same as its variant or as any other of the texts.</returns>
    public static bool[] Find(IReadOnlyList<(string Text, string? Variant, bool IsCustomised)> texts)
    {
        var variants = texts.Select(text => text.Variant).OfType<string>().Distinct().ToDictionary(variant => variant, Shingles);
        var shingles = texts.Select(text => Shingles(text.Text)).ToArray();
        var alike = new bool[texts.Count];
        for (var at = 0; at < texts.Count; at++)
            alike[at] = texts[at].Variant is { } variant && (!texts[at].IsCustomised || AreAlike(shingles[at], variants[variant]));

        // Ordered by size, a text can only be like its neighbours: beyond four fifths of the size no overlap suffices.
        var bySize = Enumerable.Range(0, texts.Count).OrderBy(at => shingles[at].Length).ToArray();
        for (var i = 0; i < bySize.Length; i++)
            for (var j = i + 1; j < bySize.Length && shingles[bySize[j]].Length * Threshold <= shingles[bySize[i]].Length; j++)
                if (!(alike[bySize[i]] && alike[bySize[j]]) && AreAlike(shingles[bySize[i]], shingles[bySize[j]]))
                    alike[bySize[i]] = alike[bySize[j]] = true;
        return alike;
    }

    public static bool AreAlike(string a, string b) => AreAlike(Shingles(a), Shingles(b));

    private static bool AreAlike(int[] a, int[] b)
    {
        if (a.Length == 0 || b.Length == 0) return a.Length == b.Length;
        var (both, i, j) = (0, 0, 0);
        while (i < a.Length && j < b.Length)
        {
            if (a[i] == b[j]) { both++; i++; j++; }
            else if (a[i] < b[j]) i++;
            else j++;
        }
        return both >= Threshold * (a.Length + b.Length - both);
    }

    /// <returns>Hashes of the distinct threes, in order.</returns>
    private static int[] Shingles(string text)
    {
        var words = Words(text.Length > LongestText ? text[..LongestText] : text);
        if (words.Count == 0) return [];
        var found = new HashSet<int>();
        if (words.Count < 3) found.Add(string.Join(' ', words).GetHashCode(StringComparison.Ordinal));
        for (var at = 0; at + 2 < words.Count; at++) found.Add(HashCode.Combine(words[at], words[at + 1], words[at + 2]));
        return [.. found.Order()];
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark) word.Append(Rune.ToLowerInvariant(rune));
            else End();
            // Scripts that write without spaces: each sign is a word.
            if (rune.Value is >= 0x2E80 and <= 0x9FFF or >= 0xAC00 and <= 0xD7AF or >= 0x20000 and <= 0x2FA1F) End();
        }
        End();
        return words;

        void End()
        {
            if (word.Length == 0) return;
            words.Add(word.ToString());
            word.Clear();
        }
    }
}
