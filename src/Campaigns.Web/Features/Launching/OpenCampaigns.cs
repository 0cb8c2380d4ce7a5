using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Outside;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Launching;

/// <summary>
/// Puts on record what the clock has opened or closed. A scheduled campaign that nothing has put on record within
/// <see cref="Campaign.OpensWithin"/> missed its time, and waits for somebody to say so.
/// </summary>
public sealed class OpenCampaigns(IDbContextFactory<CampaignsDb> databases, CampaignPageCache pages, TimeProvider clock) : IJob
{
    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        var due = await db.Campaigns.Where(c => c.Status == CampaignStatus.Scheduled && c.OpensAt <= now).Select(c => c.Id).ToListAsync(ct);
        foreach (var id in due)
        {
            await using var own = await databases.CreateDbContextAsync(ct);
            await using var transaction = await own.Database.BeginTransactionAsync(ct);
            await own.Campaigns.Where(c => c.Id == id && c.Status == CampaignStatus.Scheduled).ExecuteUpdateAsync(set => set.SetProperty(c => c.Status, CampaignStatus.Scheduled), ct); // locks the row
            if (await own.Campaigns.SingleOrDefaultAsync(c => c.Id == id, ct) is not { Status: CampaignStatus.Scheduled } campaign || !campaign.Settle(now)) continue;
            own.Add(new AuditEntry(null, "campaign.opened", id.ToString(), null, "scheduled", null, now));
            await own.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            await pages.EvictAsync(id, ct);
        }
    }
}
