using System.Globalization;
using System.Security.Claims;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Reporting;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Admin;

/// <summary>Reads the list of campaigns: a handful of queries however many there are.</summary>
public sealed class CampaignList(CampaignsDb db, CampaignReportQuery report, TimeProvider clock)
{
    public async Task<CampaignListPage> RunAsync(ClaimsPrincipal user, CampaignFilter filter, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var all = await HeadsAsync(user, now, ct);
        filter = filter with { Search = filter.Search?.Trim() is { Length: > 0 } typed ? typed : null };
        var staff = user.StaffId();
        // Filtered here, because databases disagree about upper and lower case outside ASCII and a list of campaigns is short.
        var rows = all.Where(row => (filter.Status is null || row.Status == filter.Status)
            && (filter.Scope is null || (filter.Scope is CampaignScope.Mine ? row.OwnerId == staff : row.IsShared))
            && (filter.Owner is null || row.OwnerId == filter.Owner)
            && (filter.Language is null || row.Languages.Contains(filter.Language))
            && (filter.Search is not { } search || Holds(row.Headline, search) || Holds(row.Slug, search))).ToList();
        return new CampaignListPage
        {
            Filter = filter, HasAny = all.Count > 0, Rows = await WithNumbersAsync(rows, now, ct), Now = now,
            Owners = [.. all.Where(row => row.OwnerId is not null).Select(row => (row.OwnerId!.Value, row.Owner ?? "")).Distinct().OrderBy(owner => owner.Item2, StringComparer.CurrentCultureIgnoreCase)],
            Languages = [.. all.SelectMany(row => row.Languages).Distinct().Order(StringComparer.Ordinal)],
        };
    }

    internal static TimeZoneInfo Zone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    private async Task<List<CampaignListRow>> HeadsAsync(ClaimsPrincipal user, DateTimeOffset now, CancellationToken ct)
    {
        var theirs = Permission.IsGranted(Permission.EditCampaigns, user.IsInRole) ? await CampaignAccess.Theirs(db, user).Select(campaign => campaign.Id).ToHashSetAsync(ct) : [];
        var staff = user.StaffId();
        var shared = await db.CampaignShares.Where(share => share.StaffId == staff).Select(share => share.CampaignId).ToHashSetAsync(ct);
        var languages = (await db.CampaignTexts.OrderByDescending(text => text.IsOriginal).ThenBy(text => text.Language).Select(text => new { text.CampaignId, text.Language }).ToListAsync(ct)).ToLookup(text => text.CampaignId, text => text.Language);
        var heads = await (
            from campaign in db.Campaigns.AsNoTracking()
            let text = db.CampaignTexts.Where(text => text.CampaignId == campaign.Id).OrderByDescending(text => text.IsOriginal).FirstOrDefault()
            orderby campaign.EditedAt descending
            select new
            {
                campaign, Slug = (string?)text!.Slug,
                Headline = db.TextVersions.Where(version => version.CampaignTextId == text.Id).OrderByDescending(version => version.Number).Select(version => version.Headline).FirstOrDefault(),
                Draft = db.TextDrafts.Where(draft => draft.CampaignTextId == text.Id).Select(draft => draft.Headline).FirstOrDefault(),
                Owner = db.Users.Where(owner => owner.Id == campaign.OwnerId).Select(owner => owner.DisplayName).FirstOrDefault(),
            }).AsNoTracking().ToListAsync(ct);
        return [.. heads.Select(head => new CampaignListRow
        {
            Id = head.campaign.Id, Headline = head.Headline ?? head.Draft, Slug = head.Slug, Status = head.campaign.StatusAt(now), IsTest = head.campaign.IsTest, IsSample = head.campaign.IsSample, IsTheirs = theirs.Contains(head.campaign.Id),
            OwnerId = head.campaign.OwnerId, Owner = head.Owner, IsShared = shared.Contains(head.campaign.Id), Languages = [.. languages[head.campaign.Id]],
            Zone = Zone(head.campaign.TimeZone), EditedAt = head.campaign.EditedAt, OpensAt = head.campaign.OpensAt, HasMissedOpening = head.campaign.HasMissedOpeningAt(now),
        })];
    }

    private async Task<List<CampaignListRow>> WithNumbersAsync(List<CampaignListRow> rows, DateTimeOffset now, CancellationToken ct)
    {
        var ids = rows.ConvertAll(row => row.Id);
        var counts = await db.CampaignCounts.AsNoTracking().Where(count => ids.Contains(count.CampaignId)).ToDictionaryAsync(count => count.CampaignId, ct);
        var pending = await db.Signatures.Where(s => ids.Contains(s.CampaignId) && s.State == SignatureState.Pending && !s.IsTest)
            .GroupBy(s => s.CampaignId).Select(group => new { group.Key, Number = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Number, ct);
        var today = await TodayAsync(rows, now, ct);
        var conversions = await report.ConversionsAsync(ids, ct);
        return rows.ConvertAll(row => row with
        {
            Confirmed = counts.GetValueOrDefault(row.Id)?.Online ?? 0, Paper = counts.GetValueOrDefault(row.Id)?.Paper ?? 0,
            Pending = pending.GetValueOrDefault(row.Id), ConfirmedToday = today.GetValueOrDefault(row.Id), Conversion = conversions.GetValueOrDefault(row.Id),
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
