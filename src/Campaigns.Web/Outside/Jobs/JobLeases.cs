using Campaigns.Core;
using Campaigns.Core.Operating;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Outside.Jobs;

/// <summary>Lets one node at a time run a job, by a row that says who does and until when.</summary>
public sealed class JobLeases(IDbContextFactory<CampaignsDb> databases, TimeProvider time)
{
    /// <summary>How long a node may be silent before another takes its job; renewed while the job runs.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(2);

    /// <summary>Names this process among all nodes.</summary>
    public string Owner { get; } = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid().ToString("N")[..8]}";

    /// <param name="ranBefore">Take it only when its last run began before this time: two nodes' clocks do not double the rhythm.</param>
    public async Task<bool> TakeAsync(string job, DateTimeOffset? ranBefore, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await UpdateAsync(db, job, ranBefore, now, ct)) return true;
        if (await db.JobLeases.AnyAsync(lease => lease.Job == job, ct)) return false;

        db.Add(new JobLease(job));
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException) { } // another node added the row first
        return await UpdateAsync(db, job, ranBefore, now, ct);
    }

    public async Task<bool> RenewAsync(string job, CancellationToken ct)
    {
        var until = time.GetUtcNow() + Length;
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.JobLeases.Where(lease => lease.Job == job && lease.Owner == Owner)
            .ExecuteUpdateAsync(set => set.SetProperty(lease => lease.Until, until), ct) > 0;
    }

    /// <param name="error">Type of the exception that ended the run; null after a success.</param>
    public async Task GiveBackAsync(string job, string? error, CancellationToken ct)
    {
        DateTimeOffset? now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.JobLeases.Where(lease => lease.Job == job && lease.Owner == Owner).ExecuteUpdateAsync(set => set
            .SetProperty(lease => lease.Owner, (string?)null)
            .SetProperty(lease => lease.Until, (DateTimeOffset?)null)
            .SetProperty(lease => lease.LastError, error)
            .SetProperty(lease => lease.LastSucceededAt, lease => error == null ? now : lease.LastSucceededAt), ct);
    }

    private async Task<bool> UpdateAsync(CampaignsDb db, string job, DateTimeOffset? ranBefore, DateTimeOffset now, CancellationToken ct) =>
        await db.JobLeases
            .Where(lease => lease.Job == job && (lease.Until == null || lease.Until <= now)
                && (ranBefore == null || lease.LastRunAt == null || lease.LastRunAt < ranBefore))
            .ExecuteUpdateAsync(set => set
                .SetProperty(lease => lease.Owner, Owner)
                .SetProperty(lease => lease.Until, now + Length)
                .SetProperty(lease => lease.LastRunAt, now), ct) > 0;
}
