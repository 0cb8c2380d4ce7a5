using Campaigns.Web.Outside;

namespace Campaigns.Web.Features.Deliveries;

/// <summary>
/// One connection's work: one message after the other. The completion of a message and the fence of the next are handed over together and
/// share a commit, and both are waited for before the next body leaves: never more than one body that is not written down.
/// </summary>
internal sealed partial class SendingLoop(DeliveryReserve reserve, DeliveryCommitter committer, PrepareMail prepare, LoadDeliveries load, MailLane lane, IMailTransport transport, TimeProvider time, ILogger logger)
{
    /// <summary>Rows that waited longer are read again: people withdraw, addresses get suppressed.</summary>
    private static readonly TimeSpan LoadedFor = TimeSpan.FromSeconds(10);

    private Task _recorded = Task.CompletedTask;

    /// <param name="isProbe">The one message that may try while the breaker is open.</param>
    public async Task RunAsync(bool urgentOnly, bool isProbe, CancellationToken ct)
    {
        try
        {
            while (await reserve.TakeAsync(urgentOnly, ct) is { } delivery)
            {
                try { await SendAsync(delivery, isProbe, ct); }
                finally { reserve.Done(); }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested) { }
        finally { await _recorded; }
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
            if (mail is null) Record(instead!);
            else await SendAsync(delivery.Claimed, mail, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await committer.ReleaseAsync(lease); // the body had not begun: the transport finishes those that have
        }
        catch (Exception e)
        {
            LoopFailed(logger, lease.Id, e);
            await committer.ReleaseAsync(lease);
        }
    }

    private async Task SendAsync(ClaimedDelivery row, OutgoingMail mail, CancellationToken ct)
    {
        var recorded = _recorded;
        // Asked for while the last completion waits for its commit, so that one commit carries both.
        var fenced = recorded.IsCompleted ? null : committer.FenceAsync(row.Lease);
        var outcome = await transport.SendAsync(mail, async _ =>
        {
            await recorded;
            return await (fenced ?? committer.FenceAsync(row.Lease)) && committer.Holds(row.Lease);
        }, ct);

        await recorded;
        if (outcome.Kind is MailOutcomeKind.FenceLost) await committer.ReleaseAsync(row.Lease);
        else Record(OutcomeRules.Complete(row, outcome, time.GetUtcNow()));
        await lane.ReportAsync(outcome);
    }

    private void Record(Completion completion)
    {
        var before = _recorded;
        var written = committer.CompleteAsync(completion);
        _recorded = before.IsCompletedSuccessfully ? written : Task.WhenAll(before, written);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Delivery {Delivery} could not be tried; it goes back to the queue")]
    private static partial void LoopFailed(ILogger logger, Guid delivery, Exception e);
}
