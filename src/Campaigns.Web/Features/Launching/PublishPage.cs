using Campaigns.Core.Content;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Launching;

/// <summary>What the editor holds and the public does not see yet.</summary>
public sealed record PublishPage
{
    public required LaunchHead Head { get; init; }
    /// <summary>Only texts that differ.</summary>
    public required IReadOnlyList<ChangedText> Texts { get; init; }
    /// <summary>See <see cref="PublishForm.Seen"/>.</summary>
    public required string Seen { get; init; }
    public required PublishForm Form { get; init; }
    /// <summary>Whom to ask; null when this person may publish.</summary>
    public required WhoMayLine? Ask { get; init; }
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>People whose signed text changes.</summary>
    public int Signers => Texts.Sum(text => text.Signers);
    /// <summary>Signed words change, so it matters how.</summary>
    public IEnumerable<ChangedText> Asked => Texts.Where(text => text is { IsNew: false, ChangesWords: true });
    public bool IsComplete => Texts.All(text => text.IsComplete);
}

/// <param name="IsNew">A translation that the public has not seen.</param>
/// <param name="ChangesWords">Headline, summary or story differ: a new version.</param>
/// <param name="Signers">Confirmed signatures under this text.</param>
public sealed record ChangedText(Guid TextId, string Language, bool IsNew, bool ChangesWords, bool IsComplete, int Signers, IReadOnlyList<FieldDiff> Fields);

/// <param name="Name">Of the field, in the interface language.</param>
public sealed record FieldDiff(string Name, IReadOnlyList<DiffPiece> Pieces)
{
    /// <summary>Of a picture: the one that goes and the one that comes, either null for none. Their file names tell nobody anything.</summary>
    public (PictureView? Goes, PictureView? Comes)? Pictures { get; init; }
}
