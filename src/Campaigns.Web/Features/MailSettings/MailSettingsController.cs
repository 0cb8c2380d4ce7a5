using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.MailSettings;

/// <summary>Who sends, through which server, and a test of it.</summary>
[RequiresPermission(Permission.ManageSettings), Route("admin/settings/mail")]
public sealed class MailSettingsController(MailSettingsPages pages, SaveMailSettings save, SendTestMail test, ResumeMail resume, CurrentMail mail, CampaignsDb db, UserManager<StaffUser> users, IStringLocalizer<Texts> texts, TimeProvider clock) : Controller
{
    [HttpGet]
    public async Task<ViewResult> Show(string? done, CancellationToken ct) => View("Mail", await PageAsync(ct) with
    {
        Done = done switch
        {
            "saved" => texts["The settings are saved. They hold on every server within seconds."].Value,
            "resumed" => texts["Mail leaves again."].Value,
            _ => null,
        },
    });

    [HttpPost, RequiresFreshSignIn]
    public async Task<IActionResult> Save(MailForm form, CancellationToken ct)
    {
        foreach (var problem in form.Problems(mail.Configured, mail.Now.Server, SaveMailSettings.KeepsPassword(form, await mail.ReadAsync(ct))))
            ModelState.AddModelError(problem.MemberNames.First(), problem.ErrorMessage!);
        if (!ModelState.IsValid) return await AgainAsync(form, StatusCodes.Status422UnprocessableEntity, ct);
        if (await save.RunAsync(form, HttpContext, ct)) return new SeeOtherResult("/admin/settings/mail?done=saved");

        db.ChangeTracker.Clear();
        var theirs = await pages.FreshAsync(ct);
        form.Revision = theirs.Revision;
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Mail", await PageAsync(ct) with { Form = form, Theirs = theirs });
    }

    /// <summary>Answers with the page itself: what the server said is kept nowhere.</summary>
    [HttpPost("test")]
    public async Task<IActionResult> Test(TestForm form, CancellationToken ct)
    {
        if (!EmailAddress.IsWellFormed(form.To)) ModelState.AddModelError(nameof(form.To), "Enter an email address in the correct format, like name@example.com");
        else if (!(await mail.ReadAsync(ct)).IsReady) ModelState.AddModelError(nameof(form.To), "Enter the sender and the mail server first, and save them");
        if (!ModelState.IsValid) return View("Mail", await WrongAsync(StatusCodes.Status422UnprocessableEntity, form.To, FormProblems.Of(ModelState, texts), ct));

        var (result, again) = await test.RunAsync(form.To!.Trim(), HttpContext, ct);
        if (again is { } at)
            return View("Mail", await WrongAsync(StatusCodes.Status429TooManyRequests, form.To, [new("to", texts["20 tests a day are enough. Try again after {0}", Dates.TimeFrom("UTC", clock.GetUtcNow(), at)])], ct));
        return View("Mail", await PageAsync(ct) with { To = form.To, Test = result });
    }

    [HttpPost("resume")]
    public async Task<SeeOtherResult> Resume(CancellationToken ct)
    {
        db.Add(new AuditEntry(User.StaffId(), "mail.resumed", null, null, null, HttpContext.AuditNetwork(), clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        await resume.RunAsync(ct);
        return new SeeOtherResult("/admin/settings/mail?done=resumed");
    }

    private async Task<IActionResult> AgainAsync(MailForm form, int status, CancellationToken ct)
    {
        Response.StatusCode = status;
        return View("Mail", await PageAsync(ct) with { Form = form, Errors = FormProblems.Of(ModelState, texts) });
    }

    private async Task<MailSettingsPage> WrongAsync(int status, string? to, IReadOnlyList<FieldError> errors, CancellationToken ct)
    {
        Response.StatusCode = status;
        return await PageAsync(ct) with { To = to, Errors = errors };
    }

    private async Task<MailSettingsPage> PageAsync(CancellationToken ct) => await pages.RunAsync((await users.GetUserAsync(User))?.Email, ct);
}
