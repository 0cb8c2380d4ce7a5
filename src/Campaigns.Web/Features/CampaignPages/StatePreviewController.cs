using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.CampaignPages;

/// <summary>The campaign page as supporters will see it once it is paused, closed, won …: the act itself, on a copy that nobody keeps.</summary>
[RequiresPermission(Permission.PublishCampaigns)]
public sealed class StatePreviewController(CampaignsDb db, CampaignPageQuery pages, TimeProvider clock) : Controller
{
    [HttpPost("admin/campaigns/{id:guid}/{act}/preview")]
    public async Task<IActionResult> Show(Guid id, string act, string? language, StateForm form, CancellationToken ct)
    {
        if (!Enum.TryParse<StateAct>(act, ignoreCase: true, out var asked) || !Enum.IsDefined(asked)) return NotFound();
        var texts = await db.CampaignTexts.AsNoTracking().Where(t => t.CampaignId == id).OrderByDescending(t => t.IsOriginal).ToListAsync(ct);
        if ((language is null ? texts.FirstOrDefault() : texts.Find(t => t.Language == language)) is not { } text) return NotFound();
        var (campaign, now) = (await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == id, ct), clock.GetUtcNow());
        if (!campaign.ActsAt(now).Contains(asked)) return NotFound();
        // A time that cannot be is refused when the act itself is pressed; until then the preview shows it as it is.
        if (asked is not StateAct.Extend || (form.ClosingTime(campaign, out var at) is null && !(at <= now))) form.ApplyTo(campaign, asked, now);
        if (StateForm.HasNote(asked)) text.StatusNote = form.NoteIn(text.Language);
        PageLanguage.Use(HttpContext, text.Language);
        Response.Headers["X-Robots-Tag"] = "noindex";
        return await pages.PageAsync(new CampaignDoor(text, campaign), versionNumber: null, ct) is { } page ? View("Campaign", page) : NotFound();
    }
}
