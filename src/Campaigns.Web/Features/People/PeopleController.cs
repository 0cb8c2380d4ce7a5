using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.People;

/// <summary>Who works here, with which roles.</summary>
[RequiresPermission(Permission.ManagePeople), Route("admin/people")]
public sealed class PeopleController(ReadPeople read, InviteStaff invite, ChangeRoles changeRoles, ChangeAccess access, ReadSessions sessions, UserManager<StaffUser> users, IStringLocalizer<Texts> texts) : Controller
{
    [HttpGet]
    public async Task<ViewResult> List(string? done, CancellationToken ct) => View("People", new PeoplePage { Rows = await read.RunAsync(ct), Done = Said(done) });

    [HttpPost("invite"), RequiresFreshSignIn]
    public async Task<IActionResult> Invite(InviteForm form, CancellationToken ct)
    {
        if (ModelState.IsValid && await invite.RunAsync(form.Email!.Trim(), form.Known, HttpContext, ct) is { } user) return new SeeOtherResult($"/admin/people/{user.Id}?done=invited");
        if (ModelState.IsValid) ModelState.AddModelError(nameof(form.Email), "This address has an account or an invitation already");
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("People", new PeoplePage { Rows = await read.RunAsync(ct), Form = form, Errors = FormProblems.Of(ModelState, texts) });
    }

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Show(Guid id, string? done, CancellationToken ct) => await PageAsync(id, ct) is { } page ? View("Person", page with { Done = Said(done) }) : NotFound();

    [HttpPost("{id:guid}/roles"), RequiresFreshSignIn]
    public async Task<IActionResult> SaveRoles(Guid id, RolesForm form, CancellationToken ct)
    {
        if (await FindAsync(id) is not { } user) return NotFound();
        if (ModelState.IsValid && await changeRoles.RunAsync(user, form.Known, HttpContext, ct) is not RolesOutcome.LastAdmin) return Done(id, "roles");
        if (ModelState.IsValid) ModelState.AddModelError(nameof(form.Roles), "Nobody else could manage people then. Give the Admin role to somebody else first");
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await PageAsync(id, ct) is { } page ? View("Person", page with { Ticked = form.Known, Errors = FormProblems.Of(ModelState, texts) }) : NotFound();
    }

    [HttpPost("{id:guid}/invite-again"), RequiresFreshSignIn]
    public async Task<IActionResult> InviteAgain(Guid id, CancellationToken ct)
    {
        if (await FindAsync(id) is not { } user) return NotFound();
        await invite.AgainAsync(user, HttpContext, ct);
        return Done(id, "invited");
    }

    [HttpPost("{id:guid}/revoke"), RequiresFreshSignIn]
    public async Task<IActionResult> Revoke(Guid id, CancellationToken ct)
    {
        if (await FindAsync(id) is { } user) await invite.RevokeAsync(user, HttpContext, ct);
        return new SeeOtherResult("/admin/people?done=revoked");
    }

    [HttpPost("{id:guid}/deactivate"), RequiresFreshSignIn]
    public async Task<IActionResult> Deactivate(Guid id, CancellationToken ct)
    {
        if (await FindAsync(id) is not { } user) return NotFound();
        if (id != User.StaffId() && await access.DeactivateAsync(user, HttpContext, ct)) return Done(id, "deactivated");
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        var error = new FieldError("access", texts["Your own account is deactivated by another Admin"]);
        return await PageAsync(id, ct) is { } page ? View("Person", page with { Errors = [error] }) : NotFound();
    }

    [HttpPost("{id:guid}/reactivate"), RequiresFreshSignIn]
    public async Task<IActionResult> Reactivate(Guid id, CancellationToken ct)
    {
        if (await FindAsync(id) is not { } user) return NotFound();
        await access.ReactivateAsync(user, HttpContext, ct);
        return Done(id, "reactivated");
    }

    private Task<StaffUser?> FindAsync(Guid id) => users.FindByIdAsync(id.ToString());

    private static SeeOtherResult Done(Guid id, string done) => new($"/admin/people/{id}?done={done}");

    private string? Said(string? done) => done switch
    {
        "invited" => texts["The invitation is on its way. Its link works for 72 hours."].Value,
        "revoked" => texts["The invitation is taken back. Its link no longer works."].Value,
        "roles" => texts["The roles are saved. Where they changed, the person has to sign in again."].Value,
        "deactivated" => texts["The account is deactivated and its sessions are ended."].Value,
        "ended" => texts["Ended. Whoever sits there has to sign in again."].Value,
        "reset" => texts["The second step is reset and the sessions are ended. A mail tells the person."].Value,
        "reactivated" => texts["The account is active again."].Value,
        _ => null,
    };

    private async Task<PersonPage?> PageAsync(Guid id, CancellationToken ct) => await read.OneAsync(id, ct) is { } row
        ? new PersonPage { Row = row, IsSelf = row.Id == User.StaffId(), Sessions = await sessions.RunAsync(id, $"/admin/people/{id}/sessions", row.Id == User.StaffId() ? await StaffTickets.CurrentAsync(HttpContext) : null, ct) }
        : null;
}
