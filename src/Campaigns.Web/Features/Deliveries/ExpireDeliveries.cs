using Campaigns.Core;
using Campaigns.Core.Deliveries;
using Campaigns.Web.Outside;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Deliveries;

/// <summary>Gives up rows that were not sent in time: a link that has expired helps nobody.</summary>
internal sealed class ExpireDeliveries(CampaignsDb db, TimeProvider time) : IJob
{
    public const string Reason = "It was not sent before it expired.";

    public async Task RunAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await db.Deliveries.Where(d => d.State == DeliveryState.Pending && d.ExpiresAt <= now).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.State, DeliveryState.Failed)
            .SetProperty(d => d.Reason, Reason)
            .SetProperty(d => d.NextAttemptAt, (DateTimeOffset?)null), ct);
    }
}
