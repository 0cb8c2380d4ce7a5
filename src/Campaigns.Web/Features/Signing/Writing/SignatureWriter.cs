using System.Data.Common;
using System.Threading.Channels;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Outside;
using Campaigns.Web.Startup;

namespace Campaigns.Web.Features.Signing.Writing;

/// <summary>
/// Requests hand over a signing and wait; whatever has come in meanwhile is committed together. So a burst costs a fraction of a commit
/// each, limits are counted once a batch, and SQLite has one writer instead of many that block one another.
/// </summary>
public sealed partial class SignatureWriter : BackgroundService
{
    private const int Capacity = 4_000, LargestBatch = 250;

    private readonly Channel<(SigningRequest Request, TaskCompletionSource Done)> _queue =
        Channel.CreateBounded<(SigningRequest, TaskCompletionSource)>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    /// <summary>Told when there may be something to start.</summary>
    private readonly Channel<byte> _look = Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });
    private readonly SignatureSql _sql;
    private readonly ConfirmationBudget _budget;
    private readonly LimitRules _limits;
    private readonly IJobHost _jobs;
    private readonly TimeProvider _clock;
    private readonly ILogger<SignatureWriter> _log;
    /// <summary>Batches that are being committed, and requests in them.</summary>
    private int _running, _underWay;

    internal SignatureWriter(SignatureSql sql, ConfirmationBudget budget, LimitRules limits, IJobHost jobs, TimeProvider clock, ILogger<SignatureWriter> log) =>
        (_sql, _budget, _limits, _jobs, _clock, _log) = (sql, budget, limits, jobs, clock, log);

    /// <summary>Returns once the signature and its mail are durable. The answer is the same whether it was the first, a repeat or beyond a limit.</summary>
    /// <exception cref="TooBusyException">The queue is full; nothing was written.</exception>
    /// <exception cref="DbException">The batch was rolled back, or the connection broke before its commit was acknowledged.</exception>
    public Task WriteAsync(SigningRequest request)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_queue.Writer.TryWrite((request, done))) throw new TooBusyException("More signatures arrive than the database takes at this moment.");
        if (_queue.Reader.Count >= Volatile.Read(ref _underWay)) _look.Writer.TryWrite(0);
        // Whoever hangs up meanwhile has signed all the same, so there is nothing to break off.
        return done.Task;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Stopping completes the queue, and what stands in it is still written: those people wait for an answer.
        await using var stop = stoppingToken.Register(() =>
        {
            _queue.Writer.TryComplete();
            _look.Writer.TryWrite(0);
        });
        var batches = new HashSet<Task>();
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var running = Volatile.Read(ref _running);
            // While one batch waits for its commit, a second one starts as soon as it would be as large; a smaller one would cost each of its requests more.
            if (running >= _sql.Writers || (running > 0 && _queue.Reader.Count < Volatile.Read(ref _underWay)))
            {
                await _look.Reader.ReadAsync(CancellationToken.None);
                continue;
            }
            batches.RemoveWhere(batch => batch.IsCompleted);
            batches.Add(CommitAsync(Take()));
        }
        await Task.WhenAll(batches);
    }

    private List<(SigningRequest Request, TaskCompletionSource Done)> Take()
    {
        var batch = new List<(SigningRequest Request, TaskCompletionSource Done)>(Math.Min(_queue.Reader.Count, LargestBatch));
        while (batch.Count < LargestBatch && _queue.Reader.TryRead(out var next)) batch.Add(next);
        return batch;
    }

    private async Task CommitAsync(List<(SigningRequest Request, TaskCompletionSource Done)> batch)
    {
        Interlocked.Increment(ref _running);
        Interlocked.Add(ref _underWay, batch.Count);
        await Task.Yield(); // the loop looks on
        await CommitTogetherAsync(batch);
        Interlocked.Add(ref _underWay, -batch.Count);
        // Before the loop is woken: what it then reads must be true, or it would wait for a batch that has ended.
        Interlocked.Decrement(ref _running);
        _look.Writer.TryWrite(0);
    }

    private async Task CommitTogetherAsync(List<(SigningRequest Request, TaskCompletionSource Done)> batch)
    {
        try
        {
            await _limits.RefreshAsync(CancellationToken.None);
            SigningRequest[] requests = [.. batch.Select(entry => entry.Request)];
            var slots = await _budget.TakeAsync(requests, CancellationToken.None);
            try { await _sql.CommitAsync(requests, slots, _clock.GetUtcNow(), CancellationToken.None); }
            finally { _budget.GiveBack(slots); }
            _jobs.Nudge<DrainDeliveries>();
            foreach (var (_, done) in batch) done.SetResult();
        }
        catch (DbException e) when (batch.Count > 1 && !e.IsTransient && !DatabaseAway.Is(e))
        {
            // One row that the database refuses must not take the others with it.
            RowsApart(batch.Count, e.SqlState);
            foreach (var entry in batch) await CommitTogetherAsync([entry]);
        }
        catch (Exception e)
        {
            Failed(batch.Count, e);
            foreach (var (_, done) in batch) done.TrySetException(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A batch of {Count} signings was refused with {SqlState}: written one by one")]
    private partial void RowsApart(int count, string? sqlState);

    [LoggerMessage(Level = LogLevel.Error, Message = "A batch of {Count} signings failed")]
    private partial void Failed(int count, Exception e);
}
