using Campaigns.Core.Deliveries;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Outside;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.Deliveries;

/// <summary>In which order rows leave, and when none do.</summary>
public sealed class LaneTests(QueueApps apps) : QueueTest(apps)
{
    [Theory, OnBothDatabases]
    public async Task Rows_leave_by_priority_and_then_by_age(TestDatabase database)
    {
        var app = await StartAsync(database);
        var updates = await AddAsync(app, 3, DeliveryKind.Update);
        var notices = await AddAsync(app, 3, DeliveryKind.AlreadySigned);
        var confirmations = await AddAsync(app, 3, DeliveryKind.Confirmation);

        var claimed = await LeaseTests.ClaimAsync(app, 7);
        claimed.Select(row => row.Id).ShouldBe([.. confirmations, .. notices, updates[0]]);
    }

    [Theory, OnBothDatabases]
    public async Task Urgent_connections_never_take_what_can_wait(TestDatabase database)
    {
        var app = await StartAsync(database);
        await AddAsync(app, 3, DeliveryKind.Update);
        var confirmation = (await AddAsync(app, 1))[0];

        var (urgent, any) = await LeaseTests.Committer(app).ClaimAsync(new(10, 0));
        urgent.ShouldHaveSingleItem().Id.ShouldBe(confirmation);
        any.ShouldBeEmpty();
    }

    [Theory, OnBothDatabases]
    public async Task A_confirmation_leaves_while_every_other_connection_hangs(TestDatabase database)
    {
        var app = await StartAsync(database);
        await AddAsync(app, 20, DeliveryKind.AlreadySigned);
        await using (var db = app.Db()) await db.Deliveries.ExecuteUpdateAsync(set => set.SetProperty(d => d.Priority, 50));
        var release = new TaskCompletionSource();
        Transport.BeforeBody = mail => mail.Recipient.StartsWith("quick") ? Task.CompletedTask : release.Task;
        var drain = DrainAsync(app);
        await Task.Delay(200);

        var id = (await AddAsync(app, 1, address: _ => "quick@example.org"))[0];
        var until = DateTime.UtcNow.AddSeconds(5);
        while ((await ReadAsync(app, id)).State is not DeliveryState.Sent && DateTime.UtcNow < until) await Task.Delay(20);
        (await ReadAsync(app, id)).State.ShouldBe(DeliveryState.Sent);
        Transport.Left.ShouldHaveSingleItem();

        release.SetResult();
        await drain;
        Transport.Left.Count.ShouldBe(21);
    }

    [Theory, OnBothDatabases]
    public async Task Five_failed_connections_in_a_row_leave_one_probe_a_minute_and_nothing_is_lost(TestDatabase database)
    {
        var app = await StartAsync(database);
        var ids = await AddAsync(app, 60);
        Transport.Answer = _ => new(MailOutcomeKind.NotConnected);
        await DrainAsync(app);
        var first = Transport.Tries;
        first.ShouldBeInRange(5, 8); // five, and those already under way

        await DrainAsync(app);
        await DrainAsync(app);
        Transport.Tries.ShouldBe(first);

        for (var minute = 1; minute <= 3; minute++)
        {
            app.Clock.Advance(TimeSpan.FromSeconds(61));
            await Task.WhenAll(DrainAsync(app), DrainAsync(app));
            await DrainAsync(app);
            Transport.Tries.ShouldBe(first + minute);
        }

        Transport.Answer = _ => ScriptedTransport.Accepted;
        app.Clock.Advance(TimeSpan.FromSeconds(70));
        await DrainAsync(app);
        await using var db = app.Db();
        (await db.Deliveries.CountAsync(d => d.State == DeliveryState.Sent && d.Attempts == 1)).ShouldBe(ids.Count);
        Transport.Left.Select(mail => mail.DeliveryId).Distinct().Count().ShouldBe(ids.Count);
    }

    [Theory, OnBothDatabases]
    public async Task Failures_that_are_not_in_a_row_open_nothing(TestDatabase database)
    {
        var app = await StartAsync(database);
        var ids = await AddAsync(app, 40);
        var n = 0;
        Transport.Answer = _ => Interlocked.Increment(ref n) % 2 == 0 ? ScriptedTransport.Accepted : new(MailOutcomeKind.NotConnected);
        for (var run = 0; run < 12; run++)
        {
            await DrainAsync(app);
            app.Clock.Advance(TimeSpan.FromSeconds(70));
        }
        await using var db = app.Db();
        (await db.Deliveries.CountAsync(d => d.State == DeliveryState.Sent)).ShouldBe(ids.Count);
    }
}
