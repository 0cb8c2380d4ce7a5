using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Editing;
using Campaigns.Core.Targets;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Editing.Targets;

/// <summary>Whom a campaign addresses: the list, one target, its place, its mail, its going and coming back.</summary>
[RequiresPermission(Permission.EditCampaigns), Route("admin/campaigns/{id:guid}/edit/targets")]
public sealed class TargetsController(CampaignsDb db, SectionDesks desks, SaveTarget save, MoveTarget move, SetTargetMail setMail, RemoveTarget remove, RestoreTarget restore, IStringLocalizer<Texts> texts) : Controller
{
    [HttpGet]
    public async Task<IActionResult> List(Guid id, int page, CancellationToken ct)
    {
        if (await DeskAsync(id, ct) is not { } desk) return NotFound();
        var lines = await db.Targets.AsNoTracking().Where(t => t.CampaignId == id).OrderBy(t => t.Position).ThenBy(t => t.Number)
            .Select(t => new TargetLine(t.Id, 0, t.Name, t.Role, t.Organisation, t.Email, t.XHandle, t.FacebookUrl, t.Country, t.Area, t.Language, t.Mail, t.RemovedAt)).ToListAsync(ct);
        var present = lines.Where(line => line.RemovedAt is null).Select((line, at) => line with { Place = at + 1 }).ToList();
        var byArea = await db.Campaigns.AnyAsync(c => c.Id == id && c.TargetChoice == TargetChoice.ByArea, ct);
        page = Math.Clamp(page, 1, Math.Max(1, (present.Count + TargetsPage.AtOnce - 1) / TargetsPage.AtOnce));
        return View("Targets", new TargetsPage
        {
            Desk = desk, Total = present.Count, Page = page, Targets = [.. present.Skip((page - 1) * TargetsPage.AtOnce).Take(TargetsPage.AtOnce)],
            Removed = lines.FindAll(line => line.RemovedAt is not null), LacksAreas = byArea && present.Count > 0 && present.TrueForAll(line => line.Country is null && line.Area is null),
        });
    }

    [HttpGet("new")]
    public async Task<IActionResult> New(Guid id, CancellationToken ct) => await DeskAsync(id, ct) is { } desk ? View("Target", new TargetPage { Desk = desk, Target = null, Form = new TargetForm() }) : NotFound();

    [HttpPost("new")]
    public async Task<IActionResult> Add(Guid id, TargetForm form, CancellationToken ct) => await DeskAsync(id, ct) is { } desk ? await SaveAsync(desk, null, form, ct) : NotFound();

    [HttpGet("{targetId:guid}")]
    public async Task<IActionResult> Show(Guid id, Guid targetId, CancellationToken ct) =>
        await FindAsync(id, targetId, ct) is { } found ? View("Target", await PageAsync(found.Desk, found.Target, null, ct)) : NotFound();

    [HttpPost("{targetId:guid}")]
    public async Task<IActionResult> Change(Guid id, Guid targetId, TargetForm form, CancellationToken ct) =>
        await FindAsync(id, targetId, ct) is { } found ? await SaveAsync(found.Desk, found.Target, form, ct) : NotFound();

    /// <param name="place">From 1.</param>
    [HttpPost("{targetId:guid}/move")]
    public async Task<IActionResult> Move(Guid id, Guid targetId, int place, CancellationToken ct)
    {
        if (await FindAsync(id, targetId, ct) is not { } found) return NotFound();
        if (place > 0) await move.RunAsync(found.Desk, targetId, place, HttpContext, ct);
        return new SeeOtherResult(found.Desk.Path + PageQuery(place));
    }

