using System.Collections.Concurrent;
using Campaigns.Core;
using Campaigns.Core.Acting;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Shared;

/// <summary>
/// How often each message was offered: what stands in <c>reach_count</c>, read at most every half minute for a campaign, and what this process
/// offered since. Close enough to spread variants by their weights; the reach page has the figures.
/// </summary>
public sealed class MessageUses(IDbContextFactory<CampaignsDb> databases, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<Guid, Known> _campaigns = new();

    /// <returns>Uses by the message's id, for <see cref="MessageChoice.Pick"/>.</returns>
    public async ValueTask<Func<Guid, int>> OfAsync(Guid campaignId, CancellationToken ct)
    {
        if (!_campaigns.TryGetValue(campaignId, out var known) || clock.GetUtcNow() - known.ReadAt >= Kept)
            _campaigns[campaignId] = known = await ReadAsync(campaignId, ct);
        return id => known.Uses.GetValueOrDefault(id);
    }

    /// <summary>A message was offered: the next person gets the others first.</summary>
    public void Offered(Guid campaignId, Guid messageId)
    {
        if (_campaigns.TryGetValue(campaignId, out var known)) known.Uses.AddOrUpdate(messageId, 1, (_, number) => number + 1);
    }

    private async Task<Known> ReadAsync(Guid campaignId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        var uses = await db.ReachCounts.Where(count => count.CampaignId == campaignId && count.Rung == Rung.Shown && count.MessageId != Guid.Empty)
            .GroupBy(count => count.MessageId).Select(each => new { each.Key, Number = each.Sum(count => count.Number) }).ToListAsync(ct);
        return new Known(now, new(uses.Select(use => KeyValuePair.Create(use.Key, use.Number))));
    }

    private sealed record Known(DateTimeOffset ReadAt, ConcurrentDictionary<Guid, int> Uses);
}
