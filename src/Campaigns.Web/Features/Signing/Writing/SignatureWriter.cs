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
    private readonly SignatureSql _sql;
    private readonly LimitRules _limits;
    private readonly IJobHost _jobs;
    private readonly TimeProvider _clock;
    private readonly ILogger<SignatureWriter> _log;

    internal SignatureWriter(SignatureSql sql, LimitRules limits, IJobHost jobs, TimeProvider clock, ILogger<SignatureWriter> log) =>
        (_sql, _limits, _jobs, _clock, _log) = (sql, limits, jobs, clock, log);

    /// <summary>Returns once the signature and its mail are durable. The answer is the same whether it was the first, a repeat or beyond a limit.</summary>
    /// <exception cref="TooBusyException">The queue is full; nothing was written.</exception>
    /// <exception cref="DbException">The batch was rolled back, or the connection broke before its commit was acknowledged.</exception>
    public async Task WriteAsync(SigningRequest request, CancellationToken ct)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_queue.Writer.TryWrite((request, done))) throw new TooBusyException("More signatures arrive than the database takes at this moment.");
        await done.Task.WaitAsync(ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<(SigningRequest Request, TaskCompletionSource Done)>(LargestBatch);
        // Stopping completes the queue, and what stands in it is still written: those people wait for an answer.
        await using var stop = stoppingToken.Register(() => _queue.Writer.TryComplete());
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            batch.Clear();
            while (batch.Count < LargestBatch && _queue.Reader.TryRead(out var next)) batch.Add(next);
            await CommitAsync(batch);
        }
    }

    private async Task CommitAsync(List<(SigningRequest Request, TaskCompletionSource Done)> batch)
    {
        try
        {
            await _limits.RefreshAsync(CancellationToken.None);
            await _sql.CommitAsync([.. batch.Select(entry => entry.Request)], _clock.GetUtcNow(), CancellationToken.None);
            _jobs.Nudge<DrainDeliveries>();
            foreach (var (_, done) in batch) done.SetResult();
        }
        catch (DbException e) when (batch.Count > 1 && !e.IsTransient && !DatabaseAway.Is(e))
        {
            // One row that the database refuses must not take the others with it.
            RowsApart(batch.Count, e.SqlState);
            foreach (var entry in batch) await CommitAsync([entry]);
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
