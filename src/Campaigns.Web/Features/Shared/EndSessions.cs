using Campaigns.Core;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Shared;

/// <summary>Ends sessions of a member of staff, at once and on every node.</summary>
public sealed class EndSessions(CampaignsDb db)
{
    /// <param name="but">The session that goes on; null to end all.</param>
    /// <returns>How many were open.</returns>
    public Task<int> AllAsync(Guid staffId, Guid? but, CancellationToken ct) => db.StaffTickets.Where(ticket => ticket.StaffId == staffId && ticket.Id != but).ExecuteDeleteAsync(ct);

    /// <returns>False when this person has no such session.</returns>
    public async Task<bool> OneAsync(Guid staffId, Guid session, CancellationToken ct) =>
        await db.StaffTickets.Where(ticket => ticket.StaffId == staffId && ticket.Id == session).ExecuteDeleteAsync(ct) > 0;
}
