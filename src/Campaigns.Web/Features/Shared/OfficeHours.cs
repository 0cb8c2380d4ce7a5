namespace Campaigns.Web.Features.Shared;

/// <summary>When letters arrive at targets: Monday to Friday, 08:00 to 18:00 by the target's own clock, whatever that clock does in spring and autumn.</summary>
public static class OfficeHours
{
    public const int HoursPerDay = 10, DaysPerWeek = 5;
    private static readonly TimeSpan From = TimeSpan.FromHours(8), Until = TimeSpan.FromHours(18);

    public static bool AreOpen(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return local.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && local.TimeOfDay >= From && local.TimeOfDay < Until;
    }

    /// <returns>The moment itself within office hours, else the next opening.</returns>
    public static DateTimeOffset Next(DateTimeOffset at, TimeZoneInfo zone)
    {
        if (AreOpen(at, zone)) return at;
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var day = local.TimeOfDay < From ? local.Date : local.Date.AddDays(1);
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) day = day.AddDays(1);
        var opening = day + From;
        return new DateTimeOffset(opening, zone.GetUtcOffset(opening)).ToUniversalTime();
    }

    /// <param name="ofTarget">IANA name, or null for the campaign's.</param>
    /// <returns>UTC when this machine knows neither.</returns>
    public static TimeZoneInfo ZoneOf(string? ofTarget, string ofCampaign) =>
        ofTarget is { Length: > 0 } && TimeZoneInfo.TryFindSystemTimeZoneById(ofTarget, out var own) ? own
        : TimeZoneInfo.TryFindSystemTimeZoneById(ofCampaign, out var other) ? other : TimeZoneInfo.Utc;
}
