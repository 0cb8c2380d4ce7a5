using System.Security.Claims;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Launching;

public sealed class ReadLaunch(CampaignsDb db, LaunchHeads heads, LaunchChecks checks, WhoMay whoMay, CampaignAccess access)
{
    /// <returns>Null when there is no such campaign.</returns>
    public async Task<LaunchPage?> RunAsync(Guid id, ClaimsPrincipal user, CancellationToken ct)
    {
        if (await heads.RunAsync(id, ct) is not { } head) return null;
        return new LaunchPage
        {
            Head = head,
            Checks = head.Status is CampaignStatus.Draft ? await checks.RunAsync(id, ct) : [],
            Tests = await db.Signatures.CountAsync(s => s.CampaignId == id && s.IsTest, ct),
            Ask = Permission.IsGranted(Permission.PublishCampaigns, user.IsInRole) ? null : await whoMay.RunAsync(Permission.PublishCampaigns, ct),
            MayEdit = await access.MayAsync(user, Permission.EditCampaigns, id, ct),
        };
    }
}
