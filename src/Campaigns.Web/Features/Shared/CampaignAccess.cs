using System.Security.Claims;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Shared;

/// <summary>
/// Whose campaigns a person may work on: their own, those shared with them, and for administrators all.
/// For anybody else a campaign behind such a right is not there (404); see <see cref="Permission.IsPerCampaign"/>.
/// </summary>
public sealed class CampaignAccess(IDbContextFactory<CampaignsDb> databases)
{
    public async Task<bool> MayWorkOnAsync(ClaimsPrincipal user, Guid campaignId, CancellationToken ct)
    {
        if (user.IsInRole(Roles.Admin)) return true;
        await using var db = await databases.CreateDbContextAsync(ct);
        return await Theirs(db, user).AnyAsync(campaign => campaign.Id == campaignId, ct);
    }

    /// <summary>The right by role, and for rights that go by campaign also whose it is.</summary>
    public async Task<bool> MayAsync(ClaimsPrincipal user, string permission, Guid campaignId, CancellationToken ct) =>
        Permission.IsGranted(permission, user.IsInRole) && (!Permission.IsPerCampaign(permission) || await MayWorkOnAsync(user, campaignId, ct));

    public static IQueryable<Campaign> Theirs(CampaignsDb db, ClaimsPrincipal user)
    {
        if (user.IsInRole(Roles.Admin)) return db.Campaigns;
        var staff = user.StaffId();
        return db.Campaigns.Where(campaign => campaign.OwnerId == staff || db.CampaignShares.Any(share => share.CampaignId == campaign.Id && share.StaffId == staff));
    }
}
