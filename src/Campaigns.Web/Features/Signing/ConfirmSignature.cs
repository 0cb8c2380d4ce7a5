using Campaigns.Core;
using Campaigns.Core.Reporting;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Outside;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Signing;

/// <summary>
/// "Yes, count my signature": Pending becomes Confirmed once, with the change that moves the counter, the letters that waited for it
/// and the mail that says so in the same commit.
/// </summary>
public sealed class ConfirmSignature(
    IDbContextFactory<CampaignsDb> databases, LetterQueue letters, ConfirmedMail confirmedMail, LimitRules limits, CountSignatures countSignatures, IJobHost jobs, TimeProvider clock)
{
    /// <summary>How often a press that met another one looks again; beyond it the person is asked to press once more.</summary>
    public const int Tries = 5;

    /// <exception cref="TooBusyException">Another press came first each time; nothing was written.</exception>
    public async Task<ConfirmOutcome> RunAsync(Guid signatureId, CancellationToken ct)
    {
        await limits.RefreshAsync(ct);
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var now = clock.GetUtcNow();
            var signature = await db.Signatures.SingleAsync(s => s.Id == signatureId, ct);
            var campaign = await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == signature.CampaignId, ct);
            var outcome = signature.Confirm(campaign.ConfirmingAt(signature, now), now);
            if (outcome is not ConfirmOutcome.Confirmed) return outcome;

            if (!signature.IsTest) db.Add(new CountChange(signature.CampaignId, signature.Id, +1, now));
            await letters.AddAsync(db, signature, now, ct);
            try
            {
                await confirmedMail.SaveAsync(db, signature, now, ct);
                await transaction.CommitAsync(ct);
            }
            catch (DbUpdateException) when (attempt < Tries) { continue; } // another state than was read, or another press queued the letters
            catch (DbUpdateConcurrencyException) { throw new TooBusyException("Others change the same signature again and again."); }

            // Counted at once, so that the next page can say "You are supporter 1,249"; should it fail, the job counts it.
            await countSignatures.TryCountAsync(signature.CampaignId, ct);
            jobs.Nudge<DrainDeliveries>();
            return outcome;
        }
    }
}
