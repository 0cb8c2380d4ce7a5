using Campaigns.Core;
using Campaigns.Core.Limits;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.SignIn;

/// <summary>How often one address may try to sign in, counted in the database so that every node counts together.</summary>
public sealed class SignInLimit(CampaignsDb db, InstallationKeys keys, TimeProvider clock)
{
    /// <summary>Counts one try.</summary>
    /// <returns>Null when it may go on, otherwise when the next one may come.</returns>
    public async Task<DateTimeOffset?> RunAsync(HttpContext context, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var rule = await db.LimitRules.AsNoTracking().SingleAsync(r => r.Name == LimitNames.SignIn, ct);
        var key = keys.LimitKey(rule.Name, ClientNetwork.Single(context.Connection.RemoteIpAddress) ?? "none", DateOnly.FromDateTime(now.UtcDateTime));
        var counted = await CountAsync(rule, key, now.UtcDateTime, ct);

        if (counted.Burst > rule.Burst) return Utc(counted.BurstSince).AddSeconds(rule.BurstSeconds);
        return counted.Sustained > rule.Sustained ? Utc(counted.SustainedSince).AddSeconds(rule.SustainedSeconds) : null;
    }

    /// <summary>One statement, the same on both databases: tries that arrive together are all counted.</summary>
    private async Task<Counted> CountAsync(LimitRule rule, byte[] key, DateTime now, CancellationToken ct)
    {
        var (burstFrom, sustainedFrom) = (now.AddSeconds(-rule.BurstSeconds), now.AddSeconds(-rule.SustainedSeconds));
        var rows = await db.Database.SqlQuery<Counted>($"""
            INSERT INTO limit_counter (rule, key, burst, burst_since, sustained, sustained_since)
            VALUES ({rule.Name}, {key}, 1, {now}, 1, {now})
            ON CONFLICT (rule, key) DO UPDATE SET
                burst = CASE WHEN limit_counter.burst_since <= {burstFrom} THEN 1 ELSE limit_counter.burst + 1 END,
                burst_since = CASE WHEN limit_counter.burst_since <= {burstFrom} THEN {now} ELSE limit_counter.burst_since END,
                sustained = CASE WHEN limit_counter.sustained_since <= {sustainedFrom} THEN 1 ELSE limit_counter.sustained + 1 END,
                sustained_since = CASE WHEN limit_counter.sustained_since <= {sustainedFrom} THEN {now} ELSE limit_counter.sustained_since END
            RETURNING burst AS "Burst", burst_since AS "BurstSince", sustained AS "Sustained", sustained_since AS "SustainedSince"
            """).ToListAsync(ct);
        return rows[0];
    }

    private static DateTimeOffset Utc(DateTime stored) => new(DateTime.SpecifyKind(stored, DateTimeKind.Utc));

    private sealed record Counted(int Burst, DateTime BurstSince, int Sustained, DateTime SustainedSince);
}
