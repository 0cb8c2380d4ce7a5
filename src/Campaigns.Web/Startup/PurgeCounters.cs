using Campaigns.Core;
using Campaigns.Web.Outside;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Startup;

/// <summary>
/// Nightly: drops the counters whose windows are over. Network addresses get another key each day, so every one of them ends here.
/// A few thousand at a time, and past those that somebody counts on at this moment: waiting for them could meet a signer who waits for us.
/// </summary>
public sealed class PurgeCounters(CampaignsDb db, SqlDialect dialect, TimeProvider clock) : IJob
{
    internal const int AtATime = 5_000;

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        for (Guid? last = Guid.Empty; last is { } from;) last = await PurgeAsync(from, now, ct);
    }

    /// <returns>Where the next go begins; null after the last.</returns>
    private async Task<Guid?> PurgeAsync(Guid from, DateTime now, CancellationToken ct)
    {
        var over = await db.Database.SqlQuery<Guid>(
            $"SELECT key AS \"Value\" FROM limit_counter WHERE key > {from} AND burst_until <= {now} AND sustained_until <= {now} ORDER BY key LIMIT {AtATime}").ToListAsync(ct);
        if (over.Count == 0) return null;
        var to = over[^1];
        if (dialect is SqlDialect.Postgres)
            await db.Database.ExecuteSqlAsync($"""
                DELETE FROM limit_counter WHERE key IN (
                  SELECT key FROM limit_counter WHERE key > {from} AND key <= {to} AND burst_until <= {now} AND sustained_until <= {now} FOR UPDATE SKIP LOCKED)
                """, ct);
        else await db.Database.ExecuteSqlAsync($"DELETE FROM limit_counter WHERE key > {from} AND key <= {to} AND burst_until <= {now} AND sustained_until <= {now}", ct);
        return over.Count < AtATime ? null : to;
    }
}
