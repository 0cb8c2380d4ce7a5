using Campaigns.Core.Targets;

namespace Campaigns.Web.Features.Editing.Targets;

/// <summary>The targets of a campaign, a hundred at a time.</summary>
public sealed record TargetsPage
{
    public const int AtOnce = 100;

    public required SectionDesk Desk { get; init; }
    public required IReadOnlyList<TargetLine> Targets { get; init; }
    public required IReadOnlyList<TargetLine> Removed { get; init; }
    public required int Total { get; init; }
    /// <summary>From 1.</summary>
    public required int Page { get; init; }
    /// <summary>The campaign finds targets by country and postcode, and no target says where it answers.</summary>
    public required bool LacksAreas { get; init; }

    public int Pages => Math.Max(1, (Total + AtOnce - 1) / AtOnce);
}

/// <param name="Place">From 1.</param>
/// <param name="Country">ISO 3166 alpha-2.</param>
public sealed record TargetLine(Guid Id, int Place, string Name, string? Role, string? Organisation, string? Email, string? XHandle, string? FacebookUrl, string? Country, string? Area, string? Language, TargetMail Mail, DateTimeOffset? RemovedAt);

/// <summary>One target with its form.</summary>
public sealed record TargetPage : SectionPage
{
    public required TargetForm Form { get; init; }
    /// <summary>Null for a new one.</summary>
    public required Target? Target { get; init; }
    /// <summary>Its place in the list, from 1; 0 for one that is new or removed.</summary>
    public int Place { get; init; }
    public int Total { get; init; }
    /// <summary>Letters, posts or figures name it, so that removing keeps its rows.</summary>
    public bool IsUsed { get; init; }
    public TargetMailForm? MailForm { get; init; }
}
