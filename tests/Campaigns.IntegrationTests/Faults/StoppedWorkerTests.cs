using System.Data.Common;
using System.Diagnostics;
using Campaigns.Core.Deliveries;
using Campaigns.IntegrationTests.Features.Deliveries;
using Campaigns.Web.Features.Deliveries;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Faults;

/// <summary>A worker process sleeps past its lease in the middle of its work (SIGSTOP), others take over, and it wakes up.</summary>
public sealed class StoppedWorkerTests(Apps apps) : IClassFixture<Apps>
{
    private const int Mails = 300, Connections = 4;

    [Theory, OnBothDatabases]
    public async Task A_worker_that_slept_past_its_lease_sends_no_body_and_overwrites_nothing(TestDatabase database)
    {
        var app = await apps.On(database);
        await QueueTest.AddAsync(app, Mails);
        using var worker = WorkerProcess.Start(app, Connections);
        try
        {
            await WorkerProcess.UntilAsync(() => app.Mail.Received.Count > 40);
            var begun = await StopAsync(app, worker);
            begun.Length.ShouldBeInRange(0, Connections);
            var before = app.Mail.Received.Count;
            before.ShouldBeLessThan(Mails, "the worker was to be stopped before the work was done");

            // Its lease is over and its rows belong to others, who finish the work.
            for (var round = 0; round < 20 && await AnyOpenAsync(app); round++)
            {
                await app.RunAsync<DrainDeliveries>();
                await WorkerProcess.LetLeasesRunOutAsync(app);
            }
            (await AnyOpenAsync(app)).ShouldBeFalse();
            var states = await StatesAsync(app);

            await SignalAsync(worker, "CONT");
            var left = app.Mail.Received.Count;
            var last = (await QueueTest.AddAsync(app))[0]; // nobody else works now: when this one has left, the worker is awake and has its new lease
            await WorkerProcess.UntilAsync(() => app.Mail.Received.Count > left && app.Mail.Received.Any(mail => mail.MessageId.Contains(last.ToString(), StringComparison.Ordinal)));

            (await StatesAsync(app)).Where(row => row.Key != last).ShouldBe(states, ignoreOrder: true);
            states.Values.ShouldAllBe(state => state == DeliveryState.Sent || state == DeliveryState.Uncertain);
            foreach (var copies in app.Mail.Received.GroupBy(mail => mail.MessageId))
                copies.Count().ShouldBeLessThanOrEqualTo(begun.Any(id => copies.Key.Contains(id.ToString(), StringComparison.Ordinal)) ? 2 : 1, "only what had begun may come twice");
        }
        finally
        {
            worker.Kill();
            await worker.WaitForExitAsync();
        }
    }

    /// <returns>What the worker's lease calls begun. On SQLite it may be stopped while it holds the file: then it is woken and stopped again.</returns>
    private static async Task<Guid[]> StopAsync(CampaignsApp app, Process worker)
    {
        while (true)
        {
            await SignalAsync(worker, "STOP");
            try
            {
                await using var db = app.Db();
                var begun = await db.DeliveryWorkers.AsNoTracking().SingleAsync();
                await WorkerProcess.LetLeasesRunOutAsync(app);
                return begun.InFlight;
            }
            catch (DbException)
            {
                await SignalAsync(worker, "CONT");
                await Task.Delay(5);
            }
        }
    }

    private static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
        kill.ExitCode.ShouldBe(0);
    }

    private static async Task<bool> AnyOpenAsync(CampaignsApp app)
    {
        await using var db = app.Db();
        return await db.Deliveries.AnyAsync(d => d.State == DeliveryState.Pending || d.State == DeliveryState.Sending);
    }

    private static async Task<Dictionary<Guid, DeliveryState>> StatesAsync(CampaignsApp app)
    {
        await using var db = app.Db();
        return await db.Deliveries.ToDictionaryAsync(d => d.Id, d => d.State);
    }
}
