using System.Text.RegularExpressions;

namespace Campaigns.Core.Content;

/// <summary>What a story marks: claims as <c>==sentence=={key}</c>, sources as <c>[^key]</c>. Pure; whether the keys exist is the caller's question.</summary>
public static partial class StoryMarks
{
    /// <summary>How a text shows an uploaded picture; what stands in quotation marks is its credit.</summary>
    /// <param name="path"><c>media/…</c></param>
    /// <param name="alt">Empty for a picture that is decorative.</param>
    public static string Picture(string path, string alt, string? credit) =>
        $"![{Plain(alt)}](/{path}{(string.IsNullOrWhiteSpace(credit) ? "" : $" \"{Plain(credit.Trim())}\"")})";

    private static string Plain(string words) => string.Concat(words.Trim().Select(letter => letter is '&' ? "&amp;" : "\\`*_{}[]<>()#\"~=!".Contains(letter) ? $"\\{letter}" : letter.ToString()));

    /// <summary>Keys of sources in the order of their first citation.</summary>
    public static IReadOnlyList<string> Cited(string story) => [.. Citation().Matches(story).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// The claims in reading order. A claim's sources are those cited inside its sentence, or after it until the next claim or the end of the paragraph.
    /// </summary>
    public static IReadOnlyList<MarkedClaim> Claims(string story)
    {
        var claims = new List<MarkedClaim>();
        foreach (var paragraph in Paragraphs().Split(story.ReplaceLineEndings("\n")))
        {
            var marks = Claim().Matches(paragraph);
            for (var i = 0; i < marks.Count; i++)
            {
                var end = i + 1 < marks.Count ? marks[i + 1].Index : paragraph.Length;
                var reach = paragraph[marks[i].Index..end];
                claims.Add(new MarkedClaim(marks[i].Groups[2].Value, Citation().Replace(marks[i].Groups[1].Value, "").Trim(), Cited(reach)));
            }
        }
        return claims;
    }

    /// <summary>The story as people read it where there are no anchors: claims keep their sentences, citations go.</summary>
    public static string Without(string story) => Citation().Replace(Claim().Replace(story, match => match.Groups[1].Value), "");

    [GeneratedRegex(@"==(?!=)(.+?)==\{([a-z0-9-]{1,60})\}", RegexOptions.Singleline)]
    private static partial Regex Claim();

    [GeneratedRegex(@"\[\^([A-Za-z0-9_-]{1,60})\]")]
    private static partial Regex Citation();

    [GeneratedRegex(@"\n\s*\n")]
    private static partial Regex Paragraphs();
}

/// <param name="Sentence">Without its citations.</param>
/// <param name="Sources">Keys.</param>
public sealed record MarkedClaim(string Key, string Sentence, IReadOnlyList<string> Sources);
