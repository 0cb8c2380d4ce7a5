using Campaigns.Core.Acting;
using Campaigns.Core.Reporting;
using Campaigns.Core.Signing;
using Campaigns.Testing;
using Campaigns.Web.Features.Reports;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Reports;

/// <summary>The nightly rebuild: what the rows tell, and how far the counting was off.</summary>
public sealed class RebuildReachTests(Apps apps) : IClassFixture<Apps>
{
    private static readonly TimeSpan TwoDays = TimeSpan.FromDays(2);

    [Theory, OnBothDatabases]
    public async Task What_was_lost_or_excluded_later_is_put_right_and_reported_once(TestDatabase database)
    {
        var app = await apps.On(database);
        var seed = await ReachSeed.NewAsync(app);
        var message = await seed.MessageAsync(Step.Tweet);
        var (honest, fraud) = (await seed.PersonAsync(ago: TwoDays), await seed.PersonAsync(SignatureState.Fraudulent, ago: TwoDays));
        await seed.ActionAsync(honest, message: message.Id, ago: TwoDays, source: "newsletter", generation: 1);
        await seed.ActionAsync(null, message: message.Id, ago: TwoDays);
        await seed.ActionAsync(fraud, ago: TwoDays);
        await seed.ActionAsync(honest, Step.EmailTarget, ago: TwoDays);
        await seed.ActionAsync(honest, Step.FacebookComment, isTest: true, ago: TwoDays);
        await seed.ReachAsync(Step.Tweet, Rung.Started, 3, target: seed.Campaign.TargetId, ago: TwoDays);
        await seed.ReachAsync(Step.EmailTarget, Rung.Started, 1, Channel.Email, seed.Campaign.TargetId, ago: TwoDays);
        await seed.ReachAsync(Step.Sign, Rung.Started, 2, ago: TwoDays);
        await seed.ReachAsync(Step.Tweet, Rung.Shown, 50, ago: TwoDays);

        for (var night = 0; night < 3; night++) await app.RunAsync<RebuildReach>();

        await using var db = app.Db();
        var drift = await db.ReachDrifts.AsNoTracking().OrderBy(d => d.Step).ToListAsync();
        drift.Select(d => (d.Step, d.Counted, d.Rebuilt, d.Day)).ShouldBe([(Step.Sign, 2, 1, Day(app.Now - TwoDays)), (Step.Tweet, 3, 2, Day(app.Now - TwoDays))]);
        var rows = await db.ReachCounts.AsNoTracking().Where(r => r.Step == Step.Tweet && r.Rung == Rung.Started).OrderBy(r => r.Source).ToListAsync();
        rows.Select(r => (r.Hour, r.Channel, r.TargetId, r.MessageId, r.Source, r.Generation, r.Number)).ShouldBe(
        [
            (Hour(app.Now - TwoDays), Channel.X, seed.Campaign.TargetId, message.Id, "", 0, 1),
            (Hour(app.Now - TwoDays), Channel.X, seed.Campaign.TargetId, message.Id, "newsletter", 1, 1),
        ]);
        (await db.ReachCounts.SingleAsync(r => r.Rung == Rung.Shown)).Number.ShouldBe(50);
        var report = await seed.ReportAsync();
        report.Ladders.Single(ladder => ladder.Step is Step.Tweet)[Rung.Started].Number.ShouldBe(2);
        report.Drift.Count.ShouldBe(2);
        app.Logs.Lines.Where(line => line.Contains("put right", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldContain("2 figures");
    }

    [Theory, OnBothDatabases]
    public async Task Starts_of_people_whose_signature_stands_under_another_id_are_no_drift(TestDatabase database)
    {
        var app = await apps.On(database);
        var seed = await ReachSeed.NewAsync(app);
        await seed.AddAsync(new SupporterAction(seed.Campaign.Id, Guid.CreateVersion7(), Step.Tweet, Channel.X, seed.Campaign.TargetId, "en", app.Now - TwoDays));
        await seed.ReachAsync(Step.Tweet, Rung.Started, 1, target: seed.Campaign.TargetId, ago: TwoDays);

        await app.RunAsync<RebuildReach>();

        await using var db = app.Db();
        (await db.ReachDrifts.CountAsync()).ShouldBe(0);
        (await db.ReachCounts.SingleAsync()).Number.ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task What_the_page_counts_after_a_rebuild_adds_to_the_same_rows(TestDatabase database)
    {
        var app = await apps.On(database);
        var seed = await ReachSeed.NewAsync(app);
        await seed.ActionAsync(await seed.PersonAsync(ago: TwoDays), ago: TwoDays);
        await app.RunAsync<RebuildReach>();
        await using var db = app.Db();
        var row = await db.ReachCounts.AsNoTracking().SingleAsync(r => r.Step == Step.Tweet);

        var key = new Campaigns.Web.Features.Shared.ReachKey(row.CampaignId, row.Step, row.Channel, row.Rung, row.TargetId, row.MessageId, row.Language, row.Source, row.Generation);
        await ((ReachSql)app.Services.GetService(typeof(ReachSql))!).AddAsync([new CountedReach(row.Hour, key, 4)], CancellationToken.None);

        (await db.ReachCounts.AsNoTracking().SingleAsync(r => r.Step == Step.Tweet)).Number.ShouldBe(5);
    }

    [Theory, OnBothDatabases]
    public async Task A_rebuild_tells_no_more_sources_apart_than_an_hour_has_room_for(TestDatabase database)
    {
        var app = await apps.On(database);
        var seed = await ReachSeed.NewAsync(app);
        await using (var db = app.Db())
        {
            for (var at = 0; at < 210; at++)
                db.Add(new SupporterAction(seed.Campaign.Id, null, Step.Tweet, Channel.X, seed.Campaign.TargetId, "en", app.Now - TwoDays) { Source = $"made-up-{at}" });
            for (var at = 0; at < 2; at++)
                db.Add(new SupporterAction(seed.Campaign.Id, null, Step.Tweet, Channel.X, seed.Campaign.TargetId, "en", app.Now - TwoDays) { Source = "z-newsletter" });
            await db.SaveChangesAsync();
        }

        await app.RunAsync<RebuildReach>();

        await using var after = app.Db();
        var rows = await after.ReachCounts.AsNoTracking().ToListAsync();
        rows.Count(row => ReachCount.IsFree(row.Source)).ShouldBe(ReachCount.MostSourcesAnHour);
        rows.Where(row => row.Source is "other" or "z-newsletter").Select(row => (row.Source, row.Number)).Order().ShouldBe([("other", 11), ("z-newsletter", 2)]);
    }

    [Theory, OnBothDatabases]
    public async Task Today_and_final_days_are_left_alone(TestDatabase database)
    {
        var app = await apps.On(database);
        var seed = await ReachSeed.NewAsync(app);
        await seed.ReachAsync(Step.Tweet, Rung.Started, 7);
        await seed.ReachAsync(Step.Tweet, Rung.Started, 8, ago: TimeSpan.FromDays(RebuildReach.Days + 2));

        await app.RunAsync<RebuildReach>();

        await using var db = app.Db();
        (await db.ReachCounts.SumAsync(r => r.Number)).ShouldBe(15);
        (await db.ReachDrifts.CountAsync()).ShouldBe(0);
    }

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    private static DateTimeOffset Hour(DateTimeOffset at) => new(at.Year, at.Month, at.Day, at.Hour, 0, 0, TimeSpan.Zero);
}
