using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Embedding;

/// <summary>The card as it will look with the words that the editor has.</summary>
[RequiresPermission(Permission.EditCampaigns)]
public sealed class CardPreviewController(CampaignsDb db, ShareCards cards, ShareCardImages images, TimeProvider clock) : Controller
{
    [HttpGet("/admin/campaigns/{id:guid}/card.png")]
    public async Task<IActionResult> Card(Guid id, string? language, CancellationToken ct)
    {
        var text = await (
            from own in db.CampaignTexts.AsNoTracking()
            where own.CampaignId == id && (own.Language == language || (language == null && own.IsOriginal))
            join campaign in db.Campaigns.AsNoTracking() on own.CampaignId equals campaign.Id
            select new
            {
                own.Language, campaign,
                Headline = db.TextDrafts.Where(draft => draft.CampaignTextId == own.Id).Select(draft => draft.Headline).FirstOrDefault()
                    ?? db.TextVersions.Where(version => version.CampaignTextId == own.Id).OrderByDescending(version => version.Number).Select(version => version.Headline).FirstOrDefault(),
                Total = db.CampaignCounts.Where(count => count.CampaignId == id).Select(count => count.Online + count.Paper).FirstOrDefault(),
            }).SingleOrDefaultAsync(ct);
        Response.Headers.CacheControl = "no-store";
        if (text is null) return NotFound();
        PageLanguage.Use(HttpContext, text.Language);
        // What nobody has seen will be open when it is shared.
        var status = text.campaign.IsUnseen ? CampaignStatus.Live : text.campaign.StatusAt(clock.GetUtcNow());
        return await images.GetAsync(cards.Of(text.Language, text.Headline ?? "", status, text.Total)) is { } png ? File(png, "image/png") : NotFound();
    }
}
