using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Reporting;
using Campaigns.Core.Signing;
using Campaigns.Web.Outside;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Signing;

/// <summary>"This wasn't me", or taking it back: the signature stops counting, its waiting mails never leave, and a yes to updates has become a no.</summary>
public sealed class WithdrawSignature(IDbContextFactory<CampaignsDb> databases, ConsentWordings wordings, IJobHost jobs, TimeProvider clock)
{
    /// <param name="page">Where it was asked; the rest of the path is the link's secret.</param>
    /// <param name="takesLettersBack">The letters written under it that have not left never do, also when it is signed again: they may be somebody else's words.</param>
    /// <exception cref="TooBusyException">Another press came first each time; nothing was written.</exception>
    public async Task RunAsync(Guid signatureId, string reason, CancellationToken ct, string page = "/s", bool takesLettersBack = false)
    {
        var wording = await wordings.WithdrawalHashAsync(ct);
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var now = clock.GetUtcNow();
            var signature = await db.Signatures.SingleAsync(s => s.Id == signatureId, ct);
            var (counted, wantedUpdates) = (signature is { State: SignatureState.Confirmed, IsTest: false }, signature.WantsUpdates);
            if (!signature.Withdraw(reason, now)) return;
            if (counted) db.Add(new CountChange(signature.CampaignId, signature.Id, -1, now));
            if (wantedUpdates) db.Add(new Consent(signature.Id, ConsentPurpose.Updates, isGranted: false, wording, page, now));
            // Whoever confirms it again is not thereby known on every device that was remembered under it.
            if (await db.Consents.Where(c => c.SignatureId == signatureId && c.Purpose == ConsentPurpose.Device).OrderByDescending(c => c.At).Select(c => c.IsGranted).FirstOrDefaultAsync(ct))
                db.Add(new Consent(signature.Id, ConsentPurpose.Device, isGranted: false, wording, page, now));
            try { await db.SaveChangesAsync(ct); }
            catch (DbUpdateConcurrencyException) when (attempt < ConfirmSignature.Tries) { continue; }
            catch (DbUpdateConcurrencyException) { throw new TooBusyException("Others change the same signature again and again."); }

            await db.Deliveries.Where(d => d.SignatureId == signatureId && d.State == DeliveryState.Pending && d.Kind != DeliveryKind.ManageLink)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.Cancelled).SetProperty(d => d.Reason, "signature withdrawn").SetProperty(d => d.NextAttemptAt, (DateTimeOffset?)null), ct);
            if (takesLettersBack)
                await db.Actions.Where(a => a.SignatureId == signatureId && a.Step == Step.EmailTarget && a.CancelledAt == null
                        && !db.Deliveries.Any(d => d.ActionId == a.Id && d.Kind == DeliveryKind.LetterToTarget && d.State != DeliveryState.Cancelled))
                    .ExecuteUpdateAsync(set => set.SetProperty(a => a.CancelledAt, (DateTimeOffset?)now), ct);
            await transaction.CommitAsync(ct);
            if (counted) jobs.Nudge<CountSignatures>();
            return;
        }
    }
}
