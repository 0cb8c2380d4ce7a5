using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Editing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Editing.Targets;

/// <summary>Targets from a table and into one. Nothing is written before the rows were shown.</summary>
[RequiresPermission(Permission.EditCampaigns), Route("admin/campaigns/{id:guid}/edit/targets")]
public sealed class TargetFilesController(CampaignsDb db, SectionDesks desks, ImportTargets import, IStringLocalizer<Texts> texts) : Controller
{
    /// <summary>Room for the file, for the same as text, and for what a form needs around them.</summary>
    private const int MostPosted = 4 * ReadTargetFile.MostBytes;

    [HttpGet("import")]
    public async Task<IActionResult> Ask(Guid id, CancellationToken ct) => await DeskAsync(id, ct) is { } desk ? View("Import", new TargetFilePage { Desk = desk }) : NotFound();

    [HttpPost("import"), RequestSizeLimit(MostPosted), RequestFormLimits(MultipartBodyLengthLimit = MostPosted, ValueLengthLimit = MostPosted, ValueCountLimit = 16)]
    public async Task<IActionResult> Import(Guid id, TargetFileForm form, CancellationToken ct)
    {
        if (await DeskAsync(id, ct) is not { } desk) return NotFound();
        var (text, problem) = await TextAsync(form, ct);
        if (problem is not null) return Refused(new TargetFilePage { Desk = desk, Csv = form.Csv, Problem = problem });
        var file = ReadTargetFile.Run(text, desk.Languages, texts);
        if (file.Problem is not null) return Refused(new TargetFilePage { Desk = desk, Csv = text.Contains('\0') ? null : text, Problem = file.Problem });

        var plan = await import.PlanAsync(id, file, ct);
        var added = await db.Targets.CountAsync(t => t.CampaignId == id && t.RemovedAt == null, ct) + plan.Of(TargetFileAct.New);
        if (added > TargetForm.MostTargets) return Refused(new TargetFilePage { Desk = desk, Csv = text, Problem = texts["A campaign holds 2,000 targets at most"].Value });
        var page = new TargetFilePage { Desk = desk, Csv = text, Plan = plan, LeftOut = file.LeftOut };
        if (form.Mark is null) return View("Import", page);
        if (await import.RunAsync(desk, file, form.Mark, HttpContext, ct) is not null) return new SeeOtherResult(desk.Path);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Import", page with { HasMoved = true, Plan = await import.PlanAsync(id, file, ct) });
    }

    [HttpGet("download")]
    public async Task<IActionResult> Download(Guid id, CancellationToken ct)
    {
        if (await DeskAsync(id, ct) is not { } desk) return NotFound();
        var targets = await db.Targets.AsNoTracking().Where(t => t.CampaignId == id && t.RemovedAt == null).OrderBy(t => t.Position).ThenBy(t => t.Number).ToListAsync(ct);
        var roles = (await (from own in db.TargetTexts.AsNoTracking() join text in db.CampaignTexts on own.CampaignTextId equals text.Id where text.CampaignId == id select new { own.TargetId, text.Language, own.Role }).ToListAsync(ct)).ToLookup(own => (own.TargetId, own.Language), own => own.Role);
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.CacheControl = "no-cache, no-store";
        Response.Headers.ContentDisposition = "attachment; filename=\"targets.csv\"";
        var csv = new CsvWriter(Response.BodyWriter);
        csv.WriteMark();
        var others = desk.Languages.Skip(1).ToList();
        foreach (var title in (string[])["name", "role", .. others.Select(language => $"role ({language})"), "organisation", "salutation", "email", "x handle", "facebook", "country", "postcodes", "language", "time zone", "state"]) csv.Cell(title);
        await csv.EndRowAsync(ct);
        foreach (var target in targets)
        {
            foreach (var cell in (string?[])[target.Name, target.Role, .. others.Select(language => roles[(target.Id, language)].FirstOrDefault()), target.Organisation, target.Salutation, target.Email, target.XHandle,
                target.FacebookUrl, target.Country, target.Area, target.Language, target.TimeZone, target.Mail.ToString().ToLowerInvariant()]) csv.Cell(cell);
            if (!await csv.EndRowAsync(ct)) break;
        }
        await csv.FlushAsync(ct);
        return new EmptyResult();
    }

    private async Task<(string Text, string? Problem)> TextAsync(TargetFileForm form, CancellationToken ct)
    {
        var tooLarge = texts["The file is larger than 1 MB. Split it"].Value;
        if (form.File is not { Length: > 0 } file)
        {
            var pasted = form.Csv ?? "";
            return string.IsNullOrWhiteSpace(pasted) ? ("", texts["Choose a file, or paste the table"].Value) : System.Text.Encoding.UTF8.GetByteCount(pasted) > ReadTargetFile.MostBytes ? ("", tooLarge) : (pasted, null);
        }
        if (file.Length > ReadTargetFile.MostBytes) return ("", tooLarge);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, ct);
        return ReadTargetFile.TextOf(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)) is { } text ? (text, null) : ("", texts["The file is not in UTF-8. In the spreadsheet, save it as CSV UTF-8"].Value);
    }

    private ViewResult Refused(TargetFilePage page)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Import", page);
    }

    private Task<SectionDesk?> DeskAsync(Guid id, CancellationToken ct) => desks.RunAsync(id, Section.Targets, null, User, ct);
}
