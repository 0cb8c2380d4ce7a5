using Campaigns.Core;
using Campaigns.Core.Content;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Shared;

/// <summary>What the editor holds of a public campaign and its pages do not show.</summary>
public static class UnpublishedTexts
{
    /// <summary>What "Publish changes" would put on the page, the original first. An incomplete translation waits on, and holds nobody up.</summary>
    public static async Task<IReadOnlyList<(CampaignText Text, TextDraft Draft, TextVersion? Version)>> ReadAsync(CampaignsDb db, Guid campaignId, CancellationToken ct)
    {
        var (waiting, translations) = (new List<(CampaignText, TextDraft, TextVersion?)>(), await Translations.ReadAsync(db, campaignId, ct));
        foreach (var text in await db.CampaignTexts.Where(t => t.CampaignId == campaignId).OrderByDescending(t => t.IsOriginal).ThenBy(t => t.Language).ToListAsync(ct))
        {
            var version = await db.TextVersions.Where(v => v.CampaignTextId == text.Id).OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct);
            var draft = await db.TextDrafts.AsNoTracking().SingleOrDefaultAsync(d => d.CampaignTextId == text.Id, ct);
            if (text.Visibility is TextVisibility.Waiting ? translations.Any(each => each.Text.Id == text.Id && each.IsComplete) : draft?.Differs(text, version) is true)
                waiting.Add((text, draft ?? TextDraft.Of(text, version, default), version));
        }
        return waiting;
    }
}
