using Campaigns.Core;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Reporting;
using Campaigns.Core.Signing;
using Campaigns.Web.Outside;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Signing;

/// <summary>"This wasn't me", or taking it back: the signature stops counting and its waiting mails never leave.</summary>
public sealed class WithdrawSignature(IDbContextFactory<CampaignsDb> databases, IJobHost jobs, TimeProvider clock)
{
    public async Task RunAsync(Guid signatureId, string reason, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var now = clock.GetUtcNow();
            var signature = await db.Signatures.SingleAsync(s => s.Id == signatureId, ct);
            var counted = signature.State is SignatureState.Confirmed;
            if (!signature.Withdraw(reason, now)) return;
            if (counted) db.Add(new CountChange(signature.CampaignId, signature.Id, -1, now));
            try { await db.SaveChangesAsync(ct); }
            catch (DbUpdateConcurrencyException) when (attempt < 3) { continue; }

            await db.Deliveries.Where(d => d.SignatureId == signatureId && d.State == DeliveryState.Pending)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.Cancelled).SetProperty(d => d.Reason, "signature withdrawn"), ct);
            await transaction.CommitAsync(ct);
            if (counted) jobs.Nudge<CountSignatures>();
            return;
        }
    }
}
