using System.Security.Claims;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Reporting;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Home;

/// <summary>Puts home together for one person: a dozen queries however many campaigns there are.</summary>
public sealed class ReadHome(CampaignsDb db, ReadTasks tasks, ReadJobs jobs, CampaignReportQuery figures, TimeProvider clock)
{
    private const int MostCampaigns = 20, Days = 14;

    private static readonly CampaignStatus[] Order = [CampaignStatus.Live, CampaignStatus.Paused, CampaignStatus.Scheduled, CampaignStatus.Draft, CampaignStatus.Won, CampaignStatus.Closed, CampaignStatus.Archived];

    public async Task<HomePage> RunAsync(ClaimsPrincipal user, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var seen = await SeenAsync(user, now, ct);
        var shown = seen.OrderBy(campaign => Array.IndexOf(Order, campaign.Status)).ThenByDescending(campaign => campaign.Row.EditedAt).Take(MostCampaigns).ToList();
        var ids = shown.ConvertAll(campaign => campaign.Row.Id);
        var counts = await db.CampaignCounts.AsNoTracking().Where(count => ids.Contains(count.CampaignId)).ToDictionaryAsync(count => count.CampaignId, ct);
        var days = await figures.RecentAsync(shown.ToDictionary(campaign => campaign.Row.Id, campaign => campaign.Row.TimeZone), Days, ct);
        return new HomePage
        {
            Name = user.StaffName(), Now = now, More = seen.Count - shown.Count, MayCreate = Permission.IsGranted(Permission.EditCampaigns, user.IsInRole),
            Tasks = await tasks.RunAsync(user, seen, now, ct),
            Jobs = Permission.IsGranted(Permission.ManageJobs, user.IsInRole) ? await jobs.RunAsync(now, ct) : null,
            Campaigns = shown.ConvertAll(campaign => new HomeCampaign
            {
                Id = campaign.Row.Id, Headline = campaign.Headline, Status = campaign.Status, IsTest = campaign.Row.IsTest, TimeZone = campaign.Row.TimeZone, OpensAt = campaign.Row.OpensAt,
                Online = counts.GetValueOrDefault(campaign.Row.Id)?.Online ?? 0, Paper = counts.GetValueOrDefault(campaign.Row.Id)?.Paper ?? 0, Days = days[campaign.Row.Id],
            }),
        };
    }

    /// <summary>Whoever only works on campaigns sees those; others read the totals of all.</summary>
    private async Task<List<SeenCampaign>> SeenAsync(ClaimsPrincipal user, DateTimeOffset now, CancellationToken ct)
    {
        var edits = Permission.IsGranted(Permission.EditCampaigns, user.IsInRole);
        var theirs = edits ? await CampaignAccess.Theirs(db, user).Select(campaign => campaign.Id).ToHashSetAsync(ct) : [];
        var readsAll = !edits || Permission.RolesWith(Permission.ReadCampaigns).Any(role => role != Roles.Organiser && user.IsInRole(role));
        var rows = await (
            from campaign in (readsAll ? db.Campaigns : CampaignAccess.Theirs(db, user)).AsNoTracking()
            let text = db.CampaignTexts.Where(text => text.CampaignId == campaign.Id).OrderByDescending(text => text.IsOriginal).FirstOrDefault()
            select new { campaign, Headline = db.TextVersions.Where(version => version.CampaignTextId == text.Id).OrderByDescending(version => version.Number).Select(version => version.Headline).FirstOrDefault() }).ToListAsync(ct);
        return rows.ConvertAll(row => new SeenCampaign(row.campaign, row.Headline, row.campaign.StatusAt(now), theirs.Contains(row.campaign.Id)));
    }
}

/// <param name="IsTheirs">This person works on it.</param>
public sealed record SeenCampaign(Campaign Row, string? Headline, CampaignStatus Status, bool IsTheirs);
