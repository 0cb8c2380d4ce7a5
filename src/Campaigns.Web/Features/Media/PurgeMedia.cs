using Campaigns.Core;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Outside;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Media;

/// <summary>Nightly: deletes files of campaigns that nothing has shown for a week. What belongs to the installation is deleted by whoever replaces it.</summary>
public sealed partial class PurgeMedia(IDbContextFactory<CampaignsDb> databases, TimeProvider clock, ILogger<PurgeMedia> log) : IJob
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);
    private const int Most = 200;

    public async Task RunAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow() - Kept;
        var (last, purged) = (Guid.Empty, 0);
        while (true)
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var files = await db.MediaFiles.Where(f => f.CampaignId != null && f.At < before && f.Id > last).OrderBy(f => f.Id).Take(Most).Select(f => new { f.Id, f.Name }).ToListAsync(ct);
            if (files.Count == 0) break;
            last = files[^1].Id;
            foreach (var file in files)
                if (await MediaUses.FindAsync(db, file.Name, ct) is null)
                    // Taken up by a page in this very moment? Then it is as new.
                    purged += await db.MediaFiles.Where(f => f.Id == file.Id && f.At < before).ExecuteDeleteAsync(ct);
        }
        if (purged > 0) Purged(purged);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Deleted {Count} uploaded files that nothing shows")]
    private partial void Purged(int count);
}
