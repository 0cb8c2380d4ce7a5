using System.Diagnostics;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.IntegrationTests.Features.Deliveries;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Faults;

/// <summary>A worker that is started again finds a hundred thousand mails waiting.</summary>
public sealed class LongQueueTests(Apps apps) : IClassFixture<Apps>
{
    private const int Notices = 100_000, Confirmations = 20;

    [Theory, OnBothDatabases]
    public async Task After_a_restart_mail_leaves_as_soon_as_from_an_empty_queue_and_the_urgent_ones_first(TestDatabase database)
    {
        var app = await apps.On(database);
        await QueueTest.AddAsync(app);
        var alone = await FirstMailsAsync(app, 1);

        await QueueAsync(app);
        var urgent = await QueueTest.AddAsync(app, Confirmations); // the newest rows of all
        app.Mail.Empty();
        var behind = await FirstMailsAsync(app, Confirmations * 10);

        // Ten seconds on a machine that has nothing else to do; how busy it is the start without a queue tells.
        (behind - alone).ShouldBeLessThan(TimeSpan.FromSeconds(10) + (2 * alone));
        var first = app.Mail.Received.Take(Confirmations * 2).Select(mail => mail.MessageId).ToList();
        foreach (var id in urgent) first.ShouldContain(message => message.Contains(id.ToString(), StringComparison.Ordinal), "a confirmation waited behind notices");
    }

    /// <returns>From the start of a worker's process until this many mails have arrived.</returns>
    private static async Task<TimeSpan> FirstMailsAsync(CampaignsApp app, int mails)
    {
        var watch = Stopwatch.StartNew();
        using var worker = WorkerProcess.Start(app, connections: 4);
        try
        {
            await WorkerProcess.UntilAsync(() => app.Mail.Received.Count >= mails);
            return watch.Elapsed;
        }
        finally
        {
            worker.Kill();
            await worker.WaitForExitAsync();
        }
    }

    /// <summary>One notice to a confirmed signer, a hundred thousand times.</summary>
    private static async Task QueueAsync(CampaignsApp app)
    {
        var model = (await QueueTest.AddAsync(app, kind: DeliveryKind.AlreadySigned))[0];
        await using var db = app.Db();
        var signer = await db.Deliveries.Where(d => d.Id == model).Select(d => d.SignatureId).SingleAsync();
        await db.Signatures.Where(s => s.Id == signer).ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SignatureState.Confirmed).SetProperty(s => s.ConfirmedAt, app.Now));

        var columns = db.Model.FindEntityType(typeof(Delivery))!.GetProperties().Select(property => property.GetColumnName()).ToList();
        var (id, series) = db.Database.IsNpgsql()
            ? ("gen_random_uuid()", $"generate_series(1, {Notices}) AS series(n)")
            : ("upper(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-7' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))",
               $"(WITH RECURSIVE series(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < {Notices}) SELECT n FROM series) AS series");
        var values = columns.Select(column => column switch { "id" => id, "idempotency_key" => "'notice:' || n", "message_id" => "'<notice-' || n || '@campaigns.test>'", _ => column });
#pragma warning disable EF1002 // names of columns, from the model
        await db.Database.ExecuteSqlRawAsync($"INSERT INTO delivery ({string.Join(", ", columns)}) SELECT {string.Join(", ", values)} FROM delivery CROSS JOIN {series} WHERE idempotency_key = 'test:{model}'");
#pragma warning restore EF1002
        (await db.Deliveries.CountAsync(d => d.State == DeliveryState.Pending)).ShouldBeGreaterThan(Notices);
    }
}
