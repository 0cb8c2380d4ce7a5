using Campaigns.Web.Outside;

namespace Campaigns.Web.Features.Deliveries;

/// <summary>
/// One connection's work: one message after the other. What became of a message is handed over together with the fence of the next, so that
/// one commit carries both and a mail costs one request; the next body waits for that commit: never more than one body that is not written down.
/// </summary>
internal sealed partial class SendingLoop(DeliveryReserve reserve, DeliveryCommitter committer, PrepareMail prepare, LoadDeliveries load, MailLane lane, IMailTransport transport, TimeProvider time, ILogger logger)
{
    /// <summary>Rows that waited longer are read again: people withdraw, addresses get suppressed.</summary>
    private static readonly TimeSpan LoadedFor = TimeSpan.FromSeconds(10);

    /// <summary>What became of the last message, not yet handed over.</summary>
    private Completion? _last;

    /// <param name="isProbe">The one message that may try while the breaker is open.</param>
    public async Task RunAsync(bool urgentOnly, bool isProbe, CancellationToken ct)
    {
        try
        {
            while (await NextAsync(urgentOnly, ct) is { } delivery)
            {
                committer.Enter();
                try { await SendAsync(delivery, isProbe, ct); }
                finally
                {
                    committer.Leave();
                    reserve.Done();
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested) { }
        finally { await RecordAsync(null); }
    }

    /// <summary>Whoever has to wait for a row writes down first what is done.</summary>
    private async Task<LoadedDelivery?> NextAsync(bool urgentOnly, CancellationToken ct)
    {
        if (reserve.TryTake(urgentOnly) is { } row) return row;
        await RecordAsync(null);
        return await reserve.TakeAsync(urgentOnly, ct);
    }

    private async Task SendAsync(LoadedDelivery delivery, bool isProbe, CancellationToken ct)
    {
        var lease = delivery.Claimed.Lease;
        try
        {
            if (ct.IsCancellationRequested || !committer.Holds(lease) || (!isProbe && lane.Gate is not LaneGate.Open))
            {
                await committer.ReleaseAsync(lease);
                return;
            }
            if (time.GetUtcNow() - delivery.LoadedAt > LoadedFor) delivery = (await load.RunAsync([delivery.Claimed], ct))[0];

            var (mail, instead) = prepare.Run(delivery);
            if (mail is null) await RecordAsync(instead);
            else await SendAsync(delivery.Claimed, mail, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await committer.ReleaseAsync(lease); // the body had not begun: the transport finishes those that have
        }
        catch (Exception e)
        {
            LoopFailed(logger, lease.Id, e);
            // What was sent is kept to be written down; only a row without an outcome goes back.
            if (_last?.Lease != lease) await committer.ReleaseAsync(lease);
        }
    }

    private async Task SendAsync(ClaimedDelivery row, OutgoingMail mail, CancellationToken ct)
    {
        // Under way while the envelope is; without a message before, asked for only when the body is due.
        var fenced = _last is { } before ? committer.FenceAsync(row.Lease, before) : null;
        _last = null;
        MailOutcome outcome;
        try
        {
            outcome = await transport.SendAsync(mail, async _ => await (fenced ??= committer.FenceAsync(row.Lease)) && committer.Holds(row.Lease), ct);
        }
        finally
        {
            if (fenced is not null) await fenced; // carries the message before, so it is waited for whatever happened to this one
        }

        if (outcome.Kind is MailOutcomeKind.FenceLost) await committer.ReleaseAsync(row.Lease);
        else await RecordAsync(OutcomeRules.Complete(row, outcome, time.GetUtcNow()));
        try { await lane.ReportAsync(outcome); }
        catch (Exception e) { LaneNotTold(logger, outcome.Kind, e); } // the next outcome tells it again
    }

    /// <summary>Keeps one completion for the next fence and writes down the one before it.</summary>
    private async Task RecordAsync(Completion? next)
    {
        var before = _last;
        _last = next;
        if (before is not null) await committer.CompleteAsync(before);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lane was not told of an outcome ({Outcome})")]
    private static partial void LaneNotTold(ILogger logger, MailOutcomeKind outcome, Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "Delivery {Delivery} could not be tried; it goes back to the queue")]
    private static partial void LoopFailed(ILogger logger, Guid delivery, Exception e);
}
