using System.Data.Common;
using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Reporting;
using Campaigns.Testing;
using Campaigns.Web.Features.Reports;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Campaigns.IntegrationTests.Features.Reports;

/// <summary>What pages show is counted in memory and lands in hourly rows, whoever else adds to them.</summary>
public sealed class ReachCountingTests(Apps apps) : IClassFixture<Apps>
{
    private const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    [Theory, OnBothDatabases]
    public async Task Each_load_of_the_campaign_page_counts_also_from_the_cache_and_robots_do_not(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var (person, robot) = (Client(app, Browser), Client(app, "Googlebot/2.1 (+http://www.google.com/bot.html)"));

        for (var load = 0; load < 5; load++) await person.GetStringAsync(campaign.Path);
        var cached = await person.GetAsync(campaign.Path);
        for (var load = 0; load < 3; load++) await robot.GetStringAsync(campaign.Path);
        await person.SendAsync(new HttpRequestMessage(HttpMethod.Head, campaign.Path));
        await person.GetAsync($"{campaign.Path}?version=1");
        await person.GetAsync("/c/no-such-campaign");
        await app.RunAsync<FlushReach>();

        cached.Headers.Contains("Set-Cookie").ShouldBeFalse();
        cached.Headers.Age.ShouldNotBeNull(); // it came from the cache
        var row = (await RowsAsync(app)).ShouldHaveSingleItem();
        (row.CampaignId, row.Step, row.Rung, row.Language, row.Source, row.Generation, row.Number).ShouldBe((campaign.Id, Step.Sign, Rung.Shown, "en", "", 0, 6));
        (row.Hour, row.TargetId, row.MessageId).ShouldBe((new DateTimeOffset(app.Now.Year, app.Now.Month, app.Now.Day, app.Now.Hour, 0, 0, TimeSpan.Zero), Guid.Empty, Guid.Empty));
    }

    [Theory, OnBothDatabases]
    public async Task Where_a_person_came_from_is_counted_with_the_load(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await using (var db = app.Db())
        {
            db.Add(new ShareLink("abcDEF1234", campaign.Id, "en", Channel.WhatsApp, null, null, null, 2, false, app.Now));
            await db.SaveChangesAsync();
        }
        var person = Client(app, Browser);

        await person.GetStringAsync($"{campaign.Path}?via=abcDEF1234");
        await person.GetStringAsync($"{campaign.Path}?source=Spring-Letter");
        await person.GetStringAsync($"{campaign.Path}?via=forged1234");
        await app.RunAsync<FlushReach>();

        (await RowsAsync(app)).Select(row => (row.Source, row.Generation, row.Number)).Order().ShouldBe([("", 0, 1), ("share-whatsapp", 2, 1), ("spring-letter", 0, 1)]);
    }

    [Theory, OnBothDatabases]
    public async Task A_form_that_was_accepted_counts_as_started_and_one_with_errors_does_not(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var person = Client(app, Browser);

        await person.PostAsync(campaign.SignPath, new FormUrlEncodedContent(new Dictionary<string, string> { ["Name"] = "Ana Lima" }));
        await person.PostAsync(campaign.SignPath, new FormUrlEncodedContent(SigningPost.Form()));
        await app.RunAsync<FlushReach>();

        (await RowsAsync(app)).Select(row => (row.Step, row.Rung, row.Number)).ShouldBe([(Step.Sign, Rung.Started, 1)]);
    }

    [Theory, OnBothDatabases]
    public async Task Made_up_sources_beyond_two_hundred_an_hour_are_counted_together(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var person = Client(app, Browser);

        for (var at = 0; at < 230; at++) await person.GetStringAsync($"{campaign.Path}?source=made-up-{at}");
        await app.RunAsync<FlushReach>();
        // The process still knows what it has told apart, and a source that was there before keeps its name.
        foreach (var source in (string[])["late", "made-up-3", "embed:courier.example"]) await person.GetStringAsync($"{campaign.Path}?source={source}");
        await person.GetStringAsync(campaign.Path);
        await app.RunAsync<FlushReach>();

        var rows = await RowsAsync(app);
        rows.Count(row => ReachCount.IsFree(row.Source)).ShouldBe(ReachCount.MostSourcesAnHour);
        rows.Where(row => row.Source is "other" or "" or "made-up-3").Select(row => (row.Source, row.Number)).Order().ShouldBe([("", 1), ("made-up-3", 2), ("other", 32)]);
        rows.Sum(row => row.Number).ShouldBe(234);

        app.Clock.Advance(TimeSpan.FromHours(1));
        await person.GetStringAsync($"{campaign.Path}?source=late");
        await app.RunAsync<FlushReach>();
        (await RowsAsync(app)).ShouldContain(row => row.Source == "late");
    }

