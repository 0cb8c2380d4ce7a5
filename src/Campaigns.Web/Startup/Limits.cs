using System.Net;
using System.Net.Sockets;
using Campaigns.Core;
using Campaigns.Core.Limits;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Startup;

/// <summary>The rules of <c>limit_rule</c>, read again every half minute, so that an administrator's change holds soon on every node.</summary>
public sealed class LimitRules(IDbContextFactory<CampaignsDb> databases, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private IReadOnlyDictionary<string, LimitRule> _rules = new Dictionary<string, LimitRule>();
    private DateTimeOffset _readAt = DateTimeOffset.MinValue;

    public LimitRule this[string name] => _rules[name];

    /// <param name="counted">What the two windows hold with the act in question.</param>
    public bool Exceeds(string name, (int Burst, int Sustained) counted) =>
        _rules[name] is var rule && (counted.Burst > rule.Burst || counted.Sustained > rule.Sustained);

    public async ValueTask RefreshAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (now - _readAt < Fresh && now >= _readAt) return;
        await using var db = await databases.CreateDbContextAsync(ct);
        Use(await db.LimitRules.AsNoTracking().ToListAsync(ct));
        _readAt = now;
    }

    internal void Use(IEnumerable<LimitRule> rules) => _rules = rules.ToDictionary(rule => rule.Name);
}

/// <summary>Counts single acts against a rule, for whatever is not written in batches.</summary>
public sealed class Limits(IDbContextFactory<CampaignsDb> databases, LimitRules rules, InstallationKeys keys, TimeProvider clock)
{
    /// <summary>Counts one act.</summary>
    /// <param name="thing">What is counted: a network address (which gets another key each day) or any other name.</param>
    /// <returns>Null while within the limit; otherwise when to try again.</returns>
    public async Task<DateTimeOffset?> TakeAsync(string rule, string thing, CancellationToken ct)
    {
        await rules.RefreshAsync(ct);
        var (limit, now) = (rules[rule], clock.GetUtcNow());
        var (at, burstOver, sustainedOver) = (now.UtcDateTime, now.AddSeconds(-limit.BurstSeconds).UtcDateTime, now.AddSeconds(-limit.SustainedSeconds).UtcDateTime);
        var key = keys.LimitKey(rule, thing, DateOnly.FromDateTime(at));
        await using var db = await databases.CreateDbContextAsync(ct);
        var counted = (await db.Database.SqlQuery<Row>($"""
            INSERT INTO limit_counter (rule, key, burst, burst_since, sustained, sustained_since) VALUES ({rule}, {key}, 1, {at}, 1, {at})
            ON CONFLICT (rule, key) DO UPDATE SET
              burst = CASE WHEN limit_counter.burst_since <= {burstOver} THEN 1 ELSE limit_counter.burst + 1 END,
              burst_since = CASE WHEN limit_counter.burst_since <= {burstOver} THEN {at} ELSE limit_counter.burst_since END,
              sustained = CASE WHEN limit_counter.sustained_since <= {sustainedOver} THEN 1 ELSE limit_counter.sustained + 1 END,
              sustained_since = CASE WHEN limit_counter.sustained_since <= {sustainedOver} THEN {at} ELSE limit_counter.sustained_since END
            RETURNING burst AS "Burst", burst_since AS "BurstSince", sustained AS "Sustained", sustained_since AS "SustainedSince"
            """).ToListAsync(ct))[0];
        return counted.Sustained > limit.Sustained ? Utc(counted.SustainedSince).AddSeconds(limit.SustainedSeconds)
            : counted.Burst > limit.Burst ? Utc(counted.BurstSince).AddSeconds(limit.BurstSeconds)
            : null;
    }

    private static DateTimeOffset Utc(DateTime stored) => new(DateTime.SpecifyKind(stored, DateTimeKind.Utc));

    private sealed record Row(int Burst, DateTime BurstSince, int Sustained, DateTime SustainedSince);
}

/// <summary>The parts of a network address that limits and records use.</summary>
public static class NetworkParts
{
    /// <summary>/32 for IPv4, /64 for IPv6.</summary>
    public static string AddressOf(IPAddress? address) => Cut(address, 32, 64);

    /// <summary>/24 for IPv4, /56 for IPv6.</summary>
    public static string RangeOf(IPAddress? address) => Cut(address, 24, 56);

    /// <summary>What may be stored: /24 for IPv4, /48 for IPv6.</summary>
    public static string StoredOf(IPAddress? address) => Cut(address, 24, 48);

    private static string Cut(IPAddress? address, int bits4, int bits6)
    {
        if (address is null) return "unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bits = address.AddressFamily is AddressFamily.InterNetwork ? bits4 : bits6;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        for (var at = 0; at < length; at++)
        {
            var kept = Math.Clamp(bits - (at * 8), 0, 8);
            bytes[at] &= (byte)(0xFF << (8 - kept));
        }
        return $"{new IPAddress(bytes[..length])}/{bits}";
    }
}
