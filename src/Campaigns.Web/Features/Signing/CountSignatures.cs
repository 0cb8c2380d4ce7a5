using System.Data;
using System.Data.Common;
using Campaigns.Core;
using Campaigns.Core.Reporting;
using Campaigns.Core.Signing;
using Campaigns.Web.Outside;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Signing;

/// <summary>
/// Moves the public counters by what changed since: takes the changes away and adds them up in one commit, so each counts exactly once.
/// The campaign's counter row is the lock; whoever holds it counts for everybody who waits.
/// </summary>
public sealed partial class CountSignatures(IDbContextFactory<CampaignsDb> databases, SqlDialect dialect, TimeProvider clock, ILogger<CountSignatures> log) : IJob
{
    private const int Most = 2_000;

    public async Task RunAsync(CancellationToken ct)
    {
        List<Guid> campaigns;
        await using (var db = await databases.CreateDbContextAsync(ct))
            campaigns = await db.CountChanges.Select(change => change.CampaignId).Distinct().OrderBy(id => id).Take(200).ToListAsync(ct);
        foreach (var campaign in campaigns)
            while (await CountAsync(campaign, ct) == Most) { }
    }

    /// <summary>For the request that has just confirmed: a failure is the job's to repair.</summary>
    public async Task TryCountAsync(Guid campaignId, CancellationToken ct)
    {
        try { await CountAsync(campaignId, ct); }
        catch (Exception e) when (e is DbException or DbUpdateException or InvalidOperationException) { NotCountedNow(campaignId, e.GetType().Name); }
    }

    /// <returns>How many changes were taken.</returns>
    private async Task<int> CountAsync(Guid campaignId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        // Serializable is SQLite's immediate transaction; PostgreSQL locks the one row instead.
        await using var transaction = await db.Database.BeginTransactionAsync(dialect is SqlDialect.Sqlite ? IsolationLevel.Serializable : IsolationLevel.ReadCommitted, ct);
        var count = await LockedAsync(db, campaignId, dialect, clock.GetUtcNow(), ct);
        var changes = await db.CountChanges.Where(c => c.CampaignId == campaignId).OrderBy(c => c.Id).Take(Most).ToListAsync(ct);
        if (changes.Count == 0) return 0;

        var ids = changes.ConvertAll(c => c.SignatureId);
        var unnumbered = (await db.Signatures.Where(s => ids.Contains(s.Id) && s.SupporterNumber == null).Select(s => s.Id).ToListAsync(ct)).ToHashSet();
        var now = clock.GetUtcNow();
        foreach (var change in changes)
        {
            count.Move(change.Delta, now);
            if (change.Delta > 0 && unnumbered.Remove(change.SignatureId))
                await db.Signatures.Where(s => s.Id == change.SignatureId).ExecuteUpdateAsync(set => set.SetProperty(s => s.SupporterNumber, count.Total), ct);
        }
        db.RemoveRange(changes);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return changes.Count;
    }

    /// <summary>The counter of a campaign, locked until the transaction ends; made when it is missing.</summary>
    internal static async Task<CampaignCount> LockedAsync(CampaignsDb db, Guid campaignId, SqlDialect dialect, DateTimeOffset now, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO campaign_count (campaign_id, online, paper, counted_at) VALUES ({campaignId}, 0, 0, {now.UtcDateTime}) ON CONFLICT (campaign_id) DO NOTHING", ct);
        if (dialect is SqlDialect.Postgres) await db.Database.ExecuteSqlAsync($"SELECT 1 FROM campaign_count WHERE campaign_id = {campaignId} FOR UPDATE", ct);
        return await db.CampaignCounts.SingleAsync(c => c.CampaignId == campaignId, ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Counting campaign {CampaignId} failed with {Error}: left to the job")]
    private partial void NotCountedNow(Guid campaignId, string error);
}
