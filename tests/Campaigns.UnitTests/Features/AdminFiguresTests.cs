using Campaigns.Web.Features.Admin;

namespace Campaigns.UnitTests.Features;

public sealed class AdminFiguresTests
{
    private static DailyChart Chart(params int[] numbers) => DailyChart.Of([.. numbers.Select((number, at) => new DayCount(new DateOnly(2026, 5, 1).AddDays(at), number))]);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 3)]
    [InlineData(7, 8)]
    [InlineData(121, 150)]
    [InlineData(2_000_000_000, 2_000_000_000)]
    public void The_scale_of_the_chart_ends_at_or_above_its_peak(int peak, int top) => Chart(0, peak).Top.ShouldBe(top);

    [Fact]
    public void The_line_runs_from_edge_to_edge_and_grows_upwards() => Chart(0, 5, 10).Line.ShouldBe("0,1000 500,500 1000,0");

    [Theory]
    [InlineData("ana@example.org", "a…@example.org")]
    [InlineData("x@example.org", "x…@example.org")]
    [InlineData("élan@example.org", "é…@example.org")]
    public void A_masked_address_keeps_its_first_letter_and_its_domain(string email, string masked) => SignerList.Masked(email).ShouldBe(masked);

    [Theory]
    [InlineData("Europe/Lisbon", "2026-05-04T23:30:00Z", "2026-05-04T23:00:00Z")]
    [InlineData("Asia/Kolkata", "2026-05-04T12:00:00Z", "2026-05-03T18:30:00Z")]
    [InlineData("America/New_York", "2026-05-04T02:00:00Z", "2026-05-03T04:00:00Z")]
    public void A_day_begins_at_midnight_of_the_campaigns_zone(string zone, string now, string midnight) =>
        CampaignList.Midnight(DateTimeOffset.Parse(now), TimeZoneInfo.FindSystemTimeZoneById(zone)).ShouldBe(DateTimeOffset.Parse(midnight));
}
