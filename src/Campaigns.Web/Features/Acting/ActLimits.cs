using System.Net;
using Campaigns.Core;
using Campaigns.Core.Limits;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Acting;

/// <summary>
/// How much one person may begin in a day. Whoever proved their mailbox is counted with their signings, under their address; everybody else by
/// network address, since a name that was only typed must neither use up nor tell what its owner does. Beyond it nothing is written, and the page says so.
/// </summary>
public sealed class ActLimits(IDbContextFactory<CampaignsDb> databases, Limits limits, LimitRules rules, TimeProvider clock)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <param name="number">How many messages begin.</param>
    /// <returns>Null while within the limit; otherwise when to try again.</returns>
    public async Task<DateTimeOffset?> TakeAsync(Actor actor, int number, IPAddress? from, CancellationToken ct)
    {
        if (actor.IsConfirmed) return await TakeAsync(actor.Act!.Details.EmailKey, number, ct);
        DateTimeOffset? until = null;
        for (var at = 0; at < number && until is null; at++) until = await limits.TakeAsync(LimitNames.VisitorActions, NetworkParts.AddressOf(from), ct);
        return until;
    }

    private async Task<DateTimeOffset?> TakeAsync(byte[] emailKey, int number, CancellationToken ct)
    {
        await rules.RefreshAsync(ct);
        var now = clock.GetUtcNow();
        var before = now - Day;
        await using var db = await databases.CreateDbContextAsync(ct);
        var most = rules[LimitNames.PersonActions].Sustained;
        // What is refused does not count, or a busy person's next signature would be taken for a robot's.
        var taken = await db.Supporters.Where(s => s.EmailKey == emailKey && (s.ActionsSince <= before || s.Actions + number <= most)).ExecuteUpdateAsync(set => set
            .SetProperty(s => s.Actions, s => s.ActionsSince <= before ? number : s.Actions + number)
            .SetProperty(s => s.ActionsSince, s => s.ActionsSince <= before ? now : s.ActionsSince), ct);
        if (taken > 0) return null;
        return await db.Supporters.Where(s => s.EmailKey == emailKey).Select(s => (DateTimeOffset?)s.ActionsSince).SingleOrDefaultAsync(ct) + Day;
    }
}
