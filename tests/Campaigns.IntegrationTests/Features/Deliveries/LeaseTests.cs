using Campaigns.Core.Deliveries;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Outside;
using Campaigns.Web.Outside.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Campaigns.IntegrationTests.Features.Deliveries;

/// <summary>Who may send a row, and what holds when a worker is late, dead or one of two.</summary>
public sealed class LeaseTests(QueueApps apps) : QueueTest(apps)
{
    [Theory, OnBothDatabases]
    public async Task A_lease_that_ran_out_before_the_body_puts_the_row_back(TestDatabase database)
    {
        var app = await StartAsync(database);
        var id = (await AddAsync(app))[0];
        await ClaimAsync(app);
        app.Clock.Advance(TimeSpan.FromMinutes(4));
        await app.RunAsync<ReapLeases>();
        await app.RunAsync<ReapLeases>();

        var row = await ReadAsync(app, id);
        (row.State, row.Attempts, row.Resends, row.LeaseLosses).ShouldBe((DeliveryState.Pending, 0, 0, 1));
        await DrainAsync(app);
        Transport.Left.Count.ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task A_lease_that_ran_out_after_the_body_began_sends_once_more_and_then_is_uncertain(TestDatabase database)
    {
        var app = await StartAsync(database);
        var id = (await AddAsync(app))[0];
        for (var time = 0; time < 2; time++)
        {
            if (time == 1) await MakeDueAsync(app, id);
            var row = (await ClaimAsync(app)).ShouldHaveSingleItem();
            (await Committer(app).FenceAsync(row.Lease)).ShouldBeTrue();
            app.Clock.Advance(TimeSpan.FromMinutes(4));
            await app.RunAsync<ReapLeases>();
            await app.RunAsync<ReapLeases>();
            var after = await ReadAsync(app, id);
            (after.State, after.Attempts).ShouldBe(time == 0 ? (DeliveryState.Pending, 1) : (DeliveryState.Uncertain, 2));
        }
        (await AttemptsAsync(app, id)).Count.ShouldBe(2);
    }

    [Theory, OnBothDatabases]
    public async Task A_fence_is_refused_after_the_lease(TestDatabase database)
    {
        var app = await StartAsync(database);
        var id = (await AddAsync(app))[0];
        Transport.BeforeFence = _ =>
        {
            app.Clock.Advance(TimeSpan.FromMinutes(4)); // the worker sleeps past its lease
            return Task.CompletedTask;
        };
        await DrainOnceAsync(app);

        Transport.Left.ShouldBeEmpty();
        await app.RunAsync<ReapLeases>();
        var row = await ReadAsync(app, id);
        (row.State, row.Attempts, row.Resends).ShouldBe((DeliveryState.Pending, 0, 0));
    }

    [Theory, OnBothDatabases]
    public async Task A_late_worker_cannot_overwrite_the_one_that_claimed_since(TestDatabase database)
    {
        var app = await StartAsync(database);
        var id = (await AddAsync(app))[0];
        var late = (await ClaimAsync(app)).ShouldHaveSingleItem();
        app.Clock.Advance(TimeSpan.FromMinutes(4));
        await app.RunAsync<ReapLeases>();
        var current = (await ClaimAsync(app)).ShouldHaveSingleItem();
        current.Lease.Token.ShouldNotBe(late.Lease.Token);

        await Committer(app).CompleteAsync(OutcomeRules.Complete(late, new(MailOutcomeKind.BadRecipient, 550), app.Now));
        await Committer(app).CompleteAsync(OutcomeRules.Complete(late, ScriptedTransport.Accepted, app.Now));

        var row = await ReadAsync(app, id);
        (row.State, row.LeaseToken).ShouldBe((DeliveryState.Sending, current.Lease.Token));
        (await AttemptsAsync(app, id)).ShouldBeEmpty();
    }

    [Theory, OnBothDatabases]
    public async Task A_late_yes_is_believed_while_nobody_claimed_since_but_a_late_no_is_not(TestDatabase database)
    {
        var app = await StartAsync(database);
        await AddAsync(app, 2);
        var rows = await ClaimAsync(app, 2);
        foreach (var row in rows) (await Committer(app).FenceAsync(row.Lease)).ShouldBeTrue();
        app.Clock.Advance(TimeSpan.FromMinutes(4));
        await app.RunAsync<ReapLeases>();

        await Committer(app).CompleteAsync(OutcomeRules.Complete(rows[0], ScriptedTransport.Accepted, app.Now));
        await Committer(app).CompleteAsync(OutcomeRules.Complete(rows[1], new(MailOutcomeKind.MessageRefused, 554), app.Now));

        (await ReadAsync(app, rows[0].Id)).State.ShouldBe(DeliveryState.Sent);
        (await ReadAsync(app, rows[1].Id)).State.ShouldBe(DeliveryState.Pending);
    }

    [Theory, OnBothDatabases]
    public async Task Two_drains_at_once_send_each_mail_once(TestDatabase database)
    {
        var app = await StartAsync(database);
        await AddAsync(app, 300);
        await Task.WhenAll(DrainAsync(app), DrainAsync(app), DrainAsync(app));
        await DrainAsync(app);

        Transport.Left.Count.ShouldBe(300);
        Transport.Left.Select(mail => mail.DeliveryId).Distinct().Count().ShouldBe(300);
        await using var db = app.Db();
        (await db.Deliveries.CountAsync(d => d.State == DeliveryState.Sent)).ShouldBe(300);
        (await db.DeliveryAttempts.CountAsync()).ShouldBe(300);
    }

    [Theory, OnBothDatabases]
    public async Task A_stopping_drain_finishes_what_has_begun_and_gives_the_rest_back(TestDatabase database)
    {
        var app = await StartAsync(database);
        await AddAsync(app, 50);
        using var stop = new CancellationTokenSource();
        Transport.BeforeBody = async _ =>
        {
            await stop.CancelAsync();
            await Task.Delay(50);
        };
        await DrainAsync(app, stop.Token);

        var sent = Transport.Left.Count;
        sent.ShouldBeInRange(1, 4);
        await using var db = app.Db();
        (await db.Deliveries.CountAsync(d => d.State == DeliveryState.Sent)).ShouldBe(sent);
        (await db.Deliveries.CountAsync(d => d.State == DeliveryState.Pending && d.Attempts == 0 && d.LeaseToken == null)).ShouldBe(50 - sent);
    }

    [Theory, OnBothDatabases]
    public async Task A_row_that_keeps_killing_its_worker_ends_and_those_held_with_it_leave(TestDatabase database)
    {
        var app = await StartAsync(database);
        var ids = await AddAsync(app, 6);
        var killer = ids[0];
        for (var run = 0; run < 200 && (await ReadAsync(app, killer)).State is DeliveryState.Pending; run++)
        {
            var held = await ClaimAsync(app, 6);
            if (!held.Any(row => row.Id == killer))
                foreach (var row in held) await Committer(app).CompleteAsync(OutcomeRules.Complete(row, ScriptedTransport.Accepted, app.Now));
            // else the process would be gone, and its leases run out
            app.Clock.Advance(TimeSpan.FromMinutes(4));
            await app.RunAsync<ReapLeases>();
        }

        var row0 = await ReadAsync(app, killer);
        row0.State.ShouldBe(DeliveryState.Failed);
        row0.Reason!.ShouldContain("stopped");
        await DrainAsync(app);
        Transport.Left.Select(mail => mail.DeliveryId).ShouldNotContain(killer);
    }

    [Theory, OnBothDatabases]
    public async Task A_worker_whose_rows_were_taken_back_sends_no_body_though_its_own_clock_allows_it(TestDatabase database)
    {
        var app = await StartAsync(database);
        await AddAsync(app, 2);
        var rows = await ClaimAsync(app, 2);
        await LetLeasesRunOutAsync(app);
        await app.RunAsync<ReapLeases>();
        Committer(app).Holds(rows[0].Lease).ShouldBeTrue("nobody has told this process yet");

        (await Committer(app).FenceAsync(rows[0].Lease)).ShouldBeFalse();
        Committer(app).Holds(rows[1].Lease).ShouldBeFalse("one refusal tells of all that was held");
        (await ReadAsync(app, rows[0].Id)).State.ShouldBe(DeliveryState.Pending);

        await DrainAsync(app); // a lease of its own again
        Transport.Left.Count.ShouldBe(2);
        await using var db = app.Db();
        (await db.Deliveries.CountAsync(d => d.State == DeliveryState.Sent)).ShouldBe(2);
    }

    [Theory, OnBothDatabases]
    public async Task A_lease_that_ran_out_but_was_not_taken_back_yet_is_not_revived(TestDatabase database)
    {
        var app = await StartAsync(database);
        await AddAsync(app);
        var row = (await ClaimAsync(app)).ShouldHaveSingleItem();
        await LetLeasesRunOutAsync(app);

        (await Committer(app).FenceAsync(row.Lease)).ShouldBeFalse();
        await app.RunAsync<ReapLeases>();
        await DrainAsync(app);
        Transport.Left.Count.ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task A_lease_lost_in_mid_flight_still_lets_a_yes_be_written_down(TestDatabase database)
    {
        var app = await StartAsync(database);
        await AddAsync(app, 3);
        var rows = await ClaimAsync(app, 3);
        (await Committer(app).FenceAsync(rows[0].Lease)).ShouldBeTrue();
        await LetLeasesRunOutAsync(app);
        await app.RunAsync<ReapLeases>();

        // The end of the one and the beginning of the next come in one request: the end counts, the beginning does not.
        (await Committer(app).FenceAsync(rows[1].Lease, OutcomeRules.Complete(rows[0], ScriptedTransport.Accepted, app.Now))).ShouldBeFalse();
        (await ReadAsync(app, rows[0].Id)).State.ShouldBe(DeliveryState.Sent);
        await DrainAsync(app);
        Transport.Left.Select(mail => mail.DeliveryId).ShouldBe(rows.Skip(1).Select(row => row.Id), ignoreOrder: true);
    }

    [Theory, OnBothDatabases]
    public async Task Rows_of_a_dead_worker_go_back_by_whether_their_body_had_begun(TestDatabase database)
    {
        var app = await StartAsync(database);
        await AddAsync(app, 4);
        var rows = await ClaimAsync(app, 4);
        (await Committer(app).FenceAsync(rows[0].Lease)).ShouldBeTrue();
        (await Committer(app).FenceAsync(rows[1].Lease, OutcomeRules.Complete(rows[0], ScriptedTransport.Accepted, app.Now))).ShouldBeTrue();
        await using (var db = app.Db()) (await db.DeliveryWorkers.SingleAsync()).InFlight.ShouldBe([rows[1].Id]);
        await LetLeasesRunOutAsync(app);
        await app.RunAsync<ReapLeases>();

        (await ReadAsync(app, rows[0].Id)).State.ShouldBe(DeliveryState.Sent);
        var begun = await ReadAsync(app, rows[1].Id);
        (begun.State, begun.Attempts, begun.Resends, begun.LeaseLosses).ShouldBe((DeliveryState.Pending, 1, 1, 0));
        begun.NextAttemptAt!.Value.ShouldBeGreaterThan(app.Now.AddMinutes(4));
        (await AttemptsAsync(app, begun.Id)).ShouldHaveSingleItem().Outcome.ShouldBe("LeaseLost");
        foreach (var held in rows.Skip(2))
        {
            var row = await ReadAsync(app, held.Id);
            (row.State, row.Attempts, row.Resends, row.LeaseLosses).ShouldBe((DeliveryState.Pending, 0, 0, 1));
            (await AttemptsAsync(app, row.Id)).ShouldBeEmpty();
        }
        await using var after = app.Db();
        (await after.DeliveryWorkers.AnyAsync()).ShouldBeFalse();
    }

    [Theory, OnBothDatabases]
    public async Task A_commit_that_happened_but_never_answered_strands_no_row(TestDatabase database)
    {
        var app = await StartAsync(database);
        await AddAsync(app, 20);
        var sql = new SilentOnceSql(app.Services.GetRequiredService<DeliverySql>());
        await using var committer = new DeliveryCommitter(sql, app.Services.GetRequiredService<QueueOptions>(), app.Services.GetRequiredService<JobLeases>(), app.Clock, NullLogger<DeliveryCommitter>.Instance);
        var first = (await committer.ClaimAsync(new(0, 1))).Any.ShouldHaveSingleItem();
        (await committer.FenceAsync(first.Lease)).ShouldBeTrue();

        sql.IsSilent = true;
        var second = (await committer.ClaimAsync(new(0, 5))).Any; // claimed, unheard, and claimed again
        second.Count.ShouldBe(5);
        await using var db = app.Db();
        (await db.Deliveries.Where(d => d.State == DeliveryState.Sending).Select(d => d.Id).ToListAsync()).ShouldBe([first.Id, .. second.Select(row => row.Id)], ignoreOrder: true);
        (await db.DeliveryWorkers.SingleAsync()).InFlight.ShouldBe([first.Id]);
    }

    [Theory, OnBothDatabases]
    public async Task What_has_ended_leaves_the_claim_index(TestDatabase database)
    {
        var app = await StartAsync(database);
        var ids = await AddAsync(app, 3);
        Transport.Answer = mail => mail.DeliveryId == ids[0] ? ScriptedTransport.Accepted : mail.DeliveryId == ids[1] ? new(MailOutcomeKind.BadRecipient, 550) : new(MailOutcomeKind.Deferred, 451);
        await DrainAsync(app);
        await using var db = app.Db();
        (await db.Deliveries.Where(d => d.NextAttemptAt != null).Select(d => d.Id).ToListAsync()).ShouldBe([ids[2]]);
        await Should.ThrowAsync<System.Data.Common.DbException>(() => db.Deliveries.Where(d => d.Id == ids[2]).ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.Cancelled)));
    }

