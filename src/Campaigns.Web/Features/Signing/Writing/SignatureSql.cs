namespace Campaigns.Web.Features.Signing.Writing;

/// <summary>
/// Writes a batch of signings in one transaction. Hand-written, because one SaveChanges a signature was measured at a third of the rate
/// of callers that share a commit; each database has its own file beside this one.
/// Order of locks, the same everywhere: address, range, campaign, person, each in the order of their keys.
/// </summary>
internal abstract class SignatureSql
{
    public abstract Task CommitAsync(IReadOnlyList<SigningRequest> requests, DateTimeOffset now, CancellationToken ct);

    /// <summary>Distinct keys in the order of their bytes, with how often each stands in the batch.</summary>
    protected static List<(byte[] Key, int Number)> Count(IReadOnlyList<SigningRequest> requests, Func<SigningRequest, byte[]> keyOf) =>
        [.. requests.GroupBy(request => SigningFacts.Key(keyOf(request))).Select(group => (keyOf(group.First()), group.Count())).OrderBy(pair => pair.Item1, ByteOrder.Instance)];

    private sealed class ByteOrder : IComparer<byte[]>
    {
        public static readonly ByteOrder Instance = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
