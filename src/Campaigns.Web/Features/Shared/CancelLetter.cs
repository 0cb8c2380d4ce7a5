using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Deliveries;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Shared;

/// <summary>Takes a letter to a target back: before it was queued, or within ten minutes of that and before anybody tried to send it.</summary>
public sealed class CancelLetter(IDbContextFactory<CampaignsDb> databases, TimeProvider clock)
{
    public const string Reason = "taken back by its sender";

    /// <returns>True when the letter will not be sent, now or before; false when it is too late, or not this person's letter.</returns>
    public async Task<bool> RunAsync(Guid actionId, Guid signatureId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow();
        var letter = await db.Actions.SingleOrDefaultAsync(a => a.Id == actionId && a.SignatureId == signatureId && a.Step == Step.EmailTarget, ct);
        if (letter is null) return false;

        var since = now - LetterQueue.Grace;
        var deliveries = db.Deliveries.Where(d => d.ActionId == actionId && d.Kind == DeliveryKind.LetterToTarget);
        await deliveries.Where(d => d.State == DeliveryState.Pending && d.CreatedAt > since && d.Attempts == 0 && d.Resends == 0).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.State, DeliveryState.Cancelled).SetProperty(d => d.Reason, Reason).SetProperty(d => d.NextAttemptAt, (DateTimeOffset?)null), ct);
        if (await deliveries.AnyAsync(d => d.State != DeliveryState.Cancelled, ct)) return false;

        letter.Cancel(now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }
}
