using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Reports;

/// <summary>What one hour saw of one kind.</summary>
public sealed record CountedReach(DateTimeOffset Hour, ReachKey Key, int Number)
{
    /// <summary>The same order in every process, so that two of them that add to the same rows wait for each other and never lock each other out.</summary>
    public static readonly IComparer<CountedReach> Order = Comparer<CountedReach>.Create((a, b) =>
        Compare((a.Hour, a.Key.CampaignId, a.Key.Step, a.Key.Channel, a.Key.Rung, a.Key.TargetId), (b.Hour, b.Key.CampaignId, b.Key.Step, b.Key.Channel, b.Key.Rung, b.Key.TargetId)) is not 0 and var first ? first
        : a.Key.MessageId.CompareTo(b.Key.MessageId) is not 0 and var second ? second
        : string.CompareOrdinal(a.Key.Language, b.Key.Language) is not 0 and var third ? third
        : string.CompareOrdinal(a.Key.Source, b.Key.Source) is not 0 and var fourth ? fourth
        : a.Key.Generation.CompareTo(b.Key.Generation));

    private static int Compare<T>(T a, T b) where T : IComparable<T> => a.CompareTo(b);
}