    [Theory, OnBothDatabases]
    public async Task Several_processes_together_keep_to_the_sources_of_an_hour_and_lose_no_count(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = Guid.CreateVersion7();
        var processes = Enumerable.Range(0, 4).Select(_ => Process(app)).ToList();

        await Task.WhenAll(processes.Select((process, node) => Task.Run(async () =>
        {
            for (var round = 0; round < 5; round++)
            {
                for (var at = 0; at < 40; at++) process.Counter.Count(Key(campaign, Guid.Empty) with { Source = $"node{node}-{round}-{at}" });
                foreach (var source in (string[])["", "share-x", "other"]) process.Counter.Count(Key(campaign, Guid.Empty) with { Source = source });
                await process.Flush.RunAsync(CancellationToken.None);
            }
        })));

        var rows = await RowsAsync(app);
        rows.Count(row => ReachCount.IsFree(row.Source)).ShouldBe(ReachCount.MostSourcesAnHour);
        rows.Where(row => !ReachCount.IsFree(row.Source)).Select(row => (row.Source, row.Number)).Order().ShouldBe([("", 20), ("other", 620), ("share-x", 20)]);
        rows.Sum(row => row.Number).ShouldBe(4 * 5 * 43);
    }

    [Theory, OnBothDatabases]
    public async Task Processes_that_add_to_the_same_hour_at_once_lose_nothing(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = Guid.CreateVersion7();
        var processes = Enumerable.Range(0, 2).Select(_ => Process(app)).ToList();

        await Task.WhenAll(processes.Select(process => Task.Run(async () =>
        {
            for (var round = 0; round < 20; round++)
            {
                foreach (var target in Targets) process.Counter.Count(Key(campaign, target));
                await process.Flush.RunAsync(CancellationToken.None);
            }
        })));

        var rows = await RowsAsync(app);
        rows.Count.ShouldBe(Targets.Length);
        rows.ShouldAllBe(row => row.Number == 40);
    }

    [Theory, OnBothDatabases]
    public async Task What_cannot_be_written_is_kept_and_written_once_later(TestDatabase database)
    {
        var app = await apps.On(database);
        var counter = new ReachCounter(app.Clock);
        var key = Key(Guid.CreateVersion7(), Guid.Empty);
        counter.Count(key);

        await new FlushReach(counter, new Away(), NullLogger<FlushReach>.Instance).RunAsync(CancellationToken.None);
        counter.Count(key);
        await new FlushReach(counter, app.Services.GetRequiredService<ReachSql>(), NullLogger<FlushReach>.Instance).RunAsync(CancellationToken.None);
        await new FlushReach(counter, app.Services.GetRequiredService<ReachSql>(), NullLogger<FlushReach>.Instance).RunAsync(CancellationToken.None);

        (await RowsAsync(app)).ShouldHaveSingleItem().Number.ShouldBe(2);
    }

    [Theory, OnBothDatabases]
    public async Task A_process_that_stops_writes_what_it_has_counted(TestDatabase database)
    {
        var app = await apps.On(database);
        var (counter, flush) = Process(app);
        var loop = new FlushReachLoop(flush);
        await loop.StartAsync(CancellationToken.None);
        counter.Count(Key(Guid.CreateVersion7(), Guid.Empty));

        await loop.StopAsync(CancellationToken.None);

        (await RowsAsync(app)).ShouldHaveSingleItem().Number.ShouldBe(1);
    }

    private static readonly Guid[] Targets = [.. Enumerable.Range(0, 30).Select(_ => Guid.NewGuid())];

    private static ReachKey Key(Guid campaign, Guid target) => new(campaign, Step.Tweet, Channel.X, Rung.Shown, target, Guid.Empty, "en", "", 0);

    /// <summary>What one process has of its own: its counts and, on SQLite, its gate.</summary>
    private static (ReachCounter Counter, FlushReach Flush) Process(CampaignsApp app)
    {
        var counter = new ReachCounter(app.Clock);
        ReachSql sql = app.Database is TestDatabase.Postgres
            ? ActivatorUtilities.CreateInstance<PostgresReachSql>(app.Services)
            : new SqliteReachSql(app.Services.GetRequiredService<DbDataSource>(), new SqliteWriteGate(SqlDialect.Sqlite));
        return (counter, new FlushReach(counter, sql, NullLogger<FlushReach>.Instance));
    }

    private static async Task<List<ReachCount>> RowsAsync(CampaignsApp app)
    {
        await using var db = app.Db();
        return await db.ReachCounts.AsNoTracking().ToListAsync();
    }

    private static HttpClient Client(CampaignsApp app, string agent)
    {
        var client = app.Client();
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", agent);
        return client;
    }

    private sealed class Away : ReachSql
    {
        public override Task AddAsync(IReadOnlyList<CountedReach> counts, CancellationToken ct) => throw new TimeoutException();
    }
}
