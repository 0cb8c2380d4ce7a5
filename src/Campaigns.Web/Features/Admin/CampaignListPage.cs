using Campaigns.Core;

namespace Campaigns.Web.Features.Admin;

/// <summary>The home of the staff area: every campaign with its numbers.</summary>
public sealed record CampaignListPage
{
    public required string? Name { get; init; }
    public required string? Search { get; init; }
    public required CampaignStatus? Status { get; init; }
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
    public required DateTimeOffset EditedAt { get; init; }
    public required DateTimeOffset? OpensAt { get; init; }
    /// <summary>Its time came and nothing opened it.</summary>
    public required bool HasMissedOpening { get; init; }
    public int Confirmed { get; init; }
    public int ConfirmedToday { get; init; }
    public int Pending { get; init; }
    public int Paper { get; init; }

    /// <summary>Drafts have no page; in test mode staff see one.</summary>
    public bool HasPage => Slug is not null && (IsTest || Status is not CampaignStatus.Draft);
}
