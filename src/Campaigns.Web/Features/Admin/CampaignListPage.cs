using Campaigns.Core;
using Campaigns.Core.Reporting;

namespace Campaigns.Web.Features.Admin;

public enum CampaignScope { Mine, Shared }

/// <summary>What stands in the address of the list. Null: whatever it is.</summary>
public sealed record CampaignFilter
{
    public string? Search { get; init; }
    public CampaignStatus? Status { get; init; }
    public CampaignScope? Scope { get; init; }
    public Guid? Owner { get; init; }
    public string? Language { get; init; }

    public bool IsNone => this == new CampaignFilter();
}

/// <summary>Every campaign with its numbers.</summary>
public sealed record CampaignListPage
{
    public required CampaignFilter Filter { get; init; }
    /// <summary>People who own one, by name.</summary>
    public required IReadOnlyList<(Guid Id, string Name)> Owners { get; init; }
    public required IReadOnlyList<string> Languages { get; init; }
    /// <summary>False when there is none at all, which is another thing than none found.</summary>
    public required bool HasAny { get; init; }
    public required IReadOnlyList<CampaignListRow> Rows { get; init; }
    public required DateTimeOffset Now { get; init; }
}

public sealed record CampaignListRow
{
    public required Guid Id { get; init; }
    public required string? Headline { get; init; }
    public required string? Slug { get; init; }
    /// <summary>As it holds now.</summary>
    public required CampaignStatus Status { get; init; }
    public required bool IsTest { get; init; }
    /// <summary>Never goes public.</summary>
    public required bool IsSample { get; init; }
    /// <summary>Whoever looks may edit it.</summary>
    public required bool IsTheirs { get; init; }
    public required TimeZoneInfo Zone { get; init; }
    /// <summary>Null when nobody owns it.</summary>
    public required Guid? OwnerId { get; init; }
    public required string? Owner { get; init; }
    public required bool IsShared { get; init; }
    /// <summary>The original's first.</summary>
    public required IReadOnlyList<string> Languages { get; init; }
    public required DateTimeOffset EditedAt { get; init; }
    public required DateTimeOffset? OpensAt { get; init; }
    /// <summary>Its time came and nothing opened it.</summary>
    public required bool HasMissedOpening { get; init; }
    public int Confirmed { get; init; }
    public int ConfirmedToday { get; init; }
    public int Pending { get; init; }
    public int Paper { get; init; }
    /// <summary>Null while nobody has opened the page.</summary>
    public Conversion? Conversion { get; init; }

    /// <summary>Drafts have no page; in test mode staff see one.</summary>
    public bool HasPage => Slug is not null && (IsTest || Status is not CampaignStatus.Draft);
}
