using System.Collections.Concurrent;
using System.Data.Common;
using System.Threading.Channels;
using Campaigns.Web.Outside.Jobs;

namespace Campaigns.Web.Features.Deliveries;

/// <summary>
/// Writes the queue for this process. Connections hand it what they ask for (claims, fences, completions) and wait for their own answer;
/// while one batch commits, the next gathers, so that under load a commit serves many messages and an idle queue pays no waiting time.
/// A database that is away is waited for: a mail that was sent stays with its connection until that is written down.
/// </summary>
internal sealed partial class DeliveryCommitter : IAsyncDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2), LongestGathering = TimeSpan.FromMilliseconds(2);

    private readonly DeliverySql _sql;
    private readonly QueueOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<DeliveryCommitter> _logger;
    private readonly string _owner;
    private readonly Channel<Request> _requests = Channel.CreateUnbounded<Request>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<Lease, DateTimeOffset> _held = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer _renewal;
    private readonly Task _pump;
    private int _senders;

    public DeliveryCommitter(DeliverySql sql, QueueOptions options, JobLeases nodes, TimeProvider time, ILogger<DeliveryCommitter> logger)
    {
        (_sql, _options, _time, _logger, _owner) = (sql, options, time, logger, nodes.Owner);
        _pump = Task.Run(PumpAsync);
        _renewal = time.CreateTimer(_ => RenewHeld(), null, options.Lease / 3, options.Lease / 3);
    }

    /// <summary>Claims what is due, urgent rows and others apart, each in the order in which they leave.</summary>
    public async Task<(IReadOnlyList<ClaimedDelivery> Urgent, IReadOnlyList<ClaimedDelivery> Any)> ClaimAsync(ClaimOrder order)
    {
        var request = new Request { Claim = order };
        await AskAsync(request);
        return (request.Urgent, request.Any);
    }

    /// <param name="before">What became of the connection's last message, written in the same commit.</param>
    /// <returns>True when the body may leave now: the row is marked as begun under a lease that still holds.</returns>
    public async Task<bool> FenceAsync(Lease lease, Completion? before = null)
    {
        var result = await AskAsync(new Request { Completion = before, Fence = lease });
        if (before is not null) Completed(before, result);
        return result.Fenced.Contains(lease) && Holds(lease);
    }

    /// <summary>Writes down what became of a row. A row that someone claimed since is left alone.</summary>
    public async Task CompleteAsync(Completion completion) => Completed(completion, await AskAsync(new Request { Completion = completion }));

    /// <summary>A connection has a message in hand; its fence will be asked for in a moment.</summary>
    public void Enter() => Interlocked.Increment(ref _senders);

    public void Leave() => Interlocked.Decrement(ref _senders);

    /// <summary>Gives a row back that was not begun.</summary>
    public async Task ReleaseAsync(Lease lease)
    {
        _held.TryRemove(lease, out _);
        await AskAsync(new Request { Release = lease });
    }

    /// <summary>Whether the lease runs by this process's clock; asked again in the last moment before a body leaves.</summary>
    public bool Holds(Lease lease) => _held.TryGetValue(lease, out var until) && until > _time.GetUtcNow();

    public async ValueTask DisposeAsync()
    {
        await _renewal.DisposeAsync();
        _requests.Writer.TryComplete();
        _stop.CancelAfter(_options.StopWithin);
        await _pump;
        await _sql.DisposeAsync();
        _stop.Dispose();
    }

    private static ClaimedDelivery[] InOrder(List<ClaimedDelivery> rows) => [.. rows.OrderBy(row => row.Priority).ThenBy(row => row.Id)];

    /// <summary>Each row to one of those who asked.</summary>
    private static void ShareOut(List<Request> requests, ReadOnlySpan<ClaimedDelivery> urgent, ReadOnlySpan<ClaimedDelivery> any)
    {
        foreach (var request in requests)
        {
            var (u, a) = (Math.Min(request.Claim.Urgent, urgent.Length), Math.Min(request.Claim.Any, any.Length));
            (request.Urgent, request.Any) = (urgent[..u].ToArray(), any[..a].ToArray());
            urgent = urgent[u..];
            any = any[a..];
        }
    }

    private void Completed(Completion completion, DeliveryBatchResult result)
    {
        _held.TryRemove(completion.Lease, out _);
        if (!result.Completed.Contains(completion.Lease)) CompletedTooLate(_logger, completion.Lease.Id, completion.Outcome);
    }

    private async Task<DeliveryBatchResult> AskAsync(Request request)
    {
        if (!_requests.Writer.TryWrite(request)) throw new OperationCanceledException("The queue is stopping.");
        return await request.Answer.Task;
    }

    private void RenewHeld()
    {
        var now = _time.GetUtcNow();
        foreach (var (lease, until) in _held)
            if (until <= now - _options.Lease) _held.TryRemove(lease, out _); // lost long ago
        if (!_held.IsEmpty) _requests.Writer.TryWrite(new Request { Renews = true });
    }

    private async Task PumpAsync()
    {
        List<Request> batch = [];
        while (await _requests.Reader.WaitToReadAsync())
        {
            batch.Clear();
            Take(batch);
            if (batch.Count < Wanted) await GatherAsync(batch);
            try
            {
                await WriteAsync(batch);
            }
            catch (Exception e)
            {
                foreach (var request in batch) request.Answer.TrySetException(e);
            }
        }
    }

    private void Take(List<Request> batch)
    {
        while (batch.Count < 1000 && _requests.Reader.TryRead(out var request)) batch.Add(request);
    }

    /// <summary>
    /// Half of the connections that have a message in hand: while their commit is under way, the other half sends. Without waiting for them
    /// a commit carried 1.6 messages, and its fixed cost was most of what the database did (measured by P3).
    /// </summary>
    private int Wanted => Volatile.Read(ref _senders) / 2;

    private async Task GatherAsync(List<Request> batch)
    {
        using var late = new CancellationTokenSource(LongestGathering);
        try
        {
            while (batch.Count < Wanted && await _requests.Reader.WaitToReadAsync(late.Token)) Take(batch);
        }
        catch (OperationCanceledException) { } // a slow mail server must not keep those who are ready
    }

    /// <summary>Waits for a database that is away. What the database refuses is tried row by row, so that one row cannot spoil the others.</summary>
    private async Task WriteAsync(List<Request> requests)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await WriteOnceAsync(requests);
                return;
            }
            catch (DbException e) when (IsRefusal(e))
            {
                if (requests.Count == 1)
                {
                    Refused(_logger, e);
                    requests[0].Answer.TrySetException(e);
                    return;
                }
                foreach (var request in requests) await WriteAsync([request]);
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                if (tries == 0) DatabaseAway(_logger, requests.Count, e);
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(LongestPause.TotalMilliseconds, 50 << Math.Min(tries, 6))), _stop.Token);
            }
        }
    }

    /// <summary>The statement or its values are wrong, which no waiting mends; everything else may pass.</summary>
    private static bool IsRefusal(DbException e) => e switch
    {
        Npgsql.PostgresException refusal => !refusal.IsTransient && refusal.SqlState is not ['0', '8', ..] && refusal.SqlState is not ['5', '7', ..],
        Microsoft.Data.Sqlite.SqliteException refusal => refusal.SqliteErrorCode is 1 or 18 or 19 or 20 or 25,
        _ => false,
    };

    private async Task WriteOnceAsync(List<Request> requests)
    {
        var now = _time.GetUtcNow();
        var until = now + _options.Lease;
        var batch = new DeliveryBatch();
        foreach (var request in requests)
        {
            if (request.Completion is { } completion) batch.Completions.Add(completion);
            if (request.Fence is { } fence) batch.Fences.Add(fence);
            if (request.Release is { } release) batch.Releases.Add(release);
            if (request.Renews) batch.Renewals.AddRange(_held.Keys);
            batch.Claim = new(batch.Claim.Urgent + request.Claim.Urgent, batch.Claim.Any + request.Claim.Any);
        }

        var result = await _sql.WriteAsync(batch, _owner, now, until, _stop.Token);
        foreach (var row in result.Urgent.Concat(result.Any)) _held[row.Lease] = until;
        ShareOut(requests, InOrder(result.Urgent), InOrder(result.Any));
        foreach (var lease in result.Renewed) Renewed(lease, until);
        foreach (var request in requests) request.Answer.TrySetResult(result);
    }

    /// <summary>A row that was not renewed runs out by itself: somebody has it, or it is being written at this moment.</summary>
    private void Renewed(Lease lease, DateTimeOffset until)
    {
        // A row completed meanwhile is not held again by a renewal that was under way.
        if (_held.TryGetValue(lease, out var before)) _held.TryUpdate(lease, until, before);
    }

    private sealed class Request
    {
        public Completion? Completion { get; init; }
        public Lease? Fence { get; init; }
        public Lease? Release { get; init; }
        public bool Renews { get; init; }
        public ClaimOrder Claim { get; init; }
        public ClaimedDelivery[] Urgent { get; set; } = [];
        public ClaimedDelivery[] Any { get; set; } = [];
        public TaskCompletionSource<DeliveryBatchResult> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Delivery {Delivery} ended as {Outcome} after its lease was lost; nothing was changed")]
    private static partial void CompletedTooLate(ILogger logger, Guid delivery, string? outcome);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queue's database did not answer; {Count} requests wait for it")]
    private static partial void DatabaseAway(ILogger logger, int count, Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database refused one row of the queue")]
    private static partial void Refused(ILogger logger, Exception e);
}
