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

namespace Campaigns.Web.Features.Editing.Sources;

/// <summary>Adding, mending and removing the sources of a text. A number that was published stays, with its reason, when the source goes.</summary>
[RequiresPermission(Permission.EditCampaigns), Route("admin/campaigns/{id:guid}/edit/sources")]
public sealed class SourcesController(CampaignsDb db, SectionDesks desks, SaveSource save, RemoveSource remove, StoreMedia store, IStringLocalizer<Texts> texts) : Controller
{
    [HttpGet("new")]
    public async Task<IActionResult> New(Guid id, string? language, string? key, CancellationToken ct) =>
        await DeskAsync(id, language, ct) is { } desk ? View("Source", new SourcePage { Desk = desk, Source = null, Form = new SourceForm { Key = key } }) : NotFound();

    [HttpPost("new"), UploadForm]
    public async Task<IActionResult> Add(Guid id, string? language, SourceForm form, CancellationToken ct) =>
        await DeskAsync(id, language, ct) is { } desk ? await SaveAsync(desk, null, form, ct) : NotFound();

    [HttpGet("{sourceId:guid}")]
    public async Task<IActionResult> Show(Guid id, Guid sourceId, CancellationToken ct) =>
        await FindAsync(id, sourceId, ct) is { } found ? View("Source", new SourcePage { Desk = found.Desk, Source = found.Source, Form = FormOf(found.Source) }) : NotFound();

    [HttpPost("{sourceId:guid}"), UploadForm]
    public async Task<IActionResult> Change(Guid id, Guid sourceId, SourceForm form, CancellationToken ct) =>
        await FindAsync(id, sourceId, ct) is { } found ? await SaveAsync(found.Desk, found.Source, form, ct) : NotFound();

    [HttpPost("{sourceId:guid}/remove")]
    public async Task<IActionResult> Remove(Guid id, Guid sourceId, RemoveSourceForm form, CancellationToken ct)
    {
        if (await FindAsync(id, sourceId, ct) is not { } found) return NotFound();
        // What the public never saw needs no excuse.
        if (found.Source.Number is null) ModelState.Clear();
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Source", new SourcePage { Desk = found.Desk, Source = found.Source, Form = FormOf(found.Source), Reason = form.Reason, Errors = FormProblems.Of(ModelState, texts) });
        }
        await remove.RunAsync(found.Desk, sourceId, form.Reason, HttpContext, ct);
        return new SeeOtherResult($"{found.Desk.PathOf(Section.Story, found.Desk.Language)}#sources-h");
    }

    private async Task<IActionResult> SaveAsync(SectionDesk desk, Source? source, SourceForm form, CancellationToken ct)
    {
        await TakeCopyAsync(desk, source, form, ct);
        if (form.Key is { } key && await db.Sources.AnyAsync(s => s.CampaignTextId == desk.TextId && s.Key == key && (source == null || s.Id != source.Id), ct))
            ModelState.AddModelError(nameof(form.Key), "Another source has this name. Choose another one");
        if (source is { Number: not null } && form.Key != source.Key) ModelState.AddModelError(nameof(form.Key), "A published source keeps its name, since the story cites it");
        if (source is null && await db.Sources.CountAsync(s => s.CampaignTextId == desk.TextId && s.RemovedOn == null, ct) >= SourceForm.MostSources)
            ModelState.AddModelError(nameof(form.Title), "A text holds 200 sources at most");
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Source", new SourcePage { Desk = desk, Source = source, Form = form, Errors = FormProblems.Of(ModelState, texts) });
        }
        if (await save.RunAsync(desk, source?.Id, form, HttpContext, ct)) return new SeeOtherResult($"{desk.PathOf(Section.Story, desk.Language)}#sources-h");

        var saved = await db.Sources.AsNoTracking().SingleOrDefaultAsync(s => s.CampaignTextId == desk.TextId && s.Id == source!.Id, ct);
        if (saved is null) return NotFound();
        var theirs = Conflicts.Between(FormOf(saved), form);
        form.Revision = saved.Revision;
        ModelState.Clear();
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Source", new SourcePage { Desk = desk, Source = saved, Form = form, Theirs = theirs });
    }

    /// <summary>A file is kept before anything else is checked: whoever mends another field does not choose it again.</summary>
    private async Task TakeCopyAsync(SectionDesk desk, Source? source, SourceForm form, CancellationToken ct)
    {
        if (form.File is { } file)
        {
            var (stored, problem) = await store.RunAsync(file, UploadKind.PictureOrPdf, desk.CampaignId, HttpContext, ct);
            if (stored is not null) form.Copy = stored.Path;
            else ModelState.AddModelError(nameof(form.File), problem!);
        }
        else if (form.RemoveCopy) form.Copy = null;
        (form.File, form.RemoveCopy) = (null, false);
        // That of a source which was copied with its campaign may have been uploaded for the other one.
        if (form.Copy is null || form.Copy == source?.Copy || (MediaName.In(form.Copy) is { } name && await db.MediaFiles.AnyAsync(f => f.Name == name && f.CampaignId == desk.CampaignId, ct))) return;
        form.Copy = null;
        ModelState.AddModelError(nameof(form.File), "This file is gone. Choose it once more");
    }

    private async Task<(SectionDesk Desk, Source Source)?> FindAsync(Guid id, Guid sourceId, CancellationToken ct)
    {
        var found = await (from source in db.Sources.AsNoTracking()
                           where source.Id == sourceId
                           join text in db.CampaignTexts on source.CampaignTextId equals text.Id
                           where text.CampaignId == id
                           select new { source, text.Language }).SingleOrDefaultAsync(ct);
        return found is not null && await DeskAsync(id, found.Language, ct) is { } desk ? (desk, found.source) : null;
    }

    private Task<SectionDesk?> DeskAsync(Guid id, string? language, CancellationToken ct) => desks.RunAsync(id, Section.Story, language, User, ct);

    private static SourceForm FormOf(Source source) => new()
    {
        Title = source.Title, Url = source.Url, Publisher = source.Publisher, PublishedOn = source.PublishedOn.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        Kind = source.Kind, ArchivedUrl = source.ArchivedUrl, Copy = source.Copy, Key = source.Key, Revision = source.Revision,
    };
}
