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
    private static readonly string CountSql = LimitCounterSql.Count("VALUES ({0}, {1}, {2}, {1}, {3})", "{4}",
        """burst AS "Burst", burst_until AS "BurstUntil", sustained AS "Sustained", sustained_until AS "SustainedUntil" """);

    /// <summary>Counts one act.</summary>
    /// <param name="thing">What is counted: a network address or any other name.</param>
    /// <param name="isAddress">Network addresses get another key each day.</param>
    /// <returns>Null while within the limit; otherwise when to try again.</returns>
    public async Task<DateTimeOffset?> TakeAsync(string rule, string thing, CancellationToken ct, bool isAddress = true)
    {
        await rules.RefreshAsync(ct);
        var (limit, counted) = (rules[rule], await CountAsync(rule, thing, isAddress ? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime) : null, 1, ct));
        return counted.Sustained > limit.Sustained ? counted.SustainedUntil : counted.Burst > limit.Burst ? counted.BurstUntil : null;
    }

    /// <summary>Counts several acts at once, whatever the limit says to it.</summary>
    /// <param name="day">Null for a counter whose key stays.</param>
    /// <returns>What the two windows hold with them, and when each is over.</returns>
    public async Task<LimitCount> CountAsync(string rule, string thing, DateOnly? day, int number, CancellationToken ct)
    {
        var (limit, now) = (rules[rule], clock.GetUtcNow());
        var (at, burstUntil, sustainedUntil) = (now.UtcDateTime, limit.BurstUntil(now).UtcDateTime, limit.SustainedUntil(now).UtcDateTime);
        var key = keys.LimitKey(rule, thing, day);
        await using var db = await databases.CreateDbContextAsync(ct);
        var counted = (await db.Database.SqlQueryRaw<Row>(CountSql, key, number, burstUntil, sustainedUntil, at).ToListAsync(ct))[0];
        return new(counted.Burst, Utc(counted.BurstUntil), counted.Sustained, Utc(counted.SustainedUntil));
    }

    private static DateTimeOffset Utc(DateTime stored) => new(DateTime.SpecifyKind(stored, DateTimeKind.Utc));

    private sealed record Row(int Burst, DateTime BurstUntil, int Sustained, DateTime SustainedUntil);
}

/// <summary>What the two windows of a counter hold, and when they are over.</summary>
public readonly record struct LimitCount(int Burst, DateTimeOffset BurstUntil, int Sustained, DateTimeOffset SustainedUntil);

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
