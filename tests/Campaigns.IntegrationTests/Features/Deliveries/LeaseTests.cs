using Campaigns.Core.Deliveries;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Outside;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

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
        (await ReadAsync(app, id)).DataStartedAt.ShouldBeNull();
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

    internal static DeliveryCommitter Committer(CampaignsApp app) => app.Services.GetRequiredService<DeliveryCommitter>();

    internal static async Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(CampaignsApp app, int count = 1) => (await Committer(app).ClaimAsync(new(0, count))).Any;

    /// <summary>A drain that would go on trying is ended after its first round.</summary>
    private static async Task DrainOnceAsync(CampaignsApp app)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await DrainAsync(app, stop.Token);
    }
}
