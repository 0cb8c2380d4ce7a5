using Campaigns.Core;
using Campaigns.Core.Reporting;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Reports;

/// <summary>Puts the report under the campaign's name.</summary>
public sealed class ReachPages(CampaignsDb db, CampaignReportQuery reports, TimeProvider clock)
{
    /// <returns>Null when there is no such campaign.</returns>
    public async Task<ReachPage?> RunAsync(Guid id, ReportFilter filter, CancellationToken ct)
    {
        if (await reports.RunAsync(id, filter, ct) is not { } report) return null;
        var campaign = await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == id, ct);
        var text = await db.CampaignTexts.AsNoTracking().Where(t => t.CampaignId == id).OrderByDescending(t => t.IsOriginal).Select(t => new { t.Id, t.Slug }).FirstOrDefaultAsync(ct);
        return new ReachPage
        {
            Report = report,
            Headline = text is null ? null : await db.TextVersions.Where(v => v.CampaignTextId == text.Id).OrderByDescending(v => v.Number).Select(v => v.Headline).FirstOrDefaultAsync(ct),
            Slug = text?.Slug,
            Status = campaign.StatusAt(clock.GetUtcNow()),
            Today = Dates.DayIn(report.TimeZone, report.AsOf),
            IsTest = campaign.IsTest,
        };
    }
}
