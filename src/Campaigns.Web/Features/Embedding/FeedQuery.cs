using Campaigns.Core;
using Campaigns.Core.Content;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Features.Embedding;

/// <summary>Campaigns and their timeline entries as entries of a feed, newest first.</summary>
public sealed class FeedQuery(CampaignsDb db, Organisation organisation, IOptions<SiteOptions> site, IStringLocalizer<Texts> texts, TimeProvider clock)
{
    private const int Most = 50;
    private readonly string _host = new Uri(site.Value.Url).Host;

    /// <summary>Of every public campaign, each language under its own entry.</summary>
    public async Task<AtomFeed> OfSiteAsync(CancellationToken ct) => new()
    {
        // The day on which this kind of address was coined; a tag URI wants one at which the host was ours.
        Id = $"tag:{_host},2026:campaigns",
        Title = organisation.Now.Name,
        Path = "/feed.atom",
        PagePath = "/",
        Language = null,
        Entries = await EntriesAsync(null, ct),
    };

    /// <remarks>The language of the page must be set: titles of kinds are written in it.</remarks>
    public async Task<AtomFeed> OfCampaignAsync(PublicCampaign campaign, CancellationToken ct) => new()
    {
        Id = $"{TagOf(campaign.Campaign)}:{campaign.Language}:feed",
        Title = campaign.Headline,
        Path = $"{campaign.Path}/feed.atom",
        PagePath = campaign.Path,
        Language = campaign.Language,
        Entries = await EntriesAsync(campaign.Slug, ct),
    };

    private async Task<IReadOnlyList<AtomEntry>> EntriesAsync(string? slug, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var rows = await (
            from text in db.CampaignTexts.AsNoTracking()
            join campaign in db.Campaigns.AsNoTracking() on text.CampaignId equals campaign.Id
            where slug == null ? !campaign.IsTest && campaign.RemovedReason == null && campaign.Status != CampaignStatus.Draft && text.Visibility == TextVisibility.Shown : text.Slug == slug
            from version in db.TextVersions.Where(version => version.CampaignTextId == text.Id).OrderByDescending(version => version.Number).Take(1)
            orderby version.PublishedAt descending
            select new { Text = text, Campaign = campaign, Version = version }).AsNoTracking().Take(2000).ToListAsync(ct);
        var shown = rows.Where(row => slug is not null || row.Campaign.StatusAt(now) is not CampaignStatus.Scheduled).ToDictionary(row => row.Text.Id);

        var ids = shown.Keys.ToList();
        var happenings = await db.TimelineEntries.AsNoTracking().Where(entry => ids.Contains(entry.CampaignTextId))
            .OrderByDescending(entry => entry.Date).ThenByDescending(entry => entry.Number).Take(Most).ToListAsync(ct);
        return
        [
            .. shown.Values.Select(row => OfText(row.Campaign, row.Text, row.Version))
                .Concat(happenings.Select(entry => OfHappening(shown[entry.CampaignTextId].Campaign, shown[entry.CampaignTextId].Text, entry, now)))
                .OrderByDescending(entry => entry.Updated).ThenBy(entry => entry.Id, StringComparer.Ordinal).Take(Most),
        ];
    }

    private AtomEntry OfText(Campaign campaign, CampaignText text, TextVersion version) => new()
    {
        Id = $"{TagOf(campaign)}:{text.Language}",
        Title = version.Headline,
        Language = text.Language,
        Path = $"/c/{text.Slug}",
        Category = "campaign",
        Published = campaign.PublishedAt ?? campaign.OpensAt ?? campaign.CreatedAt,
        Updated = version.PublishedAt,
        Html = $"<p>{System.Net.WebUtility.HtmlEncode(version.Summary)}</p>",
    };

    private AtomEntry OfHappening(Campaign campaign, CampaignText text, TimelineEntry entry, DateTimeOffset now)
    {
        var at = StartOf(campaign.TimeZone, entry.Date);
        // An entry dated ahead has happened by now for whoever reads it here.
        if (at > now) at = new DateTimeOffset(now.Year, now.Month, now.Day, 0, 0, 0, TimeSpan.Zero);
        return new AtomEntry
        {
            Id = $"{TagOf(campaign)}:{text.Language}:{entry.Number}",
            Title = entry.Title,
            Language = text.Language,
            Path = $"/c/{text.Slug}#entry-{entry.Number}",
            Category = System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(entry.Kind.ToString()),
            Published = at,
            Updated = at,
            Html = $"{(entry.Correction is { } correction ? $"<p><strong>{System.Net.WebUtility.HtmlEncode(correction)}</strong></p>" : "")}{SafeMarkdown.Parse(entry.Body).InnerHtml.Replace("src=\"/media/", $"src=\"{site.Value.Url}/media/", StringComparison.Ordinal)}{SourceOf(entry)}",
        };
    }

    private string SourceOf(TimelineEntry entry) =>
        entry.SourceUrl is { } url ? $"<p><a href=\"{System.Net.WebUtility.HtmlEncode(url)}\">{System.Net.WebUtility.HtmlEncode(texts["Source"])}</a></p>" : "";

    /// <summary>Names the campaign for good: whatever becomes of its slug, readers do not show its entries anew.</summary>
    private string TagOf(Campaign campaign) => $"tag:{_host},{Dates.Iso(Dates.DayIn("UTC", campaign.CreatedAt))}:campaign:{campaign.Id:n}";

    private static DateTimeOffset StartOf(string timeZone, DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, TimeZoneInfo.FindSystemTimeZoneById(timeZone).GetUtcOffset(midnight)).ToUniversalTime();
    }
}
