namespace Campaigns.Web.Features.Deliveries;

/// <summary>
/// What this process holds of the queue: its lease, the rows under it, and which of them may have begun to leave. Only the committer's pump
/// changes it; <see cref="Holds"/> may be asked from anywhere.
/// </summary>
internal sealed partial class HeldDeliveries(string owner, TimeSpan life, ILogger logger)
{
    private readonly HashSet<Guid> _rows = [], _inFlight = [];
    private bool _mayHoldUnknown;

    /// <summary>Null before the first claim and after a loss.</summary>
    private volatile HeldLease? _lease;

    public bool Holds(Lease lease, DateTimeOffset now) => _lease is { } held && held.Token == lease.Token && held.Until > now;

    /// <summary>A commit did not answer: it may have happened, and claimed rows that nobody knows of.</summary>
    public void MayHoldUnknown() => _mayHoldUnknown = true;

    /// <summary>The rows to keep while all others of the lease go back; null when every row is known.</summary>
    public Guid[]? Known => _mayHoldUnknown ? [.. _rows] : null;

    public void LoseWhenOver(DateTimeOffset now)
    {
        if (_lease?.Until <= now) Lose();
    }

    /// <returns>What the lease is to say with this batch; null when nothing in it needs one.</returns>
    public WorkerLease? For(List<DeliveryRequest> requests, DateTimeOffset now)
    {
        if (_lease is not { } lease)
            return requests.Exists(request => request.Claim != default) ? new(Guid.NewGuid(), IsNew: true, owner, now + life, []) : null;
        if (_rows.Count == 0 && requests.TrueForAll(request => request.Claim == default)) return null; // an idle process lets it run out
        HashSet<Guid> inFlight = [.. _inFlight];
        Apply(requests, lease.Token, inFlight);
        return new(lease.Token, IsNew: false, owner, now + life, [.. inFlight]);
    }

    /// <summary>The batch is committed: what its requests came to, and what is held from now on.</summary>
    public void Committed(WorkerLease? worker, List<DeliveryRequest> requests, DeliveryBatchResult result)
    {
        if (worker is not null && !result.IsHeld) Lose();
        else if (worker is not null) Renewed(worker);
        if (result.IsHeld) _mayHoldUnknown = false;
        foreach (var request in requests)
        {
            request.IsCompleted = request.Completion is { } completion && result.Completed.Contains(completion.Lease);
            request.IsFenced = request.Fence is { } fence && result.IsHeld && fence.Token == _lease?.Token;
            if (request.Ends is { } ends && ends.Token == _lease?.Token) _rows.Remove(ends.Id);
        }
        foreach (var row in result.Urgent.Concat(result.Any)) _rows.Add(row.Id);
    }

    /// <summary>What is over is no longer in flight; what asks for its fence is, though the same commit may end one and begin another.</summary>
    private static void Apply(List<DeliveryRequest> requests, Guid token, HashSet<Guid> inFlight)
    {
        foreach (var request in requests)
            if (request.Ends is { } ends && ends.Token == token) inFlight.Remove(ends.Id);
        foreach (var request in requests)
            if (request.Fence is { } fence && fence.Token == token) inFlight.Add(fence.Id);
    }

    private void Renewed(WorkerLease worker)
    {
        _lease = new(worker.Token, worker.Until);
        _inFlight.Clear();
        _inFlight.UnionWith(worker.InFlight);
    }

    /// <summary>The process was silent for too long, or the reaper's clock runs ahead: the rows belong to the reaper now.</summary>
    private void Lose()
    {
        if (_rows.Count > 0) LeaseLost(logger, _rows.Count);
        _lease = null;
        _rows.Clear();
        _inFlight.Clear();
        _mayHoldUnknown = false;
    }

    private sealed record HeldLease(Guid Token, DateTimeOffset Until);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease on {Count} deliveries was lost; they go back to the queue")]
    private static partial void LeaseLost(ILogger logger, int count);
}
