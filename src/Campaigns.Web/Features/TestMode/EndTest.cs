using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Deliveries;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.TestMode;

/// <summary>
/// Turns test mode off. What was done in it goes: signatures with their consents, actions, share links; mail that waits never leaves.
/// Rows of mail that left stay, without an address, as the record of what was sent.
/// </summary>
public sealed class EndTest(IDbContextFactory<CampaignsDb> databases, PublicCampaigns campaigns, TimeProvider clock)
{
    private const string Reason = "test mode was turned off";

    /// <returns>How many test signatures were deleted; null when there is no such campaign.</returns>
    public async Task<int?> RunAsync(Guid campaignId, Guid? staffId, string? network, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Campaigns.SingleOrDefaultAsync(c => c.Id == campaignId, ct) is not { } campaign) return null;
        var now = clock.GetUtcNow();
        var wasOn = campaign.IsTest;
        campaign.SetTestMode(on: false, now);
        await db.SaveChangesAsync(ct);
        var removed = await DeleteAsync(db, campaignId, ct);
        if (wasOn) db.Add(new AuditEntry(staffId, "campaign.test-mode-off", campaignId.ToString(), removed, null, network, now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        foreach (var slug in await db.CampaignTexts.Where(text => text.CampaignId == campaignId).Select(text => text.Slug).ToListAsync(ct)) campaigns.Forget(slug);
        return removed;
    }

    /// <summary>Deletes what was done in test mode; call it in a transaction.</summary>
    /// <returns>How many signatures.</returns>
    internal static async Task<int> DeleteAsync(CampaignsDb db, Guid campaignId, CancellationToken ct)
    {
        var signatures = db.Signatures.Where(s => s.CampaignId == campaignId && s.IsTest);
        await db.Deliveries
            .Where(d => d.CampaignId == campaignId && d.State == DeliveryState.Pending && (d.IsTest || signatures.Any(s => s.Id == d.SignatureId)))
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.Cancelled).SetProperty(d => d.Reason, Reason).SetProperty(d => d.NextAttemptAt, (DateTimeOffset?)null), ct);
        await db.Actions.Where(a => a.CampaignId == campaignId && (a.IsTest || signatures.Any(s => s.Id == a.SignatureId))).ExecuteDeleteAsync(ct);
        await db.ShareLinks.Where(l => l.CampaignId == campaignId && (l.IsTest || signatures.Any(s => s.Id == l.SignatureId))).ExecuteDeleteAsync(ct);
        await db.Consents.Where(c => signatures.Any(s => s.Id == c.SignatureId)).ExecuteDeleteAsync(ct);
        return await signatures.ExecuteDeleteAsync(ct);
    }
}
