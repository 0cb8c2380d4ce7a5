using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Core.Editing;
using Campaigns.Core.Media;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Editing.Uploads;

/// <summary>Pictures in the story: takes one and answers with its mark, which script puts at the cursor and a person without script pastes.</summary>
[RequiresPermission(Permission.EditCampaigns), Route("admin/campaigns/{id:guid}/edit/story/picture")]
public sealed class StoryPictureController(CampaignsDb db, SectionDesks desks, StoreMedia store, IStringLocalizer<Texts> texts) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Ask(Guid id, string? language, CancellationToken ct) =>
        await desks.RunAsync(id, Section.Story, language, User, ct) is { } desk ? View("StoryPicture", new StoryPicturePage { Desk = desk, Form = new() }) : NotFound();

    [HttpPost, UploadForm]
    public async Task<IActionResult> Take(Guid id, string? language, StoryPictureForm form, CancellationToken ct)
    {
        if (await desks.RunAsync(id, Section.Story, language, User, ct) is not { } desk) return NotFound();
        var path = await TakeAsync(desk, form, ct);
        var mark = ModelState.IsValid && path is not null ? StoryMarks.Picture(path, form.Decorative ? "" : form.Alt!, form.Credit) : null;
        var errors = FormProblems.Of(ModelState, texts);
        if (mark is null) Response.StatusCode = StatusCodes.Status400BadRequest;
        if (Request.Headers.Accept.ToString().Contains("json", StringComparison.Ordinal)) return Json(new { mark, picture = path, problems = errors.Select(error => new { field = error.Field, sentence = error.Sentence }) });
        form.Picture = path;
        return View("StoryPicture", new StoryPicturePage { Desk = desk, Form = form, Errors = errors, Mark = mark });
    }

    private async Task<string?> TakeAsync(SectionDesk desk, StoryPictureForm form, CancellationToken ct)
    {
        if (form.File is { } file)
        {
            var (stored, problem) = await store.RunAsync(file, UploadKind.Picture, desk.CampaignId, HttpContext, ct);
            if (problem is not null) ModelState.AddModelError(nameof(form.File), problem);
            return stored?.Path;
        }
        if (MediaName.In(form.Picture) is { } name && await db.MediaFiles.AnyAsync(f => f.Name == name && f.CampaignId == desk.CampaignId && f.Kind == MediaKind.Picture, ct)) return form.Picture;
        ModelState.AddModelError(nameof(form.File), "Choose a picture");
        return null;
    }
}
