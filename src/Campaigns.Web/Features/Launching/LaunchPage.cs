using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Launching;

/// <summary>The checklist before a campaign is public, and what may be done with it afterwards.</summary>
public sealed record LaunchPage
{
    public required LaunchHead Head { get; init; }
    /// <summary>Empty once it is public.</summary>
    public required IReadOnlyList<CheckRow> Checks { get; init; }
    /// <summary>Test signatures, which go when it goes public.</summary>
    public required int Tests { get; init; }
    /// <summary>Whom to ask; null when this person may publish.</summary>
    public required WhoMayLine? Ask { get; init; }
    /// <summary>Whether this person may follow the links into the editor.</summary>
    public required bool MayEdit { get; init; }
    /// <summary>As typed.</summary>
    public string? OpensAt { get; init; }
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    public bool IsReady => Checks.All(check => check.IsDone || !check.Blocks);
}

/// <summary>One thing to have before launching.</summary>
/// <param name="Blocks">Nothing goes public without it; the others are advice.</param>
/// <param name="Missing">What is missing, in a sentence; null when it is done.</param>
/// <param name="Link">Where it is mended; null where no page mends it.</param>
public sealed record CheckRow(string Name, bool Blocks, string? Missing, string? Link)
{
    public bool IsDone => Missing is null;
}

/// <summary>A time to open, said in full before it is confirmed.</summary>
public sealed record ConfirmSchedulePage(LaunchHead Head, DateTimeOffset OpensAt, string Typed, int Tests);
