using System.Globalization;
using Campaigns.Core;
using Campaigns.Core.Content;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.CampaignPages;

/// <summary>The list of public campaigns: one card each, in the reader's language where there is one.</summary>
public sealed class CampaignListQuery(CampaignsDb db, TimeProvider clock)
{
    public async Task<CampaignListPage> RunAsync(CampaignListForm form, CancellationToken ct)
    {
        var all = await CardsAsync(ct);
        var inLanguage = form.Language is { Length: > 0 } language ? all.Where(card => card.Language == language) : all
            .GroupBy(card => card.CampaignId)
            .Select(texts => texts.FirstOrDefault(card => card.Language == CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ?? texts.FirstOrDefault(card => card.IsOriginal) ?? texts.First());
        return new CampaignListPage
        {
            Form = form,
            HasCampaigns = all.Count > 0,
            Languages = [.. all.Select(card => card.Language).Distinct().Order(StringComparer.Ordinal)],
            Cards = [.. inLanguage.Where(card => Fits(card, form)).OrderBy(card => Place(card.Status)).ThenByDescending(card => card.PublishedAt)],
        };
    }

    // An organisation has at most some hundreds of campaigns: comparing their headlines here finds "Élu" for "elu" on both databases.
    private async Task<List<CampaignCard>> CardsAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var rows = await (
            from text in db.CampaignTexts.AsNoTracking()
            join campaign in db.Campaigns on text.CampaignId equals campaign.Id
            where !campaign.IsTest && campaign.RemovedReason == null && campaign.Status != CampaignStatus.Draft && text.Visibility == TextVisibility.Shown
            from version in db.TextVersions.Where(version => version.CampaignTextId == text.Id).OrderByDescending(version => version.Number).Take(1)
            orderby campaign.PublishedAt ?? campaign.OpensAt descending
            select new
            {
                campaign, text, version,
                Target = db.Targets.Where(target => target.CampaignId == campaign.Id && target.RemovedAt == null).OrderBy(target => target.Position).Select(target => target.Organisation == null ? target.Name : target.Name + ", " + target.Organisation).FirstOrDefault(),
                Total = db.CampaignCounts.Where(count => count.CampaignId == campaign.Id).Select(count => count.Online + count.Paper).FirstOrDefault(),
            }).AsNoTracking().Take(2000).ToListAsync(ct);
        return
        [
            .. from row in rows
               let status = row.campaign.StatusAt(now)
               where status is not CampaignStatus.Scheduled
               select new CampaignCard
               {
                   CampaignId = row.campaign.Id,
                   Status = status,
                   Language = row.text.Language,
                   IsOriginal = row.text.IsOriginal,
                   Slug = row.text.Slug,
                   Headline = row.version.Headline,
                   Summary = row.version.Summary,
                   Picture = row.text.Picture,
                   Target = row.Target,
                   Total = row.Total,
                   PublishedAt = row.campaign.PublishedAt ?? row.campaign.OpensAt,
               },
        ];
    }

    private static bool Fits(CampaignCard card, CampaignListForm form) =>
        (form.Status is not { Length: > 0 } status || status == GroupOf(card.Status))
        && (form.Q?.Trim() is not { Length: > 0 } words || words.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => Contains(card.Headline, word) || Contains(card.Summary, word) || Contains(card.Target ?? "", word)));

    private static bool Contains(string text, string word) =>
        CultureInfo.InvariantCulture.CompareInfo.IndexOf(text, word, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0;

    private static string GroupOf(CampaignStatus status) => status switch
    {
        CampaignStatus.Live or CampaignStatus.Paused => "live",
        CampaignStatus.Won => "won",
        _ => "closed",
    };

    private static int Place(CampaignStatus status) => status switch
    {
        CampaignStatus.Live => 0,
        CampaignStatus.Paused => 1,
        CampaignStatus.Won => 2,
        CampaignStatus.Closed => 3,
        _ => 4,
    };
}
