using Campaigns.Core.Limits;
using Campaigns.Web.Features.Letters;
using Campaigns.Web.Features.Shared;

namespace Campaigns.UnitTests.Features.Letters;

public sealed class LetterSlotsTests
{
    private static readonly LimitRule Seeded = new(LimitNames.TargetLetters, 30, TimeSpan.FromHours(1), 720, TimeSpan.FromDays(1));
    private static readonly TimeSpan Length = LetterSlots.LengthOf(Seeded);
    private static readonly Guid Target = Guid.Parse("0197f3a2-b1c2-7c43-a1b2-c3d4e5f60718");

    private static IReadOnlyList<DateTimeOffset> Day(string day, string zone, Guid? target = null)
    {
        var midnight = new DateTimeOffset(DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero);
        // A day and what lies around it, in whatever zone; then those of that day by the target's calendar.
        var info = TimeZoneInfo.FindSystemTimeZoneById(zone);
        return [.. LetterSlots.Between(target ?? Target, midnight.AddDays(-1), midnight.AddDays(2), Length, info).Where(at => TimeZoneInfo.ConvertTime(at, info).Date == midnight.Date)];
    }

    [Fact]
    public void An_hour_has_as_many_times_as_the_limit_says()
    {
        var hour = new DateTimeOffset(2027, 3, 2, 10, 0, 0, TimeSpan.Zero);
        LetterSlots.Between(Target, hour, hour.AddHours(1), Length, TimeZoneInfo.Utc).Count.ShouldBe(30);
        Length.ShouldBe(TimeSpan.FromMinutes(2));
    }

    [Theory]
    [InlineData("2027-03-02", "Europe/Lisbon", 300)]
    [InlineData("2027-03-02", "America/Los_Angeles", 300)]
    [InlineData("2027-03-02", "Asia/Kathmandu", 299)] // 5:45 ahead: its day begins in the middle of a slot
    [InlineData("2027-03-06", "Europe/Lisbon", 0)] // Saturday
    [InlineData("2027-03-07", "Europe/Lisbon", 0)] // Sunday
    [InlineData("2027-03-29", "Europe/Lisbon", 300)] // the Monday after spring
    [InlineData("2027-11-01", "Europe/Lisbon", 300)] // the Monday after autumn
    [InlineData("2027-03-15", "America/New_York", 300)]
    [InlineData("2027-04-30", "Africa/Cairo", 300)] // clocks change on this Friday itself
    [InlineData("2027-10-29", "Africa/Cairo", 300)]
    public void A_day_has_ten_hours_by_the_targets_own_clock(string day, string zone, int times)
    {
        var given = Day(day, zone);
        given.Count.ShouldBe(times);
        var info = TimeZoneInfo.FindSystemTimeZoneById(zone);
        given.Select(at => TimeZoneInfo.ConvertTime(at, info)).ShouldAllBe(local =>
            local.Hour >= 8 && local.Hour < 18 && local.DayOfWeek != DayOfWeek.Saturday && local.DayOfWeek != DayOfWeek.Sunday);
    }

    [Fact]
    public void Times_are_shifted_by_up_to_a_quarter_of_the_pace_and_are_the_same_whenever_asked()
    {
        var times = Day("2027-03-02", "UTC");
        var shifts = times.Select(at => (at - LetterSlots.StartOf(at, Length) - (Length / 2)).TotalSeconds).ToList();
        shifts.ShouldAllBe(shift => shift >= -30 && shift <= 30);
        shifts.Max().ShouldBeGreaterThan(25);
        shifts.Min().ShouldBeLessThan(-25);
        shifts.Distinct().Count().ShouldBeGreaterThan(250);
        Day("2027-03-02", "UTC").ShouldBe(times);
        Day("2027-03-02", "UTC", Guid.NewGuid()).ShouldNotBe(times);
        times.ShouldAllBe(at => at.Ticks % TimeSpan.TicksPerMillisecond == 0);
    }

    [Fact]
    public void The_slower_window_of_the_limit_holds() =>
        LetterSlots.LengthOf(new(LimitNames.TargetLetters, 100, TimeSpan.FromHours(1), 200, TimeSpan.FromDays(1))).ShouldBe(TimeSpan.FromSeconds(432));

    [Theory]
    [InlineData("Europe/Lisbon", "Asia/Tokyo", "Europe/Lisbon")]
    [InlineData(null, "Asia/Tokyo", "Asia/Tokyo")]
    [InlineData("", "Asia/Tokyo", "Asia/Tokyo")]
    [InlineData("Nowhere/Town", "Asia/Tokyo", "Asia/Tokyo")]
    [InlineData("Nowhere/Town", "Elsewhere", "UTC")]
    public void A_target_without_a_zone_lives_by_its_campaigns(string? own, string campaign, string zone) => OfficeHours.ZoneOf(own, campaign).Id.ShouldBe(zone);
}
