using Campaigns.Core;
using Campaigns.Core.Deliveries;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.SelfService;

/// <summary>"Allow mail again": takes back every stop of all mail that the person asked for. What bounced or was complained about stays.</summary>
public sealed class AllowMail(IDbContextFactory<CampaignsDb> databases)
{
    public async Task RunAsync(PersonLink link, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.Suppressions.Where(s => s.RecipientKey == link.EmailKey && s.Reason == SuppressionReason.Unsubscribed && s.Scope == SuppressionScope.All).ExecuteDeleteAsync(ct);
    }
}
