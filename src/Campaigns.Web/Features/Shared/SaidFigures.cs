using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Reporting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Campaigns.Web.Features.Shared;

/// <summary>How many people say that they did a step, as its page shows it: read once in some minutes, and shown from twenty-five on.</summary>
public sealed class SaidFigures(IDbContextFactory<CampaignsDb> databases, IMemoryCache cache, TimeProvider clock)
{
    public const int Least = 25;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    /// <returns>Null where there are too few to show.</returns>
    public async Task<SaidFigure?> OfAsync(Guid campaignId, Step step, CancellationToken ct)
    {
        var (key, now) = (("said", campaignId, step), clock.GetUtcNow());
        if (!cache.TryGetValue(key, out SaidFigure? figure) || now - figure!.AsOf >= Kept)
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            figure = cache.Set(key, new SaidFigure(await new CampaignReportQuery(db, clock).PeopleWhoSayAsync(campaignId, step, ct), now), Kept);
        }
        return figure.People >= Least ? figure : null;
    }
}

/// <param name="People">Self-reported: see <c>docs/reach.md</c>.</param>
public sealed record SaidFigure(int People, DateTimeOffset AsOf);
