using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.TestMode;

/// <summary>Turns test mode off, and deletes what was done in it.</summary>
public sealed class EndTest(IDbContextFactory<CampaignsDb> databases, PublicCampaigns campaigns, TimeProvider clock)
{
    /// <returns>How many test signatures were deleted; null when there is no such campaign.</returns>
    public async Task<int?> RunAsync(Guid campaignId, Guid? staffId, string? network, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Campaigns.SingleOrDefaultAsync(c => c.Id == campaignId, ct) is not { } campaign) return null;
        var now = clock.GetUtcNow();
        var wasOn = campaign.IsTest;
        campaign.SetTestMode(on: false, now);
        campaign.NoteTried(await TestRows.TriedAsync(db, campaignId, ct));
        await db.SaveChangesAsync(ct);
        var removed = await TestRows.DeleteAsync(db, campaignId, ct);
        if (wasOn) db.Add(new AuditEntry(staffId, "campaign.test-mode-off", campaignId.ToString(), removed, null, network, now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        foreach (var slug in await db.CampaignTexts.Where(text => text.CampaignId == campaignId).Select(text => text.Slug).ToListAsync(ct)) campaigns.Forget(slug);
        return removed;
    }
}
