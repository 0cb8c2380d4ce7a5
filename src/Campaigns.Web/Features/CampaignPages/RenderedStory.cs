namespace Campaigns.Web.Features.CampaignPages;

/// <summary>A story ready to show, with the numbers by which it cites its sources.</summary>
/// <param name="Parts">In order; after each part stand the answers to its claims.</param>
/// <param name="NoteHtml">The status note, rendered with the same numbers; null when there is none.</param>
/// <param name="Numbers">Source key to number.</param>
/// <param name="Citations">Source key to the ids of the places that cite it, in reading order.</param>
public sealed record RenderedStory(
    IReadOnlyList<StoryPart> Parts, string? NoteHtml,
    IReadOnlyDictionary<string, int> Numbers, IReadOnlyDictionary<string, IReadOnlyList<string>> Citations);

public sealed record StoryPart(string Html, IReadOnlyList<StoryAnswer> Answers);

/// <param name="AnswerHtml">The target's own words; null while it has not answered.</param>
public sealed record StoryAnswer(string ClaimKey, string? AnswerHtml);

/// <summary>What the renderer needs of a <see cref="Core.Content.Source"/>.</summary>
/// <param name="Number">Frozen at publication; null before.</param>
public sealed record CitedSource(string Key, int? Number);

/// <summary>What the renderer needs of a <see cref="Core.Content.Claim"/> that the target was asked about.</summary>
public sealed record AnsweredClaim(string Key, string? Answer);
