using Campaigns.Core;
using Campaigns.Web.Outside.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Home;

/// <summary>What the program does by itself: when each job last ran, whether it runs now, and whether it failed.</summary>
public sealed class ReadJobs(CampaignsDb db, JobTable table, IStringLocalizer<Texts> t)
{
    public async Task<IReadOnlyList<HomeJob>> RunAsync(DateTimeOffset now, CancellationToken ct)
    {
        var leases = await db.JobLeases.AsNoTracking().ToDictionaryAsync(lease => lease.Job, ct);
        var isSending = await db.DeliveryWorkers.AnyAsync(worker => worker.Until > now, ct);
        return
        [
            .. table.Entries.Where(entry => !entry.IsShared && entry.Job.IsAssignableTo(typeof(Outside.IJob))).Select(entry => leases.GetValueOrDefault(entry.Name) is { } lease
                ? new HomeJob(NameOf(entry.Name), lease.LastRunAt, lease.Owner is not null && lease.Until > now, lease.LastError)
                : new HomeJob(NameOf(entry.Name), null, false, null)).OrderByDescending(job => job.Error is not null).ThenByDescending(job => job.IsRunning),
            new HomeJob(t["Send mail"], null, isSending, null),
        ];
    }

    private string NameOf(string job) => job switch
    {
        "OpenCampaigns" => t["Open and close campaigns at their times"],
        "ReapLeases" => t["Take back mail from servers that stopped"],
        "ExpireDeliveries" => t["Give up mail that came too late"],
        "SlotLetters" => t["Give letters their turn"],
        "TellLetterOutcomes" => t["Tell senders what became of their letters"],
        "CountSignatures" => t["Count signatures"],
        "RebuildReach" => t["Check the figures of reach"],
        "RecountSignatures" => t["Count all signatures anew"],
        "PurgeSignatures" => t["Erase signatures whose time is over"],
        "PurgeTests" => t["Delete what tests left"],
        "PurgeCounters" => t["Forget old counters"],
        "PurgeMistakes" => t["Erase who reported mistakes"],
        "PurgeMedia" => t["Delete pictures that nothing uses"],
        "PurgeSessions" => t["End old sessions"],
        _ => t["Another job ({0})", job],
    };
}
