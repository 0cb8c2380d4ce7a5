using System.Globalization;
using System.Security.Claims;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Admin;

/// <summary>Reads the list of campaigns: a handful of queries however many there are.</summary>
public sealed class CampaignList(CampaignsDb db, TimeProvider clock)
{
    public async Task<CampaignListPage> RunAsync(ClaimsPrincipal user, string? search, CampaignStatus? status, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var all = await HeadsAsync(user, now, ct);
        search = search?.Trim() is { Length: > 0 } typed ? typed : null;
        // Filtered here, because databases disagree about upper and lower case outside ASCII and a list of campaigns is short.
        var rows = all.Where(row => (status is null || row.Status == status) && (search is null || Holds(row.Headline, search) || Holds(row.Slug, search))).ToList();
        return new CampaignListPage { Name = user.StaffName(), Search = search, Status = status, HasAny = all.Count > 0, Rows = await WithNumbersAsync(rows, now, ct), Now = now };
    }

    internal static TimeZoneInfo Zone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    private async Task<List<CampaignListRow>> HeadsAsync(ClaimsPrincipal user, DateTimeOffset now, CancellationToken ct)
    {
        var theirs = Permission.IsGranted(Permission.EditCampaigns, user.IsInRole) ? await CampaignAccess.Theirs(db, user).Select(campaign => campaign.Id).ToHashSetAsync(ct) : [];
        var heads = await (
            from campaign in db.Campaigns.AsNoTracking()
            let text = db.CampaignTexts.Where(text => text.CampaignId == campaign.Id).OrderByDescending(text => text.IsOriginal).FirstOrDefault()
            orderby campaign.EditedAt descending
            select new
            {
                campaign, Slug = (string?)text!.Slug,
                Headline = db.TextVersions.Where(version => version.CampaignTextId == text.Id).OrderByDescending(version => version.Number).Select(version => version.Headline).FirstOrDefault(),
            }).AsNoTracking().ToListAsync(ct);
        return [.. heads.Select(head => new CampaignListRow
        {
            Id = head.campaign.Id, Headline = head.Headline, Slug = head.Slug, Status = head.campaign.StatusAt(now), IsTest = head.campaign.IsTest, IsSample = head.campaign.IsSample, IsTheirs = theirs.Contains(head.campaign.Id), Zone = Zone(head.campaign.TimeZone), EditedAt = head.campaign.EditedAt, OpensAt = head.campaign.OpensAt, HasMissedOpening = head.campaign.HasMissedOpeningAt(now),
        })];
    }

    private async Task<List<CampaignListRow>> WithNumbersAsync(List<CampaignListRow> rows, DateTimeOffset now, CancellationToken ct)
    {
        var ids = rows.ConvertAll(row => row.Id);
        var counts = await db.CampaignCounts.AsNoTracking().Where(count => ids.Contains(count.CampaignId)).ToDictionaryAsync(count => count.CampaignId, ct);
        var pending = await db.Signatures.Where(s => ids.Contains(s.CampaignId) && s.State == SignatureState.Pending && !s.IsTest)
            .GroupBy(s => s.CampaignId).Select(group => new { group.Key, Number = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Number, ct);
        var today = await TodayAsync(rows, now, ct);
        return rows.ConvertAll(row => row with
        {
            Confirmed = counts.GetValueOrDefault(row.Id)?.Online ?? 0, Paper = counts.GetValueOrDefault(row.Id)?.Paper ?? 0,
            Pending = pending.GetValueOrDefault(row.Id), ConfirmedToday = today.GetValueOrDefault(row.Id),
        });
    }

    /// <summary>Today begins at another moment in each campaign's zone: one query a zone.</summary>
    private async Task<Dictionary<Guid, int>> TodayAsync(List<CampaignListRow> rows, DateTimeOffset now, CancellationToken ct)
    {
        var today = new Dictionary<Guid, int>();
        foreach (var zone in rows.GroupBy(row => row.Zone.Id))
        {
            var ids = zone.Select(row => row.Id).ToList();
            var midnight = Midnight(now, zone.First().Zone);
            var numbers = await db.Signatures.Where(s => ids.Contains(s.CampaignId) && s.State == SignatureState.Confirmed && !s.IsTest && s.ConfirmedAt >= midnight)
                .GroupBy(s => s.CampaignId).Select(group => new { group.Key, Number = group.Count() }).ToListAsync(ct);
            foreach (var number in numbers) today[number.Key] = number.Number;
        }
        return today;
    }

    /// <returns>The start of the day of <paramref name="now"/> in this zone, in UTC.</returns>
    internal static DateTimeOffset Midnight(DateTimeOffset now, TimeZoneInfo zone)
    {
        var day = TimeZoneInfo.ConvertTime(now, zone).Date;
        // Where clocks jump at midnight the day starts an hour later.
        if (zone.IsInvalidTime(day)) day = day.AddHours(1);
        return new DateTimeOffset(day, zone.GetUtcOffset(day)).ToUniversalTime();
    }

    private static bool Holds(string? text, string search) =>
        text is not null && CultureInfo.InvariantCulture.CompareInfo.IndexOf(text, search, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0;
}
