using Campaigns.Core;
using Campaigns.Core.Editing;

namespace Campaigns.Web.Features.Editing;

/// <summary>The task list of a campaign.</summary>
public sealed record SectionListPage
{
    public required Guid CampaignId { get; init; }
    public required string Headline { get; init; }
    public required string? Slug { get; init; }
    public required CampaignStatus Status { get; init; }
    public required bool IsTest { get; init; }
    /// <summary>Never goes public.</summary>
    public required bool IsSample { get; init; }
    public required IReadOnlyList<SectionRow> Rows { get; init; }
    /// <summary>The page is public and the editor holds words that it does not show.</summary>
    public required bool HasUnpublished { get; init; }

    /// <summary>Where a newcomer goes on: what needs attention before what is not done; null when all of it is, and once the page is public.</summary>
    public Section? Next => Status is CampaignStatus.Draft
        ? (Rows.FirstOrDefault(row => row.State is SectionState.NeedsAttention) ?? Rows.FirstOrDefault(row => row.State is not SectionState.Done))?.Section
        : null;

    public int Done => Rows.Count(row => row.State is SectionState.Done);
}

/// <param name="Problem">What needs attention, in a sentence; null when nothing does.</param>
public sealed record SectionRow(Section Section, SectionState State, string? Problem);
