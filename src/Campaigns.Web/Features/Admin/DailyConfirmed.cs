using Campaigns.Core;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Admin;

/// <param name="Day">In the campaign's time zone.</param>
public sealed record DayCount(DateOnly Day, int Confirmed);

/// <summary>Confirmed signatures a day over the last 90 days, today among them, none left out.</summary>
public sealed class DailyConfirmed(CampaignsDb db, SqlDialect dialect, TimeProvider clock)
{
    public const int Days = 90;
    private const int QuarterOfAnHour = 900;

    public async Task<IReadOnlyList<DayCount>> RunAsync(Guid campaignId, TimeZoneInfo zone, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime);
        var first = today.AddDays(1 - Days);
        var from = CampaignList.Midnight(new DateTimeOffset(first.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero), zone).UtcDateTime;

        var numbers = new int[Days];
        foreach (var quarter in await QuartersAsync(campaignId, from, ct))
        {
            var at = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(quarter.Quarter * QuarterOfAnHour), zone);
            var day = DateOnly.FromDateTime(at.DateTime).DayNumber - first.DayNumber;
            if (day is >= 0 and < Days) numbers[day] += quarter.Number;
        }
        return [.. numbers.Select((number, day) => new DayCount(first.AddDays(day), number))];
    }

    /// <summary>
    /// Every zone's midnight falls on a quarter of an hour, so the database adds up quarters and knows no zones, which SQLite does not have.
    /// </summary>
    private Task<List<QuarterCount>> QuartersAsync(Guid campaignId, DateTime from, CancellationToken ct) => (dialect is SqlDialect.Postgres
        ? db.Database.SqlQuery<QuarterCount>($"""
            SELECT CAST(floor(extract(epoch FROM confirmed_at) / {QuarterOfAnHour}) AS bigint) AS "Quarter", CAST(count(*) AS integer) AS "Number"
            FROM signature WHERE campaign_id = {campaignId} AND state = 'Confirmed' AND NOT is_test AND confirmed_at >= {from} GROUP BY 1
            """)
        : db.Database.SqlQuery<QuarterCount>($"""
            SELECT CAST(strftime('%s', confirmed_at) AS integer) / {QuarterOfAnHour} AS "Quarter", count(*) AS "Number"
            FROM signature WHERE campaign_id = {campaignId} AND state = 'Confirmed' AND NOT is_test AND confirmed_at >= {from} GROUP BY 1
            """)).ToListAsync(ct);

    private sealed record QuarterCount(long Quarter, int Number);
}
