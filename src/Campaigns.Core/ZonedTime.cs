using System.Globalization;

namespace Campaigns.Core;

/// <summary>A time as a person types it for a zone, to the moment it means.</summary>
public static class ZonedTime
{
    /// <param name="local">As a field of type datetime-local posts it: <c>2026-05-03T09:00</c>.</param>
    /// <param name="moment">UTC. Of an hour that clocks show twice, the first one.</param>
    public static ZonedTimeProblem? Read(string? local, TimeZoneInfo zone, out DateTimeOffset moment)
    {
        moment = default;
        if (!DateTime.TryParseExact(local, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) || time.Year is < 2000 or > 2200) return ZonedTimeProblem.Unreadable;
        if (zone.IsInvalidTime(time)) return ZonedTimeProblem.InGap;
        var offset = zone.IsAmbiguousTime(time) ? zone.GetAmbiguousTimeOffsets(time).Max() : zone.GetUtcOffset(time);
        moment = new DateTimeOffset(time, offset).ToUniversalTime();
        return null;
    }

    /// <summary>The other way, for the field.</summary>
    public static string Write(DateTimeOffset moment, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(moment, zone).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
}

/// <summary><see cref="InGap"/>: clocks jump over this time in that zone on that day.</summary>
public enum ZonedTimeProblem { Unreadable, InGap }
