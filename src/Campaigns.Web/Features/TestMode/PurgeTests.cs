using Campaigns.Core;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Outside;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.TestMode;

/// <summary>Nightly: what a page that was open in that very moment still wrote after test mode was turned off.</summary>
public sealed class PurgeTests(IDbContextFactory<CampaignsDb> databases) : IJob
{
    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var left = await db.Campaigns.Where(c => !c.IsTest && db.Signatures.Any(s => s.CampaignId == c.Id && s.IsTest)).Select(c => c.Id).ToListAsync(ct);
        foreach (var campaign in left)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await TestRows.DeleteAsync(db, campaign, ct);
            await transaction.CommitAsync(ct);
        }
    }
}
