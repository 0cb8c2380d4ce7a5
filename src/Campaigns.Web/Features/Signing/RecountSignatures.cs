using System.Data;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Reporting;
using Campaigns.Core.Signing;
using Campaigns.Web.Outside;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Signing;

/// <summary>Nightly: counts every campaign from its rows, repairs the public number and reports how far it was off.</summary>
public sealed partial class RecountSignatures(IDbContextFactory<CampaignsDb> databases, SqlDialect dialect, TimeProvider clock, ILogger<RecountSignatures> log) : IJob
{
    public async Task RunAsync(CancellationToken ct)
    {
        List<Guid> campaigns;
        await using (var db = await databases.CreateDbContextAsync(ct)) campaigns = await db.Campaigns.Select(c => c.Id).ToListAsync(ct);
        foreach (var campaign in campaigns)
            try { await RecountAsync(campaign, ct); }
            catch (Exception e) when (e is not OperationCanceledException) { NotRecounted(campaign, e); } // counted meanwhile: tomorrow's turn, and the others go on
    }

    private async Task RecountAsync(Guid campaignId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        // One snapshot for rows and waiting changes, or a confirmation between the two reads would look like drift.
        await using var transaction = await db.Database.BeginTransactionAsync(dialect is SqlDialect.Sqlite ? IsolationLevel.Serializable : IsolationLevel.RepeatableRead, ct);
        var now = clock.GetUtcNow();
        var confirmed = await db.Signatures.CountAsync(s => s.CampaignId == campaignId && s.State == SignatureState.Confirmed && !s.IsTest, ct);
        var waiting = await db.CountChanges.Where(c => c.CampaignId == campaignId).SumAsync(c => c.Delta, ct);
        var paper = await db.PaperCounts.Where(p => p.CampaignId == campaignId).SumAsync(p => p.Number, ct);
        var count = await db.CampaignCounts.SingleOrDefaultAsync(c => c.CampaignId == campaignId, ct);
        var online = confirmed - waiting;
        if (count is null) db.Add(count = new CampaignCount(campaignId, now));
        if (count.Online == online && count.Paper == paper) return;

        Drifted(campaignId, count.Online - online, count.Paper - paper);
        db.Add(new AuditEntry(null, "count.repaired", campaignId.ToString(), online - count.Online, $"paper {count.Paper} to {paper}", null, now));
        count.Set(online, paper, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Campaign {CampaignId} was not recounted")]
    private partial void NotRecounted(Guid campaignId, Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The counter of campaign {CampaignId} was off by {Online} online and {Paper} on paper: repaired")]
    private partial void Drifted(Guid campaignId, int online, int paper);
}
