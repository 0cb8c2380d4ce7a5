using System.Globalization;
using Campaigns.Web.Features.Shared;

namespace Campaigns.UnitTests.Features.Shared;

public sealed class DatesTests
{
    [Theory]
    [InlineData("en", "3 May 2026")]
    [InlineData("fr", "3 mai 2026")]
    [InlineData("ar", "3 مايو 2026")]
    public void A_day_is_written_in_the_language_of_the_page(string language, string written) =>
        In(language, () => Dates.Day(new DateOnly(2026, 5, 3))).ShouldBe(written);

    [Fact]
    public void French_says_first_and_not_one() => In("fr", () => Dates.Day(new DateOnly(2026, 5, 1))).ShouldBe("1er mai 2026");

    [Theory]
    [InlineData("Europe/Berlin", "2026-05-12T12:02:00Z", "12 May 2026, 14:02 CEST")]
    [InlineData("Europe/Berlin", "2026-11-22T12:02:00Z", "22 November 2026, 13:02 CET")]
    [InlineData("Europe/Lisbon", "2026-07-01T23:30:00Z", "2 July 2026, 00:30 WEST")]
    [InlineData("Asia/Kolkata", "2026-05-12T12:02:00Z", "12 May 2026, 17:32 UTC+5:30")]
    [InlineData("America/New_York", "2026-05-12T12:02:00Z", "12 May 2026, 08:02 UTC−4")]
    [InlineData("UTC", "2026-05-12T12:02:00Z", "12 May 2026, 12:02 UTC")]
    public void A_moment_is_written_in_the_zone_of_the_campaign(string zone, string instant, string written) =>
        In("en", () => Dates.Moment(zone, DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture))).ShouldBe(written);

    private static string In(string language, Func<string> write)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(language);
        try { return write(); }
        finally { CultureInfo.CurrentCulture = before; }
    }
}
