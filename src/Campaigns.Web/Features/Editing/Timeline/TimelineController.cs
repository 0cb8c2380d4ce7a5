using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Core.Editing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Editing.Timeline;

/// <summary>What is dated and public: written, looked at, published. A mistake gets a new entry.</summary>
[RequiresPermission(Permission.EditCampaigns), Route("admin/campaigns/{id:guid}/timeline")]
public sealed class TimelineController(CampaignsDb db, SectionDesks desks, PublishEntry publish, TimeProvider clock, IStringLocalizer<Texts> texts) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(Guid id, string? language, bool saved, Guid? mistake, CancellationToken ct)
    {
        if (await desks.RunAsync(id, Section.Story, language, User, ct) is not { } desk) return NotFound();
        var page = await PageAsync(desk, new EntryForm { Date = Dates.Iso(Dates.DayIn(desk.TimeZone, clock.GetUtcNow())) }, ct);
        // What a reader reported is where the correction begins; nothing of who reported it goes along.
        if (mistake is { } reported && await db.MistakeReports.Where(report => report.Id == reported && report.CampaignId == id).Select(report => report.Text).SingleOrDefaultAsync(ct) is { } said)
            (page.Form.Kind, page.Form.Title, page.Form.Body) = (TimelineKind.Correction, texts["Correction"].Value, said);
        page.Form.Number = (page.Entries.Count == 0 ? 0 : page.Entries.Max(entry => entry.Number)) + 1;
        return View("Timeline", page with { WasSaved = saved });
    }

    [HttpPost]
    public async Task<IActionResult> Write(Guid id, string? language, EntryForm form, CancellationToken ct)
    {
        if (await desks.RunAsync(id, Section.Story, language, User, ct) is not { } desk) return NotFound();
        var page = await PageAsync(desk, form, ct);
        if (form.TargetId is { } target && page.Targets.All(option => option.Id != target)) ModelState.AddModelError(nameof(form.TargetId), "Select whose reply it is");
        if (form.Day > Dates.DayIn(desk.TimeZone, clock.GetUtcNow())) ModelState.AddModelError(nameof(form.Date), "Enter a day that has come: the timeline says what happened");
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Timeline", page with { Errors = FormProblems.Of(ModelState, texts) });
        }
        ModelState.Clear();
        if (form.Go is not "publish") return View("Timeline", page with { IsChecked = form.Go is "check" });
        if (await publish.RunAsync(desk, form, HttpContext, ct)) return new SeeOtherResult($"/admin/campaigns/{id}/timeline?language={desk.Language}&saved=true");

        page = await PageAsync(desk, form, ct);
        form.Number = page.Entries.Max(entry => entry.Number) + 1;
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Timeline", page with { IsChecked = true, Errors = [new FieldError("title", texts["Somebody added an entry while you wrote. Compare, then publish yours again"])] });
    }

    private async Task<TimelinePage> PageAsync(SectionDesk desk, EntryForm form, CancellationToken ct) => new()
    {
        Desk = desk, Form = form,
        Entries = await db.TimelineEntries.AsNoTracking().Where(e => e.CampaignTextId == desk.TextId).OrderByDescending(e => e.Date).ThenByDescending(e => e.Number).ToListAsync(ct),
        Targets = await db.Targets.AsNoTracking().Where(t => t.CampaignId == desk.CampaignId).OrderBy(t => t.Position).Select(t => new TargetOption(t.Id, t.Name)).ToListAsync(ct),
    };
}
