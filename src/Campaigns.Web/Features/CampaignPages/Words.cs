using Campaigns.Core.Content;

namespace Campaigns.Web.Features.CampaignPages;

/// <summary>Kinds as pages name them: keys of interface texts.</summary>
internal static class Words
{
    public static string Of(SourceKind kind) => kind switch
    {
        SourceKind.News => "News",
        SourceKind.PrimaryDocument => "Primary document",
        SourceKind.Research => "Research",
        SourceKind.TargetStatement => "Statement by the target",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Of(TimelineKind kind) => kind switch
    {
        TimelineKind.Update => "Update",
        TimelineKind.Correction => "Correction",
        TimelineKind.Reply => "Reply from the target",
        TimelineKind.Milestone => "Milestone",
        TimelineKind.PressCoverage => "Press coverage",
        TimelineKind.Victory => "Victory",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
