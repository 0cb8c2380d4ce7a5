using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Admin;

/// <summary>One campaign as staff see it.</summary>
public sealed record CampaignDeskPage
{
    public required CampaignHead Head { get; init; }
    public required bool MayEdit { get; init; }
    /// <summary>Numbers of states that are nobody's business but the organisers' and analysts'.</summary>
    public required bool ShowsAllStates { get; init; }
    /// <summary>Null for those who do not work on it.</summary>
    public required TeamBlock? Team { get; init; }
    public required TestModeBlock TestMode { get; init; }
    public required DailyChart Chart { get; init; }
    /// <summary>Letters that wait for a target, where our server sends them.</summary>
    public required IReadOnlyList<TargetBacklog> Backlog { get; init; }
    /// <summary>Null for roles that may not see who signed.</summary>
    public required SignersPage? Signers { get; init; }
    /// <summary>Null when this person may read all figures.</summary>
    public required WhoMayLine? AskForReach { get; init; }
    /// <summary>Null when this person may export.</summary>
    public required WhoMayLine? AskToExport { get; init; }
    public string? Purpose { get; init; }
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
}

public sealed record SignersPage
{
    public required Guid CampaignId { get; init; }
    public required TimeZoneInfo Zone { get; init; }
    public required SignatureState? State { get; init; }
    public required bool Tests { get; init; }
    public required Guid? Before { get; init; }
    public required SignerPart Part { get; init; }
    public required bool MayShowAddresses { get; init; }
    public required bool ShowsAddresses { get; init; }
}
