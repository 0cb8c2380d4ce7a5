namespace Campaigns.Web.Features.Signing.Writing;

/// <summary>
/// The network addresses and ranges that this process met lately. Most people sign once from an address of their own, and counting to one
/// needs no row: the first time is only remembered here, and is counted in the database together with the second.
/// </summary>
internal sealed class FirstSightings(TimeProvider clock)
{
    /// <summary>For each of the two halves: about 4 MB.</summary>
    private const int Most = 100_000;
    /// <summary>As long as the burst windows of the limits at least. Whoever is forgotten after that gains one signature.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private Dictionary<Guid, bool> _young = [], _old = [];
    private DateTimeOffset _since;

    /// <param name="number">How often the key stands in the batch.</param>
    /// <returns>How many to count in the database: none at a first sighting, and at the second one more than now.</returns>
    public int ToCount(Guid key, int number)
    {
        lock (_lock)
        {
            Turn();
            // Whoever comes again is remembered anew, so that those who keep coming are never met for a first time again.
            var isKnown = _young.TryGetValue(key, out var isCounted) || _old.TryGetValue(key, out isCounted);
            _young[key] = isKnown || number > 1;
            return isCounted ? number : isKnown ? number + 1 : number > 1 ? number : 0;
        }
    }

    private void Turn()
    {
        if (_young.Count < Most && clock.GetUtcNow() - _since < Kept) return;
        (_old, _young, _since) = (_young, [], clock.GetUtcNow());
    }
}
