using System.Diagnostics;
using Campaigns.Web.Outside.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Outside.Jobs;

/// <summary>The job host of this program, with a job that a test watches; its interval is so long that only nudges run it again.</summary>
public sealed class JobHostTests(Apps apps) : IClassFixture<Apps>
{
    private static readonly TimeSpan Never = JobNode.Never;

    [Fact]
    public async Task A_nudge_runs_the_job_within_a_second()
    {
        var app = await apps.On(TestDatabase.Sqlite);
        await using var node = await JobNode.StartAsync(app, table => table.EveryOnAllNodes<WatchedJob>(Never));
        await node.RunsAsync(1); // each job looks once when the program starts
        var waited = Stopwatch.StartNew();
        node.Host.Nudge<WatchedJob>();
        await node.RunsAsync(2);
        waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Many_nudges_while_it_runs_become_one_more_run()
    {
        var app = await apps.On(TestDatabase.Sqlite);
        await using var node = await JobNode.StartAsync(app, table => table.EveryOnAllNodes<WatchedJob>(Never), isOpen: false);
        await node.RunsAsync(1);
        Parallel.For(0, 1000, _ => node.Host.Nudge<WatchedJob>());
        node.Watch.Open();
        await node.LooksAsync(2);
        // Were more nudges kept, the next ones would find the count ahead of them.
        for (var run = 3; run <= 6; run++)
        {
            node.Host.Nudge<WatchedJob>();
            await node.LooksAsync(run);
        }
        node.Watch.Runs.ShouldBe(6);
        node.Watch.MostAtOnce.ShouldBe(1);
    }

    [Fact]
    public async Task A_job_that_throws_is_logged_and_runs_again()
    {
        var app = await apps.On(TestDatabase.Sqlite);
        await using var node = await JobNode.StartAsync(app, table => table.Every<WatchedJob>(Never), failures: 2);
        await node.RunsAsync(1);
        for (var run = 2; run <= 3; run++)
        {
            node.Host.Nudge<WatchedJob>();
            await node.RunsAsync(run);
        }
        await node.LooksAsync(3);
        app.Logs.Lines.Count(line => line.Contains("Job WatchedJob failed")).ShouldBe(2);
        await using var db = app.Db();
        var lease = await db.JobLeases.AsNoTracking().SingleAsync(row => row.Job == nameof(WatchedJob));
        (lease.Owner, lease.LastError).ShouldBe((null, null));
        lease.LastSucceededAt.ShouldNotBeNull();
    }

    [Theory, OnBothDatabases]
    public async Task Of_two_nodes_on_one_database_one_runs_a_leased_job(TestDatabase database)
    {
        var app = await apps.On(database);
        await using var first = await JobNode.StartAsync(app, table => table.Every<WatchedJob>(Never));
        await using var second = await JobNode.StartAsync(app, table => table.Every<WatchedJob>(Never), watch: first.Watch);
        await Task.WhenAll(first.LooksAsync(1), second.LooksAsync(1));
        first.Watch.Runs.ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task Nudged_on_two_nodes_at_once_a_leased_job_never_runs_beside_itself(TestDatabase database)
    {
        var app = await apps.On(database);
        await using var first = await JobNode.StartAsync(app, table => table.Every<WatchedJob>(Never), isOpen: false);
        await first.RunsAsync(1); // and stays in it
        await using var second = await JobNode.StartAsync(app, table => table.Every<WatchedJob>(Never), watch: first.Watch);
        await second.LooksAsync(1);
        first.Host.Nudge<WatchedJob>();
        second.Host.Nudge<WatchedJob>();
        await second.LooksAsync(2);
        first.Watch.Runs.ShouldBe(1);
        first.Watch.Open();
        await first.LooksAsync(2);
        (first.Watch.Runs, first.Watch.MostAtOnce).ShouldBe((2, 1));
    }

    [Theory, OnBothDatabases]
    public async Task A_node_that_died_in_a_job_loses_it_after_its_lease(TestDatabase database)
    {
        var app = await apps.On(database);
        var dead = new JobLeases(app.Services.GetRequiredService<IDbContextFactory<Core.CampaignsDb>>(), app.Clock);
        (await dead.TakeAsync(nameof(WatchedJob), null, CancellationToken.None)).ShouldBeTrue();
        await using var node = await JobNode.StartAsync(app, table => table.Every<WatchedJob>(Never));
        await node.LooksAsync(1);
        node.Host.Nudge<WatchedJob>();
        await node.LooksAsync(2);
        node.Watch.Runs.ShouldBe(0);

        app.Clock.Advance(JobLeases.Length);
        node.Host.Nudge<WatchedJob>();
        await node.RunsAsync(1);
    }

    [Fact]
    public async Task A_process_that_only_serves_pages_runs_no_job()
    {
        var app = await apps.On(TestDatabase.Sqlite);
        await using var node = await JobNode.StartAsync(app, table => table.EveryOnAllNodes<WatchedJob>(Never), isWorker: false);
        node.Host.Nudge<WatchedJob>();
        await node.Host.ExecuteTask!.WaitAsync(JobNode.Patience); // there is no loop to wait for
        node.Watch.Runs.ShouldBe(0);
    }
}
