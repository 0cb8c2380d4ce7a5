using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Admin;

/// <summary>Gives and takes a share in a campaign, and hands it over. Each may be repeated.</summary>
public sealed class ShareCampaign(CampaignsDb db, TimeProvider clock)
{
    /// <returns>False when this person cannot work on campaigns.</returns>
    public async Task<bool> GiveAsync(Guid campaignId, Guid staffId, HttpContext context, CancellationToken ct)
    {
        if (!await CampaignTeam.Organisers(db).AnyAsync(person => person.Id == staffId, ct)) return false;
        if (await db.CampaignShares.AnyAsync(share => share.CampaignId == campaignId && share.StaffId == staffId, ct)) return true;
        var now = clock.GetUtcNow();
        db.Add(new CampaignShare(campaignId, staffId, context.User.StaffId(), now));
        Record(campaignId, "campaign.shared", staffId, context, now);
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException) when (db.CampaignShares.AsNoTracking().Any(share => share.CampaignId == campaignId && share.StaffId == staffId)) { } // another press was first
        return true;
    }

    public async Task TakeAsync(Guid campaignId, Guid staffId, HttpContext context, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.CampaignShares.Where(share => share.CampaignId == campaignId && share.StaffId == staffId).ExecuteDeleteAsync(ct) == 0) return;
        Record(campaignId, "campaign.share-ended", staffId, context, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Whoever owned it keeps a share, which the new owner may take.</summary>
    /// <returns>False when this person cannot work on campaigns.</returns>
    public async Task<bool> HandOverAsync(Guid campaignId, Guid staffId, HttpContext context, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await CampaignTeam.Organisers(db).AnyAsync(person => person.Id == staffId, ct)) return false;
        var campaign = await db.Campaigns.SingleAsync(row => row.Id == campaignId, ct);
        if (campaign.OwnerId == staffId) return true;

        var now = clock.GetUtcNow();
        await db.CampaignShares.Where(share => share.CampaignId == campaignId && share.StaffId == staffId).ExecuteDeleteAsync(ct);
        if (campaign.OwnerId is { } before && await db.Users.AnyAsync(person => person.Id == before, ct) && !await db.CampaignShares.AnyAsync(share => share.CampaignId == campaignId && share.StaffId == before, ct))
            db.Add(new CampaignShare(campaignId, before, context.User.StaffId(), now));
        campaign.GiveTo(staffId, now);
        Record(campaignId, "campaign.handed-over", staffId, context, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private void Record(Guid campaignId, string action, Guid staffId, HttpContext context, DateTimeOffset now) =>
        db.Add(new AuditEntry(context.User.StaffId(), action, campaignId.ToString(), null, staffId.ToString(), context.AuditNetwork(), now));
}
