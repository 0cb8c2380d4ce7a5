using Campaigns.Core;
using Campaigns.Web.Outside;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Startup;

/// <summary>Nightly: drops the sessions of staff and the answered challenges whose time is over. None of them opens anything any more.</summary>
public sealed class PurgeSessions(CampaignsDb db, TimeProvider clock) : IJob
{
    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await db.StaffTickets.Where(ticket => ticket.ExpiresAt <= now).ExecuteDeleteAsync(ct);
        await db.SpentChallenges.Where(challenge => challenge.Until <= now).ExecuteDeleteAsync(ct);
    }
}
