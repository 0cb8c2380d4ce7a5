using Campaigns.Core.Limits;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Campaigns.IntegrationTests.Features.Shared;

/// <summary>Counters of limits: the one statement that counts, and the job that drops those that are over.</summary>
public sealed class LimitTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task Each_window_starts_again_when_its_own_time_is_over(TestDatabase database)
    {
        var app = await apps.On(database);
        var limits = app.Services.GetRequiredService<Limits>();
        await app.Services.GetRequiredService<LimitRules>().RefreshAsync(default);
        (int, int) Of(LimitCount count) => (count.Burst, count.Sustained);

        // 20 in five minutes, 300 in a day.
        Of(await CountAsync(3)).ShouldBe((3, 3));
        var first = app.Now;
        app.Clock.Advance(TimeSpan.FromMinutes(4));
        var second = await CountAsync(2);
        Of(second).ShouldBe((5, 5));
        second.BurstUntil.ShouldBe(first.AddMinutes(5), TimeSpan.FromSeconds(30)); // the clock goes on while a test runs
        second.SustainedUntil.ShouldBe(first.AddDays(1), TimeSpan.FromSeconds(30));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Of(await CountAsync(1)).ShouldBe((1, 6));
        app.Clock.Advance(TimeSpan.FromDays(1));
        Of(await CountAsync(4)).ShouldBe((4, 4));

        Task<LimitCount> CountAsync(int number) => limits.CountAsync(LimitNames.SigningAddress, "somewhere", null, number, default);
    }

    [Theory, OnBothDatabases]
    public async Task More_counters_than_go_at_a_time_all_go_and_those_that_still_count_stay(TestDatabase database)
    {
        var app = await apps.On(database);
        await FillAsync(app, PurgeCounters.AtATime + 100);
        app.Clock.Advance(TimeSpan.FromHours(1));
        await FillAsync(app, 10);

        app.Clock.Advance(TimeSpan.FromMinutes(30));
        await app.RunAsync<PurgeCounters>();

        await using var db = app.Db();
        (await db.LimitCounters.CountAsync()).ShouldBe(10);
    }

    [Fact]
    public async Task A_counter_that_somebody_counts_on_holds_up_no_purge()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null && Environment.GetEnvironmentVariable("CI") is not "true", PostgresCluster.Missing ?? "");
        var app = await apps.On(TestDatabase.Postgres);
        await FillAsync(app, 20);
        app.Clock.Advance(TimeSpan.FromDays(2));
        await using (var signing = await app.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync())
        {
            await using var transaction = await signing.BeginTransactionAsync();
            await using var lockOne = new NpgsqlCommand("UPDATE limit_counter SET burst = burst + 1 WHERE key = (SELECT key FROM limit_counter ORDER BY key OFFSET 10 LIMIT 1)", signing, transaction);
            (await lockOne.ExecuteNonQueryAsync()).ShouldBe(1);

            await app.RunAsync<PurgeCounters>().WaitAsync(TimeSpan.FromSeconds(30));

            await using var db = app.Db();
            (await db.LimitCounters.CountAsync()).ShouldBe(1);
        }
        await app.RunAsync<PurgeCounters>();
        await using var after = app.Db();
        (await after.LimitCounters.CountAsync()).ShouldBe(0);
    }

    /// <summary>Counters of windows of an hour.</summary>
    private static async Task FillAsync(CampaignsApp app, int number)
    {
        await using var db = app.Db();
        var (now, until) = (app.Now.UtcDateTime, app.Now.AddHours(1).UtcDateTime);
        await db.Database.OpenConnectionAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        for (var n = 0; n < number; n++)
            await db.Database.ExecuteSqlAsync($"INSERT INTO limit_counter (key, burst, burst_until, sustained, sustained_until) VALUES ({Guid.NewGuid()}, 1, {now}, 1, {until})");
        await transaction.CommitAsync();
    }
}
