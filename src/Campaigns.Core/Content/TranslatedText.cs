using Campaigns.Core.Editing;

namespace Campaigns.Core.Content;

/// <summary>One text of the original beside the same in another language.</summary>
/// <param name="Key">What forms call it.</param>
/// <param name="Section">Where it is written.</param>
/// <param name="Own">Empty while it is not translated.</param>
/// <param name="Before">What the original said when the translation was written; null where that is what it says now.</param>
public sealed record TranslatedText(string Key, Section Section, string Original, string Own, string? Before)
{
    /// <summary>The row that stands behind it: a message or a source; null for words of the draft and for what is not there yet.</summary>
    public Guid? OwnId { get; init; }
    /// <summary>The row of the original: a message, source or target.</summary>
    public Guid? OriginalId { get; init; }
    /// <summary>Marks of claims and sources that the original has and this lacks: an answer of the target stands at its claim in every language.</summary>
    public IReadOnlyList<string> Lacks { get; init; } = [];

    public bool IsDone => Own.Length > 0 && Lacks.Count == 0;
    public bool IsOld => Own.Length > 0 && Before is not null && Before != Original;

    public static IReadOnlyList<string> MarksMissing(string original, string own)
    {
        if (own.Length == 0) return [];
        var claims = StoryMarks.Claims(own).Select(claim => claim.Key).ToHashSet(StringComparer.Ordinal);
        var cited = StoryMarks.Cited(own).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. StoryMarks.Claims(original).Select(claim => claim.Key).Distinct(StringComparer.Ordinal).Where(key => !claims.Contains(key)).Select(key => $"{{{key}}}"),
            .. StoryMarks.Cited(original).Where(key => !cited.Contains(key)).Select(key => $"[^{key}]"),
        ];
    }
}

/// <summary>A text of a campaign in another language than the original's, word by word.</summary>
public sealed record Translation(CampaignText Text, TextDraft Draft, TextVersion? Version, IReadOnlyList<TranslatedText> Texts)
{
    public int Done => Texts.Count(text => text.IsDone);
    public IEnumerable<TranslatedText> Missing => Texts.Where(text => !text.IsDone);
    public IEnumerable<TranslatedText> Old => Texts.Where(text => text.IsOld);
    /// <summary>Nothing that the original says is left out, so the public may read it.</summary>
    public bool IsComplete => Draft.IsComplete && Texts.All(text => text.IsDone);
}
