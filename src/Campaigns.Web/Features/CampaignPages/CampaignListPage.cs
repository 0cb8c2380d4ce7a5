using Campaigns.Core;

namespace Campaigns.Web.Features.CampaignPages;

/// <summary>What the list is asked for, all in the address so that it can be shared.</summary>
public sealed class CampaignListForm
{
    public string? Q { get; set; }
    public string? Language { get; set; }
    /// <summary><c>live</c>, <c>won</c> or <c>closed</c>.</summary>
    public string? Status { get; set; }
}

public sealed record CampaignListPage
{
    public required CampaignListForm Form { get; init; }
    public required IReadOnlyList<string> Languages { get; init; }
    public required IReadOnlyList<CampaignCard> Cards { get; init; }
    /// <summary>False while there is nothing to search in.</summary>
    public required bool HasCampaigns { get; init; }

    public bool IsFiltered => Form is not { Q: null or "", Language: null or "", Status: null or "" };
}

public sealed record CampaignCard
{
    public required Guid CampaignId { get; init; }
    public required CampaignStatus Status { get; init; }
    public required string Language { get; init; }
    public required bool IsOriginal { get; init; }
    public required string Slug { get; init; }
    public required string Headline { get; init; }
    public required string Summary { get; init; }
    public required string? Picture { get; init; }
    public required string? Target { get; init; }
    public required int Total { get; init; }
    public required DateTimeOffset? PublishedAt { get; init; }
}
