using Campaigns.Core.Deliveries;
using Campaigns.IntegrationTests.Features.Deliveries;
using Campaigns.Web.Features.Deliveries;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Faults;

/// <summary>A worker process of its own is killed in the middle of its work, again and again.</summary>
public sealed class KilledWorkerTests(Apps apps) : IClassFixture<Apps>
{
    private const int Mails = 400, Kills = 4, Connections = 4;

    [Theory, OnBothDatabases]
    public async Task A_killed_worker_loses_no_mail_and_repeats_at_most_one_for_each_connection(TestDatabase database)
    {
        var app = await apps.On(database);
        await QueueTest.AddAsync(app, Mails);

        for (var kill = 0; kill < Kills; kill++)
        {
            var before = app.Mail.Received.Count;
            using var worker = WorkerProcess.Start(app, Connections);
            try
            {
                await WorkerProcess.UntilAsync(() => app.Mail.Received.Count > before + 30);
            }
            finally
            {
                worker.Kill(); // SIGKILL: no handler runs
                await worker.WaitForExitAsync();
            }
            await WorkerProcess.LetLeasesRunOutAsync(app);
        }
        app.Mail.Received.Count.ShouldBeLessThan(Mails, "every worker was to be killed before the work was done");

        for (var round = 0; round < 20; round++)
        {
            await app.RunAsync<DrainDeliveries>();
            await WorkerProcess.LetLeasesRunOutAsync(app);
        }

        await using var db = app.Db();
        var rows = await db.Deliveries.Select(d => new { d.MessageId, d.State }).ToListAsync();
        var copies = app.Mail.Received.GroupBy(mail => mail.MessageId).ToDictionary(mail => mail.Key, mail => mail.Count());
        // A row whose body was begun in two kills is Uncertain, arrived or not: staff see it. Nothing else may be missing.
        rows.Count(row => row.State is DeliveryState.Sent or DeliveryState.Uncertain).ShouldBe(Mails);
        rows.Where(row => row.State is DeliveryState.Sent).ShouldAllBe(row => copies.ContainsKey(row.MessageId));
        rows.Count(row => row.State is DeliveryState.Uncertain).ShouldBeLessThanOrEqualTo(Kills * Connections);
        copies.Values.Max().ShouldBeLessThanOrEqualTo(2);
        (app.Mail.Received.Count - copies.Count).ShouldBeLessThanOrEqualTo(Kills * Connections);
    }
}