    [HttpPost("{targetId:guid}/mail")]
    public async Task<IActionResult> Mail(Guid id, Guid targetId, TargetMailForm form, CancellationToken ct)
    {
        if (await FindAsync(id, targetId, ct) is not { } found) return NotFound();
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Target", await PageAsync(found.Desk, found.Target, null, ct) with { MailForm = form, Errors = FormProblems.Of(ModelState, texts) });
        }
        await setMail.RunAsync(found.Desk, targetId, form, HttpContext, ct);
        return new SeeOtherResult($"{found.Desk.Path}/{targetId}");
    }

    [HttpPost("{targetId:guid}/remove")]
    public async Task<IActionResult> Remove(Guid id, Guid targetId, CancellationToken ct)
    {
        if (await FindAsync(id, targetId, ct) is not { } found) return NotFound();
        await remove.RunAsync(found.Desk, targetId, HttpContext, ct);
        return new SeeOtherResult(found.Desk.Path);
    }

    [HttpPost("{targetId:guid}/restore")]
    public async Task<IActionResult> Restore(Guid id, Guid targetId, CancellationToken ct)
    {
        if (await FindAsync(id, targetId, ct) is not { } found) return NotFound();
        await restore.RunAsync(found.Desk, targetId, HttpContext, ct);
        return new SeeOtherResult($"{found.Desk.Path}/{targetId}");
    }

    private async Task<IActionResult> SaveAsync(SectionDesk desk, Target? target, TargetForm form, CancellationToken ct)
    {
        var (name, email) = (form.Name?.Trim() ?? "", form.Email?.Trim() is { Length: > 0 } given ? given.ToLowerInvariant() : null);
        if (await db.Targets.AnyAsync(t => t.CampaignId == desk.CampaignId && t.RemovedAt == null && t.Name == name && (email == null ? t.Email == null : t.Email!.ToLower() == email) && (target == null || t.Id != target.Id), ct))
            ModelState.AddModelError(nameof(form.Name), "Another target has this name and address");
        if (target is null && await db.Targets.CountAsync(t => t.CampaignId == desk.CampaignId && t.RemovedAt == null, ct) >= TargetForm.MostTargets)
            ModelState.AddModelError(nameof(form.Name), "A campaign holds 2,000 targets at most");
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Target", await PageAsync(desk, target, form, ct) with { Errors = FormProblems.Of(ModelState, texts) });
        }
        if (await save.RunAsync(desk, target?.Id, form, HttpContext, ct)) return new SeeOtherResult(desk.Path);

        var saved = await db.Targets.AsNoTracking().SingleOrDefaultAsync(t => t.CampaignId == desk.CampaignId && target != null && t.Id == target.Id, ct);
        if (saved is null) return NotFound();
        var theirs = TheirsOf(TargetForm.Of(saved, await RolesAsync(saved.Id, ct)), form);
        form.Revision = saved.Revision;
        ModelState.Clear();
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Target", await PageAsync(desk, saved, form, ct) with { Theirs = theirs });
    }

    private static Dictionary<string, string> TheirsOf(TargetForm saved, TargetForm posted)
    {
        var theirs = Conflicts.Between(saved, posted).Where(field => field.Key is not nameof(TargetForm.Roles)).ToDictionary();
        foreach (var language in saved.Roles.Keys.Union(posted.Roles.Keys))
            if ((saved.Roles.GetValueOrDefault(language)?.Trim() ?? "") is var role && role != (posted.Roles.GetValueOrDefault(language)?.Trim() ?? "")) theirs[$"Roles[{language}]"] = role;
        return theirs;
    }

    /// <param name="form">As posted; null for how it is saved.</param>
    private async Task<TargetPage> PageAsync(SectionDesk desk, Target? target, TargetForm? form, CancellationToken ct)
    {
        var order = await db.Targets.Where(t => t.CampaignId == desk.CampaignId && t.RemovedAt == null).OrderBy(t => t.Position).ThenBy(t => t.Number).Select(t => t.Id).ToListAsync(ct);
        return new TargetPage
        {
            Desk = desk, Target = target, Place = target is null ? 0 : order.IndexOf(target.Id) + 1, Total = order.Count,
            IsUsed = target is not null && await RemoveTarget.IsUsedAsync(db, target.Id, ct),
            Form = form ?? TargetForm.Of(target!, await RolesAsync(target!.Id, ct)),
        };
    }

    private async Task<Dictionary<string, string>> RolesAsync(Guid targetId, CancellationToken ct) =>
        await (from own in db.TargetTexts where own.TargetId == targetId join text in db.CampaignTexts on own.CampaignTextId equals text.Id select new { text.Language, own.Role }).ToDictionaryAsync(own => own.Language, own => own.Role, ct);

    private async Task<(SectionDesk Desk, Target Target)?> FindAsync(Guid id, Guid targetId, CancellationToken ct) =>
        await db.Targets.AsNoTracking().SingleOrDefaultAsync(t => t.Id == targetId && t.CampaignId == id, ct) is { } target && await DeskAsync(id, ct) is { } desk ? (desk, target) : null;

    private Task<SectionDesk?> DeskAsync(Guid id, CancellationToken ct) => desks.RunAsync(id, Section.Targets, null, User, ct);

    private static string PageQuery(int place) => place > TargetsPage.AtOnce ? $"?page={(place + TargetsPage.AtOnce - 1) / TargetsPage.AtOnce}" : "";
}
