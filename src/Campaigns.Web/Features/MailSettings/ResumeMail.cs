using Campaigns.Core;
using Campaigns.Core.Deliveries;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Outside;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.MailSettings;

/// <summary>A person says that the settings are mended: mail leaves again at once.</summary>
public sealed class ResumeMail(CampaignsDb db, IJobHost jobs)
{
    public async Task RunAsync(CancellationToken ct)
    {
        await db.Lanes.Where(lane => lane.Name == Lane.Mail).ExecuteUpdateAsync(set => set
            .SetProperty(lane => lane.PausedAt, (DateTimeOffset?)null)
            .SetProperty(lane => lane.PausedReason, (string?)null)
            .SetProperty(lane => lane.OurFaults, 0)
            .SetProperty(lane => lane.ConnectFailures, 0)
            .SetProperty(lane => lane.OpenUntil, (DateTimeOffset?)null), ct);
        jobs.Nudge<DrainDeliveries>();
    }
}
