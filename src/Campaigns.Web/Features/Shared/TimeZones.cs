namespace Campaigns.Web.Features.Shared;

/// <summary>The zones that a campaign can be in: those of the IANA database that name a place, and UTC.</summary>
public static class TimeZones
{
    private static readonly string[] Regions = ["Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/"];

    public static bool IsKnown(string id) => id is "Etc/UTC" || (IsPlace(id) && TimeZoneInfo.TryFindSystemTimeZoneById(id, out _));

    /// <summary>With the offset that holds now: "Europe/Lisbon (UTC+1)".</summary>
    public static IReadOnlyList<TimeZoneRow> All(DateTimeOffset now) =>
    [
        .. TimeZoneInfo.GetSystemTimeZones().Where(zone => IsPlace(zone.Id)).OrderBy(zone => zone.Id, StringComparer.Ordinal)
            .Select(zone => new TimeZoneRow(zone.Id, $"{zone.Id.Replace('_', ' ')} ({Offset(zone.GetUtcOffset(now))})")),
        new("Etc/UTC", "UTC"),
    ];

    private static bool IsPlace(string id) => Regions.Any(region => id.StartsWith(region, StringComparison.Ordinal));

    private static string Offset(TimeSpan offset) =>
        offset == TimeSpan.Zero ? "UTC" : $"UTC{(offset < TimeSpan.Zero ? "−" : "+")}{Math.Abs(offset.Hours)}{(offset.Minutes == 0 ? "" : $":{Math.Abs(offset.Minutes):00}")}";
}

public sealed record TimeZoneRow(string Id, string Label);
