using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Deliveries;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Launching;

/// <summary>
/// Takes a campaign out of the database with all that people did under it. Mail that waits never leaves; rows of mail that left stay,
/// without an address, as the record of what was sent.
/// </summary>
public sealed class DeleteCampaign(IDbContextFactory<CampaignsDb> databases, CampaignPageCache pages, PublicCampaigns campaigns, TimeProvider clock)
{
    /// <param name="onlyDraft">For whoever may not delete what the public has seen.</param>
    /// <returns>False when there is no such campaign, or it is no draft any more.</returns>
    public async Task<bool> RunAsync(Guid id, bool onlyDraft, HttpContext context, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Campaigns.Where(c => c.Id == id).ExecuteUpdateAsync(set => set.SetProperty(c => c.EditedAt, now), ct); // locks the row
        if (await db.Campaigns.SingleOrDefaultAsync(c => c.Id == id, ct) is not { } campaign || (onlyDraft && campaign.Status is not CampaignStatus.Draft)) return false;
        var slugs = await db.CampaignTexts.Where(t => t.CampaignId == id).Select(t => t.Slug).ToListAsync(ct);

        await db.Deliveries.Where(d => d.CampaignId == id && d.State == DeliveryState.Pending).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.State, DeliveryState.Cancelled).SetProperty(d => d.Reason, "the campaign was deleted").SetProperty(d => d.NextAttemptAt, (DateTimeOffset?)null), ct);
        var signatures = db.Signatures.Where(s => s.CampaignId == id);
        await db.KeptSignatures.Where(k => signatures.Any(s => s.Id == k.SignatureId)).ExecuteDeleteAsync(ct);
        await db.Consents.Where(c => signatures.Any(s => s.Id == c.SignatureId)).ExecuteDeleteAsync(ct);
        await db.Actions.Where(a => a.CampaignId == id).ExecuteDeleteAsync(ct);
        await db.ShareLinks.Where(l => l.CampaignId == id).ExecuteDeleteAsync(ct);
        await db.ShareVisits.Where(v => v.CampaignId == id).ExecuteDeleteAsync(ct);
        await db.ReachCounts.Where(r => r.CampaignId == id).ExecuteDeleteAsync(ct);
        await db.ReachDrifts.Where(r => r.CampaignId == id).ExecuteDeleteAsync(ct);
        await db.CountChanges.Where(c => c.CampaignId == id).ExecuteDeleteAsync(ct);
        await db.PaperCounts.Where(p => p.CampaignId == id).ExecuteDeleteAsync(ct);
        await db.CampaignCounts.Where(c => c.CampaignId == id).ExecuteDeleteAsync(ct);
        // Who wanted no mail of this campaign gets none anyway; who wanted none at all keeps that.
        await db.Suppressions.Where(s => s.CampaignId == id && s.Scope == SuppressionScope.Campaign).ExecuteDeleteAsync(ct);
        var gone = await signatures.ExecuteDeleteAsync(ct);
        await db.Campaigns.Where(c => c.Id == id).ExecuteDeleteAsync(ct); // its texts, targets and messages go with it
        await MediaUses.DropOfAsync(db, id, ct);
        db.Add(new AuditEntry(context.User.StaffId(), "campaign.deleted", id.ToString(), gone, campaign.Status.ToString(), context.AuditNetwork(), now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        await pages.EvictAsync(id, ct);
        foreach (var slug in slugs) campaigns.Forget(slug);
        return true;
    }
}
