using Campaigns.Web.Features.Shared;
using Campaigns.Web.Outside;

namespace Campaigns.Web.Features.Reports;

/// <summary>Moves what this process has counted into the hourly rows. What cannot be written now is kept for the next time.</summary>
public sealed partial class FlushReach(ReachCounter counter, ReachSql sql, ILogger<FlushReach> log) : IJob
{
    private const int Most = 5_000;

    public async Task RunAsync(CancellationToken ct)
    {
        var left = counter.Take().Select(entry => new CountedReach(entry.Key.Hour, entry.Key.Key, entry.Value)).Order(CountedReach.Order).ToList();
        try
        {
            for (; left.Count > 0; left.RemoveRange(0, Math.Min(Most, left.Count)))
                await sql.AddAsync(left.GetRange(0, Math.Min(Most, left.Count)), ct);
        }
        catch (Exception e)
        {
            counter.GiveBack(left.ToDictionary(row => (row.Hour, row.Key), row => row.Number));
            if (e is OperationCanceledException && ct.IsCancellationRequested) throw;
            NotWritten(left.Count, e.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} counts of reach were not written ({Error}) and wait for the next time")]
    private partial void NotWritten(int count, string error);
}

/// <summary>Runs it every few seconds in every process that serves pages, and once more when the process stops: counts are its own, so no other node could.</summary>
public sealed class FlushReachLoop(FlushReach flush) : BackgroundService
{
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(4), AtTheEnd = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Each);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await flush.RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { } // the last run follows in StopAsync
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // The web server has stopped by now: hosted services stop in the reverse order of their start, and it starts last.
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        soon.CancelAfter(AtTheEnd);
        try { await flush.RunAsync(soon.Token); }
        catch (OperationCanceledException) { } // the database is away: a few seconds of openings are lost, as the reach page says
    }
}
