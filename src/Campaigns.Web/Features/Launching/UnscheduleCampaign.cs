using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Launching;

/// <summary>Takes an announced campaign back: its page is gone, and it is a draft again.</summary>
public sealed class UnscheduleCampaign(IDbContextFactory<CampaignsDb> databases, CampaignPageCache pages, PublicCampaigns campaigns, TimeProvider clock)
{
    public async Task<LaunchAnswer> RunAsync(Guid id, HttpContext context, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Campaigns.Where(c => c.Id == id).ExecuteUpdateAsync(set => set.SetProperty(c => c.EditedAt, now), ct) == 0) return LaunchAnswer.NoSuchCampaign;
        var campaign = await db.Campaigns.SingleAsync(c => c.Id == id, ct);
        if (campaign.StatusAt(now) is not CampaignStatus.Scheduled) return LaunchAnswer.NotInThisState;
        campaign.Unschedule(now);
        db.Add(new AuditEntry(context.User.StaffId(), "campaign.unscheduled", id.ToString(), null, null, context.AuditNetwork(), now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        await pages.EvictAsync(id, ct);
        foreach (var slug in await db.CampaignTexts.Where(t => t.CampaignId == id).Select(t => t.Slug).ToListAsync(ct)) campaigns.Forget(slug);
        return LaunchAnswer.Done;
    }
}
