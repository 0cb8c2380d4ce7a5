using Campaigns.Core.Acting;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Core.Reporting;

/// <summary>How many openings of its page became signatures, for a list of campaigns.</summary>
public sealed partial class CampaignReportQuery
{
    /// <summary>Confirmed signatures of each campaign as part of the openings of its page, over all its time, in every language.</summary>
    /// <returns>By campaign; one whose page was never opened is not among them.</returns>
    public async Task<IReadOnlyDictionary<Guid, Conversion>> ConversionsAsync(IReadOnlyCollection<Guid> campaigns, CancellationToken ct)
    {
        var shown = await db.ReachCounts.Where(count => campaigns.Contains(count.CampaignId) && count.Step == Step.Sign && count.Rung == Rung.Shown)
            .GroupBy(count => count.CampaignId).Select(of => new { of.Key, Number = of.Sum(count => count.Number) }).ToListAsync(ct);
        var confirmed = await db.CampaignCounts.Where(count => campaigns.Contains(count.CampaignId)).ToDictionaryAsync(count => count.CampaignId, count => count.Online, ct);
        return shown.Where(of => of.Number > 0).ToDictionary(of => of.Key, of => new Conversion(of.Number, confirmed.GetValueOrDefault(of.Key)));
    }
}
