using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.TestMode;

/// <summary>Turns test mode on for a draft. One that the public has seen stays as it is, and its desk says why.</summary>
public sealed class StartTest(IDbContextFactory<CampaignsDb> databases, CampaignPageCache pages, TimeProvider clock)
{
    /// <returns>False when there is no such campaign.</returns>
    public async Task<bool> RunAsync(Guid campaignId, Guid? staffId, string? network, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Campaigns.SingleOrDefaultAsync(c => c.Id == campaignId, ct) is not { } campaign) return false;
        if (campaign.IsTest || !campaign.MayBeTested) return true;
        var now = clock.GetUtcNow();
        campaign.SetTestMode(on: true, now);
        db.Add(new AuditEntry(staffId, "campaign.test-mode-on", campaignId.ToString(), null, null, network, now));
        await db.SaveChangesAsync(ct);
        await pages.EvictAsync(campaignId, ct);
        return true;
    }
}
