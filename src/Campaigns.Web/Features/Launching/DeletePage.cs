using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Launching;

/// <summary>What goes with a campaign, before it goes.</summary>
public sealed record DeletePage
{
    public required LaunchHead Head { get; init; }
    /// <summary>Given for real, whatever their state.</summary>
    public required int Signatures { get; init; }
    /// <summary>Whom to ask; null when this person may.</summary>
    public required WhoMayLine? Ask { get; init; }
    public string? Typed { get; init; }
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
}
