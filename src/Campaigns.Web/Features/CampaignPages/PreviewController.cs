using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Core.Media;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.CampaignPages;

/// <summary>
/// The campaign page with words that are not saved: what stands in the posted form, and the editor's draft for the rest. Changes nothing of the campaign;
/// a picture that a form without script brings along is kept, or it could not be shown, and is purged when nobody saves it.
/// </summary>
[RequiresPermission(Permission.EditCampaigns), Route("admin/campaigns/{id:guid}/preview")]
public sealed class PreviewController(CampaignsDb db, CampaignPageQuery pages, StoreMedia store, TimeProvider clock) : Controller
{
    [HttpGet]
    public Task<IActionResult> Saved(Guid id, string? language, CancellationToken ct) => ShowAsync(id, language, new PreviewForm(), ct);

    [HttpPost, UploadForm]
    public Task<IActionResult> Unsaved(Guid id, string? language, PreviewForm form, CancellationToken ct) => ShowAsync(id, language, form, ct);

    private async Task<IActionResult> ShowAsync(Guid id, string? language, PreviewForm form, CancellationToken ct)
    {
        var texts = await db.CampaignTexts.AsNoTracking().Where(t => t.CampaignId == id).OrderByDescending(t => t.IsOriginal).ToListAsync(ct);
        if ((language is null ? texts.FirstOrDefault() : texts.Find(t => t.Language == language)) is not { } text) return NotFound();
        var draft = await db.TextDrafts.AsNoTracking().SingleOrDefaultAsync(d => d.CampaignTextId == text.Id, ct)
            ?? TextDraft.Of(text, await db.TextVersions.AsNoTracking().Where(v => v.CampaignTextId == text.Id).OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct), clock.GetUtcNow());
        if (form.File is { } file && (await store.RunAsync(file, UploadKind.Picture, id, HttpContext, ct)).File is { } stored) form.Picture = stored.Path;
        form.PutInto(draft, texts.ConvertAll(other => other.Picture));
        // The section posts an empty field when there is no picture.
        if (Request.HasFormContentType && Request.Form.ContainsKey(nameof(PreviewForm.Picture)) && form.Picture is null) draft.Picture = null;
        var campaign = await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == id, ct);
        PageLanguage.Use(HttpContext, text.Language);
        Response.Headers["X-Robots-Tag"] = "noindex";
        return View("Campaign", await pages.PreviewAsync(new CampaignDoor(text, campaign), draft, ct));
    }
}

/// <summary>The fields of every section whose words stand on the page; what a section does not post stays as saved.</summary>
public sealed class PreviewForm
{
    public string? Headline { get; set; }
    public string? Summary { get; set; }
    public string? Story { get; set; }
    public string? Picture { get; set; }
    public IFormFile? File { get; set; }
    public bool Decorative { get; set; }
    public string? PictureAlt { get; set; }
    public string? PictureCredit { get; set; }
    public string? GoalReason { get; set; }

    /// <param name="known">Pictures that the campaign shows; others are uploads.</param>
    public void PutInto(TextDraft draft, IReadOnlyList<string?> known)
    {
        if (MediaName.In(Picture) is not null || known.Contains(Picture)) draft.Picture = Picture ?? draft.Picture;
        draft.Headline = Headline ?? draft.Headline;
        draft.Summary = Summary ?? draft.Summary;
        draft.Story = Story ?? draft.Story;
        draft.PictureAlt = Decorative ? null : PictureAlt ?? draft.PictureAlt;
        draft.PictureCredit = PictureCredit ?? draft.PictureCredit;
        draft.GoalReason = GoalReason ?? draft.GoalReason;
    }
}
