using Campaigns.Core.Deliveries;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Acting;

/// <summary>When a letter can leave at the earliest, as its sender reads it.</summary>
public sealed class LetterTimesTests(Apps apps) : ActTest, IClassFixture<Apps>
{
    private const string Letter = "Dear Dana Whitlock, stop it.";

    [Theory]
    [OnBothDatabases(DayOfWeek.Saturday, DayOfWeek.Wednesday)]
    public async Task Outside_of_office_hours_the_day_is_said_with_the_zone(TestDatabase database, DayOfWeek day)
    {
        var app = await apps.On(database);
        MoveTo(app, day, 20);
        var ana = await WrittenAsync(app);
        var opens = app.Now.Date.AddDays(day is DayOfWeek.Saturday ? 2 : 1);
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Lisbon").IsDaylightSavingTime(opens.AddHours(12)) ? "WEST" : "WET";
        ana.Text.ShouldContain($"Leaves after {opens.ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture)}, 08:00 {zone}");
        ana.Has("Take it back").ShouldBeTrue();
        app.Clock.Advance(TimeSpan.FromHours(1)); // still the same moment, and too late to take it back
        (await ana.OpenAsync(ana.At)).Text.ShouldContain($"Leaves after {opens.ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture)}, 08:00 {zone}");
        ana.Has("Take it back").ShouldBeFalse();
    }

    [Theory, OnBothDatabases]
    public async Task A_targets_own_clock_counts_and_before_its_opening_the_time_is_enough(TestDatabase database)
    {
        var app = await apps.On(database);
        MoveTo(app, DayOfWeek.Tuesday, 9);
        var ana = await WrittenAsync(app, zone: "America/Sao_Paulo"); // 06:00 there
        ana.Text.ShouldMatch("Leaves after 1[12]:00 WES?T");
        ana.Text.ShouldNotContain("2026,");
    }

    [Theory, OnBothDatabases]
    public async Task A_letter_with_a_slot_names_it(TestDatabase database)
    {
        var app = await apps.On(database);
        MoveTo(app, DayOfWeek.Tuesday, 10);
        var ana = await WrittenAsync(app);
        app.Clock.Advance(TimeSpan.FromMinutes(12));
        (await ana.OpenAsync(ana.At)).Text.ShouldContain("Waits for its turn");
        await using var db = app.Db();
        var slot = app.Now.AddMinutes(4);
        await db.Deliveries.Where(d => d.Kind == DeliveryKind.LetterToTarget).ExecuteUpdateAsync(set => set.SetProperty(d => d.NextAttemptAt, slot));
        (await ana.OpenAsync(ana.At)).Text.ShouldMatch("Leaves after 1[01]:16 WES?T");
    }

    private static async Task<Walker> WrittenAsync(CampaignsApp app, string? zone = null)
    {
        var campaign = await SeedAsync(app);
        await using (var db = app.Db()) await db.Targets.Where(t => t.Id == campaign.TargetId).ExecuteUpdateAsync(set => set.SetProperty(t => t.TimeZone, zone));
        var ana = await SignedAsync(app, campaign);
        await ConfirmAsync(app, ana);
        await ana.OpenAsync($"{campaign.Path}/act/email");
        await ana.PressAsync("Send my email", ("Text", Letter));
        return ana;
    }
}
