using Campaigns.Core;
using Campaigns.Core.Deliveries;
using Campaigns.Web.Outside;
using Campaigns.Web.Outside.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Deliveries;

/// <summary>
/// Takes back rows whose worker is gone. Body not begun: they wait again. Body begun: nobody knows, so a mail is sent once more later and is
/// Uncertain after that. The lease token stays, so that a late 250 can still be written down unless someone claimed since.
/// </summary>
internal sealed partial class ReapLeases(CampaignsDb db, JobLeases nodes, TimeProvider time, ILogger<ReapLeases> logger) : IJob
{
    private const int BatchSize = 500;
    private const int MostLosses = 10;
    private static readonly TimeSpan FirstSpread = TimeSpan.FromSeconds(5), LongestSpread = TimeSpan.FromMinutes(30);

    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var now = time.GetUtcNow();
            var lost = await db.Deliveries.AsNoTracking().Where(d => d.State == DeliveryState.Sending && d.LeaseUntil <= now)
                .OrderBy(d => d.LeaseUntil).Take(BatchSize).ToListAsync(ct);
            if (lost.Count == 0) return;

            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            foreach (var row in lost) await TakeBackAsync(row, now, ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            db.ChangeTracker.Clear();
            Reaped(logger, lost.Count, lost.Count(row => row.DataStartedAt is not null));
        }
    }

    private async Task TakeBackAsync(Delivery row, DateTimeOffset now, CancellationToken ct)
    {
        var (state, reason, next) = row.DataStartedAt is null ? NotBegun(row, now) : Begun(row, now);
        var attempts = row.DataStartedAt is null ? 0 : 1;
        var resends = row.DataStartedAt is not null && state is DeliveryState.Pending ? 1 : 0;
        var losses = row.DataStartedAt is null ? 1 : 0;

        // Only if it is still the same lease and still over: its worker may have woken up and renewed it.
        var changed = await db.Deliveries
            .Where(d => d.Id == row.Id && d.LeaseToken == row.LeaseToken && d.State == DeliveryState.Sending && d.LeaseUntil <= now)
            .ExecuteUpdateAsync(set => set
                .SetProperty(d => d.State, state)
                .SetProperty(d => d.Reason, reason)
                .SetProperty(d => d.NextAttemptAt, next)
                .SetProperty(d => d.Attempts, d => d.Attempts + attempts)
                .SetProperty(d => d.Resends, d => d.Resends + resends)
                .SetProperty(d => d.LeaseLosses, d => d.LeaseLosses + losses)
                .SetProperty(d => d.LeaseOwner, (string?)null)
                .SetProperty(d => d.LeaseUntil, (DateTimeOffset?)null), ct);
        if (changed > 0 && row.DataStartedAt is not null) db.Add(new DeliveryAttempt(row.Id, "LeaseLost", row.LeaseOwner ?? nodes.Owner, now));
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
