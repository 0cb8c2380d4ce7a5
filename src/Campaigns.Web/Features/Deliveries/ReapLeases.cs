using Campaigns.Core;
using Campaigns.Core.Deliveries;
using Campaigns.Web.Outside;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Deliveries;

/// <summary>
/// Takes back the rows of workers that are gone, and their leases with them. Body not begun: they wait again. Body begun: nobody knows, so a
/// mail is sent once more later and is Uncertain after that. The lease token stays on a row, so that a late 250 can still be written down
/// unless someone claimed since. The lock on the worker's row stands between this and a worker that wakes up: it finds its lease gone.
/// </summary>
internal sealed partial class ReapLeases(CampaignsDb db, SqlDialect dialect, TimeProvider time, ILogger<ReapLeases> logger) : IJob
{
    private const int MostLosses = 10;
    private static readonly TimeSpan FirstSpread = TimeSpan.FromSeconds(5), LongestSpread = TimeSpan.FromMinutes(30);

    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested && await ReapOneAsync(ct)) { }
    }

    private async Task<bool> ReapOneAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        // On SQLite this is the one write transaction of the file, which locks more than the row.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await LockExpiredAsync(now, ct) is not { } worker) return false;

        // The claim index holds what is being sent; naming its columns finds it.
        var rows = await db.Deliveries.AsNoTracking()
            .Where(d => DeliveryPriority.All.Contains(d.Priority) && d.NextAttemptAt != null && d.State == DeliveryState.Sending && d.LeaseToken == worker.Id).ToListAsync(ct);
        foreach (var row in rows) await TakeBackAsync(row, worker, now, ct);
        db.Remove(worker);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
        if (rows.Count > 0) Reaped(logger, rows.Count, rows.Count(row => worker.InFlight.Contains(row.Id)));
        return true;
    }

    /// <summary>A row that its worker or another reaper writes at this moment is passed over.</summary>
    private async Task<DeliveryWorker?> LockExpiredAsync(DateTimeOffset now, CancellationToken ct)
    {
        var at = now.UtcDateTime;
        return dialect is SqlDialect.Postgres
            ? (await db.DeliveryWorkers.FromSql($"SELECT * FROM delivery_worker WHERE until <= {at} ORDER BY until LIMIT 1 FOR UPDATE SKIP LOCKED").AsTracking().ToListAsync(ct)).SingleOrDefault()
            : await db.DeliveryWorkers.Where(worker => worker.Until <= now).OrderBy(worker => worker.Until).FirstOrDefaultAsync(ct);
    }

    private async Task TakeBackAsync(Delivery row, DeliveryWorker worker, DateTimeOffset now, CancellationToken ct)
    {
        var isBegun = worker.InFlight.Contains(row.Id);
        var (state, reason, next) = isBegun ? Begun(row, now) : NotBegun(row, now);
        var attempts = isBegun ? 1 : 0;
        var resends = isBegun && state is DeliveryState.Pending ? 1 : 0;
        var losses = isBegun ? 0 : 1;

        var changed = await db.Deliveries
            .Where(d => d.Id == row.Id && d.LeaseToken == worker.Id && d.State == DeliveryState.Sending)
            .ExecuteUpdateAsync(set => set
                .SetProperty(d => d.State, state)
                .SetProperty(d => d.Reason, reason)
                .SetProperty(d => d.NextAttemptAt, next)
                .SetProperty(d => d.Attempts, d => d.Attempts + attempts)
                .SetProperty(d => d.Resends, d => d.Resends + resends)
                .SetProperty(d => d.LeaseLosses, d => d.LeaseLosses + losses), ct);
        // Its worker may have written down a late 250 meanwhile.
        if (isBegun && changed > 0) db.Add(new DeliveryAttempt(row.Id, "LeaseLost", worker.Name, now));
    }

    /// <summary>
    /// A row that kills its worker takes the rows held with it down as well. Each loss spreads them further apart in time,
    /// so that the harmless ones leave without it; the one that goes on killing ends here.
    /// </summary>
    private static (DeliveryState, string?, DateTimeOffset?) NotBegun(Delivery row, DateTimeOffset now)
    {
        if (row.LeaseLosses + 1 >= MostLosses) return (DeliveryState.Failed, $"The worker stopped {MostLosses} times while it held this message.", null);
        var spread = row.LeaseLosses == 0 ? TimeSpan.Zero : FirstSpread * Math.Pow(2, row.LeaseLosses - 1);
        if (spread > LongestSpread) spread = LongestSpread;
        return (DeliveryState.Pending, null, now + (spread * Random.Shared.NextDouble()));
    }

    private static (DeliveryState, string?, DateTimeOffset?) Begun(Delivery row, DateTimeOffset now) =>
        row.Channel is DeliveryChannel.Mail && row.Resends == 0
            ? (DeliveryState.Pending, "The worker stopped while this was being sent; sent once more with the same Message-ID.", now + OutcomeRules.ResendAfter(row.Kind))
            : (DeliveryState.Uncertain, "The worker stopped while this was being sent; it may have arrived.", null);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} deliveries of a stopped worker were taken back, {Begun} of them with their body begun")]
    private static partial void Reaped(ILogger logger, int count, int begun);
}
