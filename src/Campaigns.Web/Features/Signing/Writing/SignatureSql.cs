using Campaigns.Core.Limits;

namespace Campaigns.Web.Features.Signing.Writing;

/// <summary>
/// Writes a batch of signings in one transaction. Hand-written, because one SaveChanges a signature was measured at a third of the rate
/// of callers that share a commit; each database has its own file beside this one.
/// Order of locks, the same everywhere: counters of addresses and ranges, then persons, each in the order of their keys, so that batches can overlap.
/// </summary>
internal abstract class SignatureSql
{
    /// <summary>Batches that may be under way at once.</summary>
    public abstract int Writers { get; }

    /// <param name="slots">When confirmations may leave, by campaign; as many as the batch could need.</param>
    public abstract Task CommitAsync(IReadOnlyList<SigningRequest> requests, IReadOnlyDictionary<Guid, ConfirmationSlots> slots, DateTimeOffset now, CancellationToken ct);

    /// <summary>Each person once, in the order of the keys' bytes, with how often they stand in the batch.</summary>
    protected static List<(byte[] Key, int Number)> CountPersons(IReadOnlyList<SigningRequest> requests)
    {
        var persons = new Dictionary<Guid, (byte[] Key, int Number)>(requests.Count);
        foreach (var request in requests)
        {
            var key = SigningFacts.Key(request.Details.EmailKey);
            persons[key] = (request.Details.EmailKey, persons.GetValueOrDefault(key).Number + 1);
        }
        List<(byte[] Key, int Number)> inOrder = [.. persons.Values];
        inOrder.Sort((a, b) => a.Key.AsSpan().SequenceCompareTo(b.Key));
        return inOrder;
    }

    /// <summary>
    /// Each counter once, in the order of the keys, with what is to be added to it and the rule that it follows;
    /// those that this process meets for the first time are known to be far from their limit and need not be counted yet.
    /// </summary>
    protected static List<(Guid Key, string Rule, int Number)> CountNetworks(IReadOnlyList<SigningRequest> requests, FirstSightings sightings, SigningFacts facts)
    {
        var numbers = new Dictionary<Guid, (string Rule, int Number)>();
        foreach (var request in requests)
        {
            Add(request.AddressKey, LimitNames.SigningAddress);
            Add(request.RangeKey, LimitNames.SigningRange);
        }
        List<(Guid Key, string Rule, int Number)> counters = [];
        foreach (var (key, (rule, number)) in numbers)
        {
            facts.Counters[key] = Counted.FarFromLimit(number);
            if (sightings.ToCount(key, number) is > 0 and var count) counters.Add((key, rule, count));
        }
        counters.Sort((a, b) => a.Key.CompareTo(b.Key));
        return counters;

        void Add(Guid key, string rule) => numbers[key] = (rule, numbers.GetValueOrDefault(key).Number + 1);
    }
}
