using Campaigns.Core.Acting;
using Campaigns.Core.Reporting;

namespace Campaigns.Web.Features.Shared;

/// <summary>What is counted together: the key of a <c>reach_count</c> row but for its hour.</summary>
/// <param name="TargetId"><see cref="Guid.Empty"/> for none.</param>
/// <param name="MessageId"><see cref="Guid.Empty"/> for none.</param>
public readonly record struct ReachKey(Guid CampaignId, Step Step, Channel Channel, Rung Rung, Guid TargetId, Guid MessageId, string Language, string Source, int Generation);

/// <summary>
/// Counts what pages show and which composers open, in memory: a page view writes nothing. The reports feature takes what has come
/// together every few seconds and adds it to the hourly rows; a process that is killed loses that much and no more.
/// </summary>
public sealed class ReachCounter(TimeProvider clock)
{
    /// <summary>More kinds of events than any honest hour has. Beyond it nothing new is counted until the next taking, so that made-up sources fill no memory.</summary>
    private const int Most = 50_000;
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, HashSet<string>> _sources = [];
    private DateTimeOffset _sourcesOf;
    private Dictionary<(DateTimeOffset Hour, ReachKey Key), int> _counts = [];

    public void Count(ReachKey key)
    {
        var now = clock.GetUtcNow();
        var hour = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);
        lock (_lock)
        {
            var at = (hour, key with { Source = Told(hour, key.CampaignId, key.Source) });
            if (_counts.TryGetValue(at, out var number)) _counts[at] = number + 1;
            else if (_counts.Count < Most) _counts[at] = 1;
        }
    }

    /// <summary>The source, as long as this process has room for it in this hour: <see cref="ReachCount.MostSourcesAnHour"/>. Other nodes are minded when the counts are written.</summary>
    private string Told(DateTimeOffset hour, Guid campaignId, string source)
    {
        if (!ReachCount.IsFree(source)) return source;
        if (_sourcesOf != hour)
        {
            _sources.Clear();
            _sourcesOf = hour;
        }
        if (!_sources.TryGetValue(campaignId, out var known)) _sources[campaignId] = known = new HashSet<string>(StringComparer.Ordinal);
        return known.Contains(source) || (known.Count < ReachCount.MostSourcesAnHour && known.Add(source)) ? source : ReachCount.OtherSources;
    }

    /// <returns>All that was counted since the last taking. Whoever cannot write it down gives it back.</returns>
    public IReadOnlyDictionary<(DateTimeOffset Hour, ReachKey Key), int> Take()
    {
        lock (_lock)
        {
            var taken = _counts;
            _counts = [];
            return taken;
        }
    }

    public void GiveBack(IReadOnlyDictionary<(DateTimeOffset Hour, ReachKey Key), int> counts)
    {
        lock (_lock)
        {
            foreach (var (at, number) in counts) _counts[at] = _counts.GetValueOrDefault(at) + number;
        }
    }
}
