using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Editing;
using Campaigns.Web.Features.Editing.Timeline;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Editing.Claims;

/// <summary>The target's right of reply: whom we asked about which claim, and what it answered.</summary>
[RequiresPermission(Permission.EditCampaigns), Route("admin/campaigns/{id:guid}/claims")]
public sealed class ClaimsController(CampaignsDb db, SectionDesks desks, ReadClaims read, AskTarget ask, RecordAnswer record, TimeProvider clock, IStringLocalizer<Texts> texts) : Controller
{
    [HttpGet]
    public async Task<IActionResult> List(Guid id, string? language, bool saved, CancellationToken ct) =>
        await desks.RunAsync(id, Section.Story, language, User, ct) is { } desk ? View("Claims", new ClaimsPage { Desk = desk, Rows = await read.RunAsync(desk.TextId, ct), WasSaved = saved }) : NotFound();

    [HttpGet("{key}")]
    public async Task<IActionResult> Show(Guid id, string key, string? language, CancellationToken ct) =>
        await PageAsync(id, key, language, null, null, ct) is { } page ? View("Claim", page) : NotFound();

    [HttpPost("{key}/asked")]
    public async Task<IActionResult> Asked(Guid id, string key, string? language, AskedForm form, CancellationToken ct)
    {
        if (await PageAsync(id, key, language, form, null, ct) is not { } page) return NotFound();
        if (form.TargetId is { } target && page.Targets.All(option => option.Id != target)) ModelState.AddModelError(nameof(form.TargetId), "Select whom you asked");
        if (form.Asked > Today(page)) ModelState.AddModelError(nameof(form.AskedOn), "Enter a day that has come");
        if (!ModelState.IsValid) return Again(page);
        return await ask.RunAsync(page.Desk, key, form, HttpContext, ct) ? Done(page) : await ChangedAsync(id, key, language, ct);
    }

    [HttpPost("{key}/answer")]
    public async Task<IActionResult> Answer(Guid id, string key, string? language, AnswerForm form, CancellationToken ct)
    {
        if (await PageAsync(id, key, language, null, form, ct) is not { } page) return NotFound();
        if (form.Day > Today(page)) ModelState.AddModelError(nameof(form.AnsweredOn), "Enter a day that has come");
        if (form.Day < page.Claim.Row?.AskedOn) ModelState.AddModelError(nameof(form.AnsweredOn), "The answer cannot be older than the question");
        if (!ModelState.IsValid) return Again(page);
        return await record.RunAsync(page.Desk, key, form, HttpContext, ct) ? Done(page) : await ChangedAsync(id, key, language, ct);
    }

    private async Task<ClaimPage?> PageAsync(Guid id, string key, string? language, AskedForm? asked, AnswerForm? answer, CancellationToken ct)
    {
        if (await desks.RunAsync(id, Section.Story, language, User, ct) is not { } desk) return null;
        if ((await read.RunAsync(desk.TextId, ct)).FirstOrDefault(row => row.Key == key) is not { } claim) return null;
        return new ClaimPage
        {
            Desk = desk, Claim = claim,
            Targets = await db.Targets.AsNoTracking().Where(t => t.CampaignId == id).OrderBy(t => t.Position).Select(t => new TargetOption(t.Id, t.Name)).ToListAsync(ct),
            Asked = asked ?? new AskedForm { TargetId = claim.Row?.TargetId, AskedOn = Iso(claim.Row?.AskedOn), AskedHow = claim.Row?.AskedHow, AnswerBy = Iso(claim.Row?.AnswerBy) },
            Answer = answer ?? new AnswerForm(),
        };
    }

    private ViewResult Again(ClaimPage page)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Claim", page with { Errors = FormProblems.Of(ModelState, texts) });
    }

    private async Task<IActionResult> ChangedAsync(Guid id, string key, string? language, CancellationToken ct)
    {
        ModelState.Clear();
        Response.StatusCode = StatusCodes.Status409Conflict;
        return await PageAsync(id, key, language, null, null, ct) is { } page ? View("Claim", page with { Errors = [new FieldError("main", texts["Somebody changed this claim meanwhile. It stands as shown here"])] }) : NotFound();
    }

    private static SeeOtherResult Done(ClaimPage page) => new($"{page.Desk.Campaign}/claims?language={page.Desk.Language}&saved=true");

    private DateOnly Today(ClaimPage page) => Dates.DayIn(page.Desk.TimeZone, clock.GetUtcNow());

    private static string? Iso(DateOnly? day) => day is { } given ? Dates.Iso(given) : null;
}
