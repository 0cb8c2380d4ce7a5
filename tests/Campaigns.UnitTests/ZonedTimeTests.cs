using Campaigns.Core;

namespace Campaigns.UnitTests;

public sealed class ZonedTimeTests
{
    private static readonly TimeZoneInfo Lisbon = TimeZoneInfo.FindSystemTimeZoneById("Europe/Lisbon");

    [Theory]
    [InlineData("2026-05-03T09:00", "2026-05-03T08:00:00Z")]
    [InlineData("2026-12-03T09:00", "2026-12-03T09:00:00Z")]
    [InlineData("2026-10-25T01:30", "2026-10-25T00:30:00Z")] // shown twice: the first one
    public void A_local_time_is_a_moment(string local, string moment)
    {
        ZonedTime.Read(local, Lisbon, out var read).ShouldBeNull();
        read.ShouldBe(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture));
        read.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("2026-03-29T01:30", ZonedTimeProblem.InGap)]
    [InlineData("2026-02-30T09:00", ZonedTimeProblem.Unreadable)]
    [InlineData("0001-01-01T00:00", ZonedTimeProblem.Unreadable)]
    [InlineData("9999-12-31T23:59", ZonedTimeProblem.Unreadable)]
    [InlineData("tomorrow", ZonedTimeProblem.Unreadable)]
    [InlineData(null, ZonedTimeProblem.Unreadable)]
    public void What_is_no_time_there_says_why(string? local, ZonedTimeProblem problem) => ZonedTime.Read(local, Lisbon, out _).ShouldBe(problem);

    [Fact]
    public void What_is_written_is_read_again()
    {
        var moment = new DateTimeOffset(2026, 7, 1, 22, 15, 0, TimeSpan.Zero);
        ZonedTime.Read(ZonedTime.Write(moment, Lisbon), Lisbon, out var read).ShouldBeNull();
        read.ShouldBe(moment);
    }
}
