using System.Data.Common;
using System.Threading.Channels;
using Campaigns.Web.Outside.Jobs;

namespace Campaigns.Web.Features.Deliveries;

/// <summary>
/// Writes the queue for this process. Connections hand it what they ask for (claims, fences, completions) and wait for their own answer;
/// while one batch commits, the next gathers, so that under load a commit serves many messages and an idle queue pays no waiting time.
/// Each commit also renews this process's lease and says which bodies may be under way; a lease that was lost is replaced by a new one, and
/// what was held under it is no longer ours.
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
    private readonly Channel<DeliveryRequest> _requests = Channel.CreateUnbounded<DeliveryRequest>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer _renewal;
    private readonly Task _pump;

    private readonly HeldDeliveries _held;
    private int _senders;

    public DeliveryCommitter(DeliverySql sql, QueueOptions options, JobLeases nodes, TimeProvider time, ILogger<DeliveryCommitter> logger)
    {
        (_sql, _options, _time, _logger, _owner) = (sql, options, time, logger, nodes.Owner);
        _held = new(_owner, options.Lease, logger);
        _pump = Task.Run(PumpAsync);
        _renewal = time.CreateTimer(_ => _requests.Writer.TryWrite(new DeliveryRequest { Renews = true }), null, options.Lease / 3, options.Lease / 3);
    }

    /// <summary>Claims what is due, urgent rows and others apart, each in the order in which they leave.</summary>
    public async Task<(IReadOnlyList<ClaimedDelivery> Urgent, IReadOnlyList<ClaimedDelivery> Any)> ClaimAsync(ClaimOrder order)
    {
        var request = new DeliveryRequest { Claim = order };
        await AskAsync(request);
        return (request.Urgent, request.Any);
    }

    /// <param name="before">What became of the connection's last message, written in the same commit.</param>
    /// <returns>True when the body may leave now: the row is marked as begun under a lease that still holds.</returns>
    public async Task<bool> FenceAsync(Lease lease, Completion? before = null)
    {
        var request = new DeliveryRequest { Completion = before, Fence = lease };
        await AskAsync(request);
        if (before is not null) Completed(before, request);
        return request.IsFenced && Holds(lease);
    }

    /// <summary>Writes down what became of a row. A row that someone claimed since is left alone.</summary>
    public async Task CompleteAsync(Completion completion)
    {
        var request = new DeliveryRequest { Completion = completion };
        await AskAsync(request);
        Completed(completion, request);
    }

    /// <summary>A connection has a message in hand; its fence will be asked for in a moment.</summary>
    public void Enter() => Interlocked.Increment(ref _senders);

    public void Leave() => Interlocked.Decrement(ref _senders);

    /// <summary>Gives a row back that was not begun.</summary>
    public Task ReleaseAsync(Lease lease) => AskAsync(new DeliveryRequest { Release = lease });

    /// <summary>Whether the lease runs by this process's clock; asked again in the last moment before a body leaves.</summary>
    public bool Holds(Lease lease) => _held.Holds(lease, _time.GetUtcNow());

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
    private static void ShareOut(List<DeliveryRequest> requests, ReadOnlySpan<ClaimedDelivery> urgent, ReadOnlySpan<ClaimedDelivery> any)
    {
        foreach (var request in requests)
        {
            var (u, a) = (Math.Min(request.Claim.Urgent, urgent.Length), Math.Min(request.Claim.Any, any.Length));
            (request.Urgent, request.Any) = (urgent[..u].ToArray(), any[..a].ToArray());
            urgent = urgent[u..];
            any = any[a..];
        }
    }

    private void Completed(Completion completion, DeliveryRequest request)
    {
        if (!request.IsCompleted) CompletedTooLate(_logger, completion.Lease.Id, completion.Outcome);
    }

    private Task AskAsync(DeliveryRequest request)
    {
        if (!_requests.Writer.TryWrite(request)) throw new OperationCanceledException("The queue is stopping.");
        return request.Answer.Task;
    }

    private async Task PumpAsync()
    {
        List<DeliveryRequest> batch = [];
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

    private void Take(List<DeliveryRequest> batch)
    {
        while (batch.Count < 1000 && _requests.Reader.TryRead(out var request)) batch.Add(request);
    }

    /// <summary>
    /// Half of the connections that have a message in hand: while their commit is under way, the other half sends. Without waiting for them
    /// a commit carried 1.6 messages, and its fixed cost was most of what the database did (measured by P3).
    /// </summary>
    private int Wanted => Volatile.Read(ref _senders) / 2;

    private async Task GatherAsync(List<DeliveryRequest> batch)
    {
        using var late = new CancellationTokenSource(LongestGathering);
        try
        {
            while (batch.Count < Wanted && await _requests.Reader.WaitToReadAsync(late.Token)) Take(batch);
        }
        catch (OperationCanceledException) { } // a slow mail server must not keep those who are ready
    }

    /// <summary>Waits for a database that is away. What the database refuses is tried row by row, so that one row cannot spoil the others.</summary>
    private async Task WriteAsync(List<DeliveryRequest> requests)
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
                _held.MayHoldUnknown();
                if (tries == 0) DatabaseAway(_logger, requests.Count, e);
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(LongestPause.TotalMilliseconds, 50 << Math.Min(tries, 6))), _stop.Token);
            }
        }
    }

    /// <summary>The statement or its values are wrong, which no waiting mends; everything else may pass.</summary>
    internal static bool IsRefusal(DbException e) => !Startup.DatabaseAway.Is(e) && e switch
    {
        Npgsql.PostgresException refusal => !refusal.IsTransient && refusal.SqlState is not ['0', '8', ..] && refusal.SqlState is not ['5', '7', ..],
        Microsoft.Data.Sqlite.SqliteException refusal => refusal.SqliteErrorCode is 1 or 18 or 19 or 20 or 25,
        _ => false,
    };

    private async Task WriteOnceAsync(List<DeliveryRequest> requests)
    {
        var now = _time.GetUtcNow();
        _held.LoseWhenOver(now);
        var batch = new DeliveryBatch { Worker = _held.For(requests, now), Known = _held.Known };
        foreach (var request in requests)
        {
            if (request.Completion is { } completion) batch.Completions.Add(completion);
            if (request.Release is { } release) batch.Releases.Add(release);
            batch.Claim = new(batch.Claim.Urgent + request.Claim.Urgent, batch.Claim.Any + request.Claim.Any);
        }

        var result = batch.IsEmpty ? new() : await _sql.WriteAsync(batch, _owner, now, _stop.Token);
        _held.Committed(batch.Worker, requests, result);
        ShareOut(requests, InOrder(result.Urgent), InOrder(result.Any));

        var again = result.IsHeld ? [] : requests.Where(request => request.Claim != default).ToList(); // a claim needs a lease, so it makes one
        Answer(requests.Except(again).ToArray());
        if (again.Count > 0) await WriteAsync(again);
    }

    /// <summary>One after the other on one thread, while the next batch is put together: each has little to do before it waits again, so a thread of its own is not worth waking.</summary>
    private static void Answer(DeliveryRequest[] requests) => ThreadPool.UnsafeQueueUserWorkItem(static requests =>
    {
        foreach (var request in requests) request.Answer.TrySetResult();
    }, requests, preferLocal: false);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Delivery {Delivery} ended as {Outcome} after its lease was lost; nothing was changed")]
    private static partial void CompletedTooLate(ILogger logger, Guid delivery, string? outcome);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queue's database did not answer; {Count} requests wait for it")]
    private static partial void DatabaseAway(ILogger logger, int count, Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database refused one row of the queue")]
    private static partial void Refused(ILogger logger, Exception e);
}
