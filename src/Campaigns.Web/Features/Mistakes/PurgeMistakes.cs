using Campaigns.Core;
using Campaigns.Core.Content;
using Campaigns.Web.Outside;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Mistakes;

/// <summary>Nightly: half a year after a report nobody needs to know who sent it, and a year after it was closed nobody needs it.</summary>
public sealed class PurgeMistakes(IDbContextFactory<CampaignsDb> databases, TimeProvider clock) : IJob
{
    public const int SenderDays = 183, ReportDays = 365;

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (senders, reports) = (now.AddDays(-SenderDays), now.AddDays(-ReportDays));
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.MistakeReports.Where(report => report.CreatedAt < senders && (report.Name != null || report.Email != null)).ExecuteUpdateAsync(set => set
            .SetProperty(report => report.Name, (string?)null).SetProperty(report => report.Email, (string?)null).SetProperty(report => report.EmailKey, (byte[]?)null), ct);
        await db.MistakeReports.Where(report => report.State != MistakeState.Open && report.ClosedAt < reports).ExecuteDeleteAsync(ct);
    }
}
