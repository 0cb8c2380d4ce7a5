using Campaigns.Core;
using Campaigns.Core.Content;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Signing;

public sealed record RelatedCampaign(string Slug, string Headline, string Summary);

/// <summary>One campaign more for somebody who has just been counted: the newest that takes signatures in the same language and that they have not signed.</summary>
public sealed class ReadRelated(IDbContextFactory<CampaignsDb> databases, TimeProvider clock)
{
    /// <param name="emailKey">32 bytes.</param>
    /// <returns>Null where there is none.</returns>
    public async Task<RelatedCampaign?> RunAsync(PublicCampaign campaign, byte[] emailKey, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        var signed = await (await PersonRows.SignaturesAsync(db, emailKey, ct)).Select(s => s.CampaignId).ToListAsync(ct);
        // Whether one is live follows from its times as well, so that is asked of the row.
        var others = await (
            from text in db.CampaignTexts.AsNoTracking()
            where text.Language == campaign.Language && text.Visibility == TextVisibility.Shown
            join other in db.Campaigns.AsNoTracking() on text.CampaignId equals other.Id
            where other.Id != campaign.Campaign.Id && !other.IsTest && other.RemovedReason == null && (other.Status == CampaignStatus.Live || other.Status == CampaignStatus.Scheduled)
            select new { text, other }).ToListAsync(ct);
        var newest = others.Where(each => each.other.StatusAt(now) is CampaignStatus.Live && !signed.Contains(each.other.Id))
            .OrderByDescending(each => each.other.PublishedAt ?? each.other.OpensAt).ThenBy(each => each.text.Slug, StringComparer.Ordinal).FirstOrDefault();
        if (newest is null) return null;
        var version = await db.TextVersions.Where(v => v.CampaignTextId == newest.text.Id).OrderByDescending(v => v.Number).Select(v => new { v.Headline, v.Summary }).FirstOrDefaultAsync(ct);
        return version is null ? null : new RelatedCampaign(newest.text.Slug, version.Headline, version.Summary);
    }
}
