using Campaigns.Core;
using Campaigns.Core.Deliveries;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Campaigns.IntegrationTests.Features.Deliveries;

/// <summary>What only PostgreSQL lets happen at the same time.</summary>
public sealed class LeaseRaceTests(QueueApps apps) : QueueTest(apps)
{
    [Fact]
    public async Task A_yes_that_comes_while_its_row_is_taken_back_stands_and_no_attempt_is_written_for_a_loss_that_was_none()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null && Environment.GetEnvironmentVariable("CI") is not "true", PostgresCluster.Missing ?? "");
        var app = await StartAsync(TestDatabase.Postgres);
        await AddAsync(app, 2);
        var rows = await LeaseTests.ClaimAsync(app, 2);
        foreach (var row in rows) (await LeaseTests.Committer(app).FenceAsync(row.Lease)).ShouldBeTrue();
        await LeaseTests.LetLeasesRunOutAsync(app);
        var late = new BeforeUpdate(async () =>
        {
            await using var other = app.Db();
            await other.Deliveries.Where(d => d.Id == rows[0].Id).ExecuteUpdateAsync(set => set
                .SetProperty(d => d.State, DeliveryState.Sent).SetProperty(d => d.NextAttemptAt, (DateTimeOffset?)null));
        });
        var options = new DbContextOptionsBuilder<CampaignsDb>().UseNpgsql(app.Services.GetRequiredService<NpgsqlDataSource>()).AddInterceptors(late).Options;
        await using (var db = new CampaignsDb(options)) await new ReapLeases(db, SqlDialect.Postgres, app.Clock, NullLogger<ReapLeases>.Instance).RunAsync(default);

        late.HasHappened.ShouldBeTrue();
        var sent = await ReadAsync(app, rows[0].Id);
        (sent.State, sent.Resends, sent.Attempts).ShouldBe((DeliveryState.Sent, 0, 0));
        (await AttemptsAsync(app, rows[0].Id)).ShouldBeEmpty();
        (await AttemptsAsync(app, rows[1].Id)).ShouldHaveSingleItem().Outcome.ShouldBe("LeaseLost");
    }

    [Fact]
    public async Task A_connection_goes_back_to_the_pool_as_it_came()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null && Environment.GetEnvironmentVariable("CI") is not "true", PostgresCluster.Missing ?? "");
        var app = await StartAsync(TestDatabase.Postgres);
        var builder = new NpgsqlDataSourceBuilder(app.Services.GetRequiredService<NpgsqlDataSource>().ConnectionString);
        // As the program sets it: nothing else puts a session back into its first state. One connection, so that it is the same.
        (builder.ConnectionStringBuilder.NoResetOnClose, builder.ConnectionStringBuilder.MaxPoolSize) = (true, 1);
        await using var source = builder.Build();
        await using (var sql = new PostgresDeliverySql(source)) await sql.WriteAsync(new DeliveryBatch(), "test", app.Now, default);

        await using var connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("SHOW plan_cache_mode", connection);
        (await command.ExecuteScalarAsync()).ShouldBe("auto");
    }

    /// <summary>Something that another process does just before the first row is taken back.</summary>
    private sealed class BeforeUpdate(Func<Task> act) : DbCommandInterceptor
    {
        public bool HasHappened { get; private set; }

        public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            System.Data.Common.DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (!HasHappened && command.CommandText.Contains("UPDATE delivery", StringComparison.Ordinal))
            {
                HasHappened = true;
                await act();
            }
            return result;
        }
    }
}
