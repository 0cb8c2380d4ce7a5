using Campaigns.Core;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Shared;

/// <summary>The open sessions of one person, for the partial <c>_Sessions</c>.</summary>
/// <param name="Path">Where its forms post to: <c>{Path}/end</c>, <c>{Path}/end-others</c> and <c>{Path}/end-all</c>.</param>
/// <param name="Current">The one in which the list is read; null on somebody else's page.</param>
public sealed record SessionList(string Path, Guid? Current, IReadOnlyList<SessionRow> Rows);

/// <param name="Browser">Null when nobody knows it.</param>
public sealed record SessionRow(Guid Id, string? Browser, string? System, string? Network, DateTimeOffset BeganAt, DateTimeOffset SeenAt);

public sealed class ReadSessions(CampaignsDb db, TimeProvider clock)
{
    /// <inheritdoc cref="SessionList"/>
    public async Task<SessionList> RunAsync(Guid staffId, string path, Guid? current, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var rows = await db.StaffTickets.Where(ticket => ticket.StaffId == staffId && ticket.ExpiresAt > now).OrderByDescending(ticket => ticket.SeenAt)
            .Select(ticket => new SessionRow(ticket.Id, ticket.Browser, ticket.System, ticket.Network, ticket.BeganAt, ticket.SeenAt)).ToListAsync(ct);
        return new SessionList(path, current, [.. rows.OrderByDescending(row => row.Id == current)]);
    }
}
