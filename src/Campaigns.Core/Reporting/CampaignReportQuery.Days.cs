using Campaigns.Core.Acting;

namespace Campaigns.Core.Reporting;

/// <summary>The same figures day by day.</summary>
public sealed partial class CampaignReportQuery
{
    private const int QuarterOfAnHour = 900;

    /// <summary>
    /// Every zone's midnight falls on a quarter of an hour, so the database adds up quarters and knows no zones. Hours of reach belong to the day
    /// in which they begin: in a zone off by half an hour the half before midnight stands on the day before.
    /// </summary>
    private static async Task<List<DayFigures>> DaysAsync(Reading read, CancellationToken ct)
    {
        var hours = await read.ReadAsync<HourSum>($"""
            SELECT r.hour AS "Hour", r.step AS "Step", r.channel AS "Channel", r.rung AS "Rung", CAST(sum(r.number) AS integer) AS "Number"
            FROM reach_count r WHERE r.campaign_id = {"{0}"} AND {Reading.In("r.hour")} AND {Reading.Who("r")}
            GROUP BY r.hour, r.step, r.channel, r.rung
            """, ct);
        var created = await QuartersAsync(read, "created_at", "s.state IN ('Pending', 'Confirmed')", ct);
        var confirmed = await QuartersAsync(read, "confirmed_at", "s.state = 'Confirmed'", ct);

        var filter = read.Filter;
        var (first, last) = (filter.From, filter.To);
        var today = read.Range.DayOf(read.AsOf);
        last = last is null || last > today ? today : last;
        var known = created.Keys.Concat(confirmed.Keys).Concat(hours.Select(hour => DayOf(hour.Hour))).DefaultIfEmpty(today).Min();
        first = first is null || first < known ? known : first;
        // Nothing happened in the range: its own days, of a year at most.
        if (first > last) first = filter.From is { } from && from <= last ? Max(from, last.Value.AddDays(-366)) : last;

        var reach = hours.ToLookup(hour => DayOf(hour.Hour));
        var days = new List<DayFigures>();
        for (var day = first.Value; day <= last; day = day.AddDays(1))
            days.Add(new DayFigures(
                day, reach[day].Where(of => of is { Step: nameof(Step.Sign), Rung: nameof(Rung.Shown) }).Sum(of => of.Number), created.GetValueOrDefault(day), confirmed.GetValueOrDefault(day),
                [.. reach[day].Where(of => of.Step is not nameof(Step.Sign)).GroupBy(of => (of.Step, of.Channel)).OrderBy(of => of.Key).Select(of => new DayStarts(
                    Enum.Parse<Step>(of.Key.Step), Enum.Parse<Channel>(of.Key.Channel),
                    of.Where(one => one.Rung is nameof(Rung.Shown)).Sum(one => one.Number), of.Where(one => one.Rung is nameof(Rung.Started)).Sum(one => one.Number)))]));
        return days;

        static DateOnly Max(DateOnly a, DateOnly b) => a > b ? a : b;
        DateOnly DayOf(DateTime hour) => read.Range.DayOf(new DateTimeOffset(DateTime.SpecifyKind(hour, DateTimeKind.Utc)));
    }

    private static async Task<Dictionary<DateOnly, int>> QuartersAsync(Reading read, string time, string states, CancellationToken ct)
    {
        var quarter = read.IsPostgres ? $"CAST(floor(extract(epoch FROM s.{time}) / {QuarterOfAnHour}) AS bigint)" : $"CAST(strftime('%s', s.{time}) AS integer) / {QuarterOfAnHour}";
        var quarters = await read.ReadAsync<QuarterSum>($"""
            SELECT {quarter} AS "Quarter", CAST(count(*) AS integer) AS "Number"
            FROM signature s WHERE s.campaign_id = {"{0}"} AND NOT s.is_test AND {states} AND {Reading.In($"s.{time}")} AND {Reading.Who("s")} GROUP BY 1
            """, ct);
        return quarters.GroupBy(of => read.Range.DayOf(DateTimeOffset.FromUnixTimeSeconds(of.Quarter * QuarterOfAnHour))).ToDictionary(day => day.Key, day => day.Sum(of => of.Number));
    }

    private sealed record HourSum(DateTime Hour, string Step, string Channel, string Rung, int Number);
    private sealed record QuarterSum(long Quarter, int Number);
}
