using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Deliveries;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Shared;

/// <summary>
/// What was done in test mode: signatures with their consents, actions, share links; mail that waits never leaves.
/// Rows of mail that left stay, without an address, as the record of what was sent.
/// </summary>
public static class TestRows
{
    private const string Reason = "test mode was turned off";

    /// <summary>What somebody has gone through in test mode so far; <see cref="Step.Sign"/> once the mail that confirms it was pressed.</summary>
    public static async Task<IReadOnlyList<Step>> TriedAsync(CampaignsDb db, Guid campaignId, CancellationToken ct)
    {
        var steps = await db.Actions.Where(a => a.CampaignId == campaignId && a.IsTest).Select(a => a.Step).Distinct().ToListAsync(ct);
        return await db.Signatures.AnyAsync(s => s.CampaignId == campaignId && s.IsTest && s.ConfirmedAt != null, ct) ? [Step.Sign, .. steps] : steps;
    }

    /// <summary>Deletes them; call it in a transaction.</summary>
    /// <returns>How many signatures.</returns>
    public static async Task<int> DeleteAsync(CampaignsDb db, Guid campaignId, CancellationToken ct)
    {
        var signatures = db.Signatures.Where(s => s.CampaignId == campaignId && s.IsTest);
        await db.Deliveries
            .Where(d => d.CampaignId == campaignId && d.State == DeliveryState.Pending && (d.IsTest || signatures.Any(s => s.Id == d.SignatureId)))
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.Cancelled).SetProperty(d => d.Reason, Reason).SetProperty(d => d.NextAttemptAt, (DateTimeOffset?)null), ct);
        await db.Actions.Where(a => a.CampaignId == campaignId && (a.IsTest || signatures.Any(s => s.Id == a.SignatureId))).ExecuteDeleteAsync(ct);
        await db.ShareLinks.Where(l => l.CampaignId == campaignId && (l.IsTest || signatures.Any(s => s.Id == l.SignatureId))).ExecuteDeleteAsync(ct);
        await db.KeptSignatures.Where(k => signatures.Any(s => s.Id == k.SignatureId)).ExecuteDeleteAsync(ct);
        await db.Consents.Where(c => signatures.Any(s => s.Id == c.SignatureId)).ExecuteDeleteAsync(ct);
        return await signatures.ExecuteDeleteAsync(ct);
    }
}
