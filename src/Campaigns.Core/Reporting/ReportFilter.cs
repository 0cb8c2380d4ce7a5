using Campaigns.Core.Acting;

namespace Campaigns.Core.Reporting;

/// <summary>
/// What a report is narrowed to. Days are those of the campaign's zone, both ends included: each rung counts what reached it within them.
/// Language and source are those of the people who are counted.
/// </summary>
public sealed record ReportFilter
{
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public Step? Step { get; init; }
    /// <summary>Tells shares apart; the other steps have one channel.</summary>
    public Channel? Channel { get; init; }
    public string? Language { get; init; }
    /// <summary>As <see cref="ReachCount.Source"/>; empty for people of whom nothing is known, null for all.</summary>
    public string? Source { get; init; }

    public bool Takes(Step step, Channel? channel) => (Step is null || Step == step) && (Channel is null || channel is null || Channel == channel);
}

/// <summary>The instants that a range of days covers in the campaign's zone.</summary>
internal sealed record ReportRange(DateTime From, DateTime Until, TimeZoneInfo Zone)
{
    private static readonly DateTime Never = new(9999, 1, 1, 0, 0, 0, DateTimeKind.Utc), Ever = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static ReportRange Of(ReportFilter filter, string timeZone)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var known) ? known : TimeZoneInfo.Utc;
        return new ReportRange(filter.From is { } from ? Midnight(from, zone) : Ever, filter.To is { } to && to < DateOnly.MaxValue ? Midnight(to.AddDays(1), zone) : Never, zone);
    }

    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    private static DateTime Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var start = day.ToDateTime(TimeOnly.MinValue);
        // Where clocks jump at midnight the day starts an hour later.
        if (zone.IsInvalidTime(start)) start = start.AddHours(1);
        try { return new DateTimeOffset(start, zone.GetUtcOffset(start)).UtcDateTime; }
        catch (ArgumentOutOfRangeException) { return start.Year < 2000 ? Ever : Never; } // the first and the last day of all calendars
    }
}
