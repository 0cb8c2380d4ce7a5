using Microsoft.EntityFrameworkCore;

namespace Campaigns.Core.Reporting;

/// <summary>A few days of many campaigns at once, for lists.</summary>
public sealed partial class CampaignReportQuery
{
    /// <summary>Confirmed signatures a day, each in its campaign's zone, in one query for all of them.</summary>
    /// <param name="zones">IANA names by campaign.</param>
    /// <returns>For each campaign <paramref name="days"/> numbers, today last.</returns>
    public async Task<IReadOnlyDictionary<Guid, int[]>> RecentAsync(IReadOnlyDictionary<Guid, string> zones, int days, CancellationToken ct)
    {
        var (now, ids) = (clock.GetUtcNow(), zones.Keys.ToList());
        // The earliest midnight of any zone lies fourteen hours before that of UTC.
        var from = new DateTimeOffset(now.UtcDateTime.Date.AddDays(-days), TimeSpan.Zero).UtcDateTime;
        var known = ids.ToDictionary(id => id, id => (Zone: TimeZoneInfo.TryFindSystemTimeZoneById(zones[id], out var zone) ? zone : TimeZoneInfo.Utc, Numbers: new int[days]));
        if (ids.Count == 0) return new Dictionary<Guid, int[]>();
        var places = string.Join(", ", ids.Select((_, at) => $"{{{at + 1}}}"));
        var quarter = db.Database.ProviderName?.EndsWith("PostgreSQL", StringComparison.Ordinal) is true ? $"CAST(floor(extract(epoch FROM confirmed_at) / {QuarterOfAnHour}) AS bigint)" : $"CAST(strftime('%s', confirmed_at) AS integer) / {QuarterOfAnHour}";
        var sql = $$"""
            SELECT campaign_id AS "CampaignId", {{quarter}} AS "Quarter", CAST(count(*) AS integer) AS "Number"
            FROM signature WHERE campaign_id IN ({{places}}) AND state = 'Confirmed' AND NOT is_test AND confirmed_at >= {0} GROUP BY 1, 2
            """;
        var sums = await db.Database.SqlQueryRaw<RecentSum>(sql, [from, .. ids.Cast<object>()]).ToListAsync(ct);
        foreach (var sum in sums)
        {
            var (zone, numbers) = known[sum.CampaignId];
            var ago = DayIn(zone, now).DayNumber - DayIn(zone, DateTimeOffset.FromUnixTimeSeconds(sum.Quarter * QuarterOfAnHour)).DayNumber;
            if (ago >= 0 && ago < days) numbers[days - 1 - ago] += sum.Number;
        }
        return known.ToDictionary(of => of.Key, of => of.Value.Numbers);
    }

    private static DateOnly DayIn(TimeZoneInfo zone, DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    private sealed record RecentSum(Guid CampaignId, long Quarter, int Number);
}