    internal static DeliveryCommitter Committer(CampaignsApp app) => app.Services.GetRequiredService<DeliveryCommitter>();

    internal static async Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(CampaignsApp app, int count = 1) => (await Committer(app).ClaimAsync(new(0, count))).Any;

    /// <summary>A drain that would go on trying is ended after its first round.</summary>
    private static async Task DrainOnceAsync(CampaignsApp app)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await DrainAsync(app, stop.Token);
    }

    /// <summary>As if the time of every lease had passed, which only the database knows.</summary>
    internal static async Task LetLeasesRunOutAsync(CampaignsApp app)
    {
        await using var db = app.Db();
        var past = app.Now.AddSeconds(-1);
        await db.DeliveryWorkers.ExecuteUpdateAsync(set => set.SetProperty(worker => worker.Until, past));
    }

    /// <summary>A database whose answer gets lost once, after the commit.</summary>
    private sealed class SilentOnceSql(DeliverySql inner) : DeliverySql
    {
        public bool IsSilent { get; set; }

        public override async Task<DeliveryBatchResult> WriteAsync(DeliveryBatch batch, string owner, DateTimeOffset now, CancellationToken ct)
        {
            var result = await inner.WriteAsync(batch, owner, now, ct);
            if (!IsSilent) return result;
            IsSilent = false;
            throw new IOException("The answer was lost.");
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask; // the program's own
    }
}
