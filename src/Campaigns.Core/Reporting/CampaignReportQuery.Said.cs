using Campaigns.Core.Acting;

namespace Campaigns.Core.Reporting;

/// <summary>The one figure that a public page of the chain shows.</summary>
public sealed partial class CampaignReportQuery
{
    /// <summary>Self-reported without a filter, as people: who wrote to three targets is one here and three units of the ladder.</summary>
    public async Task<int> PeopleWhoSayAsync(Guid campaignId, Step step, CancellationToken ct)
    {
        var reading = new Reading(db, campaignId, new ReportFilter(), ReportRange.Of(new ReportFilter(), "UTC"), clock.GetUtcNow());
        return await reading.PeopleWhoSayAsync(step, ct);
    }
}
