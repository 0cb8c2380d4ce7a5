using Campaigns.Core.Reporting;

namespace Campaigns.Web.Features.Reports;

/// <summary>Keeps an hour of a campaign to the sources it has room for: what is new beyond them is counted under "other".</summary>
internal static class SourceRoom
{
    /// <param name="counts">In their order.</param>
    /// <param name="sourcesOf">Sources that stand in the rows of an hour.</param>
    /// <returns>The counts to write, in their order, each key once.</returns>
    public static async Task<IReadOnlyList<CountedReach>> KeepAsync(IReadOnlyList<CountedReach> counts, Func<Guid, DateTimeOffset, Task<List<string>>> sourcesOf)
    {
        var kept = new List<CountedReach>(counts.Count);
        var isFull = false;
        foreach (var hour in counts.GroupBy(count => (count.Key.CampaignId, count.Hour)))
        {
            var free = hour.Select(count => count.Key.Source).Where(ReachCount.IsFree).ToHashSet(StringComparer.Ordinal);
            if (free.Count == 0)
            {
                kept.AddRange(hour);
                continue;
            }
            var known = (await sourcesOf(hour.Key.CampaignId, hour.Key.Hour)).Where(ReachCount.IsFree).ToHashSet(StringComparer.Ordinal);
            foreach (var source in free.Order(StringComparer.Ordinal))
                if (known.Count < ReachCount.MostSourcesAnHour) known.Add(source);
            isFull |= !free.IsSubsetOf(known);
            kept.AddRange(hour.Select(count => !ReachCount.IsFree(count.Key.Source) || known.Contains(count.Key.Source) ? count : count with { Key = count.Key with { Source = ReachCount.OtherSources } }));
        }
        return isFull ? [.. kept.GroupBy(count => (count.Hour, count.Key)).Select(of => new CountedReach(of.Key.Hour, of.Key.Key, of.Sum(count => count.Number))).Order(CountedReach.Order)] : kept;
    }
}
