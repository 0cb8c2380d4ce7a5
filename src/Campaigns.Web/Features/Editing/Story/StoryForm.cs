using System.ComponentModel.DataAnnotations;

namespace Campaigns.Web.Features.Editing.Story;

public sealed class StoryForm : SectionForm
{
    public const int MostStory = 30_000;

    /// <summary>Markdown; see <see cref="Core.Content.TextVersion.Story"/>.</summary>
    [Required(ErrorMessage = "Write the story"), MaxLength(MostStory, ErrorMessage = "Shorten the story to 30,000 characters")]
    public string? Story { get; set; }
}

/// <summary>The sources and claims of the text, beside its story.</summary>
public sealed record StoryBeside
{
    public required IReadOnlyList<SourceLine> Sources { get; init; }
    public required IReadOnlyList<ClaimLine> Claims { get; init; }
    /// <summary>Keys that the story cites and no source has.</summary>
    public required IReadOnlyList<string> Unknown { get; init; }
}

/// <param name="Number">Null before it was published.</param>
/// <param name="IsCited">By the story as it stands in the form.</param>
public sealed record SourceLine(Guid Id, string Key, int? Number, string Title, string Publisher, bool IsRemoved, bool IsCited);

/// <param name="HasSource">At least one source that exists stands at it.</param>
public sealed record ClaimLine(string Key, string Sentence, bool HasSource);
