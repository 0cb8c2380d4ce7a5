using System.Globalization;

namespace Campaigns.Web.Features.Shared;

/// <summary>Days and times as pages print them, in the language of the page: "3 May 2026", "3 May 2026, 14:02 CEST".</summary>
public static class Dates
{
    public static string Day(DateOnly day)
    {
        var culture = CultureInfo.CurrentCulture;
        return culture.TwoLetterISOLanguageName is "fr" && day.Day == 1
            ? "1er " + day.ToString("MMMM yyyy", culture)
            : day.ToString("d MMMM yyyy", culture);
    }

    public static DateOnly DayIn(string timeZone, DateTimeOffset instant) => DateOnly.FromDateTime(In(timeZone, instant).DateTime);

    public static string Day(string timeZone, DateTimeOffset instant) => Day(DayIn(timeZone, instant));

    /// <summary>With the zone, since readers live in many.</summary>
    public static string Moment(string timeZone, DateTimeOffset instant)
    {
        var local = In(timeZone, instant);
        return $"{Day(DateOnly.FromDateTime(local.DateTime))}, {local.ToString("HH:mm", CultureInfo.InvariantCulture)} {ZoneName(timeZone, instant)}";
    }

    /// <summary>"14:02 CEST".</summary>
    public static string Time(string timeZone, DateTimeOffset instant) =>
        $"{In(timeZone, instant).ToString("HH:mm", CultureInfo.InvariantCulture)} {ZoneName(timeZone, instant)}";

    /// <summary>The time alone for a moment of the same day, with the day for any other.</summary>
    public static string TimeFrom(string timeZone, DateTimeOffset now, DateTimeOffset instant) =>
        DayIn(timeZone, now) == DayIn(timeZone, instant) ? Time(timeZone, instant) : Moment(timeZone, instant);

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>For the <c>datetime</c> attribute and JSON: UTC, to the second.</summary>
    public static string Iso(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // The framework knows no abbreviations of zones. Those of most of Europe are common knowledge; elsewhere the offset is clearer than a guess.
    private static string ZoneName(string timeZone, DateTimeOffset instant)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        var offset = zone.GetUtcOffset(instant);
        var summer = zone.IsDaylightSavingTime(instant);
        var isContinent = timeZone.StartsWith("Europe/", StringComparison.Ordinal) && zone.SupportsDaylightSavingTime && timeZone is not ("Europe/London" or "Europe/Dublin");
        return (isContinent, zone.BaseUtcOffset.TotalHours) switch
        {
            (true, 0) => summer ? "WEST" : "WET",
            (true, 1) => summer ? "CEST" : "CET",
            (true, 2) => summer ? "EEST" : "EET",
            _ when offset == TimeSpan.Zero => "UTC",
            _ => $"UTC{(offset < TimeSpan.Zero ? "−" : "+")}{Math.Abs(offset.Hours)}{(offset.Minutes == 0 ? "" : $":{Math.Abs(offset.Minutes):00}")}",
        };
    }

    private static DateTimeOffset In(string timeZone, DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(timeZone));
}
