using Campaigns.Web.Outside;
using Campaigns.Web.Startup;

namespace Campaigns.Web.Features.Deliveries;

/// <summary>
/// Sends what is due, over as many connections as the mail settings say, until nothing is due any more. Every worker node runs it at once;
/// claims share out the rows. Stopping it finishes the messages that are under way and gives the others back.
/// </summary>
internal sealed class DrainDeliveries(
    DeliveryCommitter committer, LoadDeliveries load, PrepareMail prepare, MailLane lane, IMailTransport transport,
    QueueOptions queue, CurrentMail mail, TimeProvider time, ILogger<DrainDeliveries> logger) : IJob
{
    public async Task RunAsync(CancellationToken ct)
    {
        var gate = await lane.ReadAsync(ct);
        if (gate is LaneGate.Probe && await lane.TakeProbeAsync(ct))
        {
            await RunAsync(probes: true, ct);
            gate = await lane.ReadAsync(ct);
        }
        if (gate is LaneGate.Open) await RunAsync(probes: false, ct);
    }

    private async Task RunAsync(bool probes, CancellationToken ct)
    {
        var options = mail.Now is { Transport: MailTransportKind.Smtp } now ? queue with { Connections = now.Server.Connections } : queue;
        var reserve = new DeliveryReserve(committer, load, lane, options);
        var fill = probes ? reserve.FillOneAsync(ct) : reserve.FillAsync(ct);
        var loops = Enumerable.Range(0, probes ? 1 : options.Connections).Select(n =>
            new SendingLoop(reserve, committer, prepare, load, lane, transport, time, logger).RunAsync(urgentOnly: !probes && n < options.UrgentConnections, probes, ct));
        try
        {
            await Task.WhenAll([fill, .. loops.ToArray()]);
        }
        finally
        {
            await reserve.GiveBackAsync();
        }
    }
}
