using System.Buffers.Text;
using System.Globalization;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Account;

/// <summary>One's own account: who one is, how one signs in, and where one is signed in. Every role has one.</summary>
[RequiresPermission(Permission.ReadCampaigns), Route("admin/account")]
public sealed class AccountController(UserManager<StaffUser> users, ReadAccount read, SaveProfile save, ChangeFactors factors, EndSessions end, CampaignsDb db, Organisation organisation, IStringLocalizer<Texts> texts, TimeProvider clock) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(string? done, CancellationToken ct) =>
        await users.GetUserAsync(User) is { } user ? View("Account", await read.RunAsync(user, HttpContext, ct) with { Done = Said(done) }) : Redirect("/sign-in");

    [HttpPost]
    public async Task<IActionResult> SaveProfile(ProfileForm form, CancellationToken ct)
    {
        if (await users.GetUserAsync(User) is not { } user) return Redirect("/sign-in");
        var language = Localisation.Languages.FirstOrDefault(known => known.Name == form.Language);
        if (string.IsNullOrWhiteSpace(form.Name)) return await AgainAsync(user, "name", texts["Enter your full name"], form, ct);
        if (form.Name.Length > 120) return await AgainAsync(user, "name", texts["Shorten your name to 120 characters"], form, ct);
        if (form.Name.Any(char.IsControl)) return await AgainAsync(user, "name", texts["Enter your name without line breaks"], form, ct);
        if (language is null) return await AgainAsync(user, "language", texts["Choose a language"], form, ct);
        await save.RunAsync(user, form.Name.Trim(), language.Name, HttpContext, ct);
        Speak(language);
        return Done("profile");
    }

    [HttpPost("password")]
    public async Task<IActionResult> SavePassword(PasswordForm form, CancellationToken ct)
    {
        if (await users.GetUserAsync(User) is not { } user) return Redirect("/sign-in");
        if (PasswordRule.ProblemWith(form.Password, user.DisplayName, user.Email, organisation.Now.Name) is { } problem) return await AgainAsync(user, "password", texts[PasswordWords.Of(problem)], null, ct);
        if (form.Current is { Length: > 0 and <= PasswordRule.MaxLength } current && await save.PasswordAsync(user, current, form.Password!, HttpContext, ct)) return Done("password");
        return await AgainAsync(user, "current", texts["This is not your password, or the account is resting after too many tries"], null, ct);
    }

    [HttpPost("recovery-codes"), RequiresFreshSignIn]
    public async Task<IActionResult> MakeCodes(CancellationToken ct) =>
        await users.GetUserAsync(User) is { TwoFactorEnabled: true } user && ChangeFactors.May(user, User)
            ? View("RecoveryCodes", new RecoveryCodesPage { Codes = await factors.NewCodesAsync(user, HttpContext, ct), IsFirst = false }) : new SeeOtherResult("/admin/account");

    [HttpPost("passkeys/rename"), RequiresFreshSignIn]
    public async Task<IActionResult> Rename(PasskeyForm form, CancellationToken ct)
    {
        if (await users.GetUserAsync(User) is not { } user || IdOf(form) is not { } id) return Done(null);
        if (PasskeyForm.ProblemWith(form.Name) is { } problem) return await AgainAsync(user, $"name-{form.Id}", texts[problem], null, ct);
        return await factors.RenamePasskeyAsync(user, id, form.Name!.Trim()) ? Done("renamed") : Done(null);
    }

    [HttpPost("passkeys/remove"), RequiresFreshSignIn]
    public async Task<IActionResult> Remove(PasskeyForm form, CancellationToken ct)
    {
        if (await users.GetUserAsync(User) is not { } user || IdOf(form) is not { } id || !ChangeFactors.May(user, User)) return Done(null);
        return await factors.RemovePasskeyAsync(user, id, HttpContext, ct) ? Done("removed") : await LastAsync(user, ct);
    }

    /// <param name="replace">Another app is set up next.</param>
    [HttpPost("app/remove"), RequiresFreshSignIn]
    public async Task<IActionResult> RemoveApp(bool replace, CancellationToken ct)
    {
        if (await users.GetUserAsync(User) is not { } user || !ChangeFactors.May(user, User)) return Done(null);
        if (!await factors.RemoveAppAsync(user, replace, HttpContext, ct)) return await LastAsync(user, ct);
        return replace ? new SeeOtherResult("/admin/second-factor") : Done("removed");
    }

    [HttpPost("sessions/end"), RequiresFreshSignIn]
    public async Task<IActionResult> End(Guid session, CancellationToken ct)
    {
        if (User.StaffId() is { } staff && await end.OneAsync(staff, session, ct)) await RecordAsync(1, ct);
        return Done("ended");
    }

    [HttpPost("sessions/end-others"), RequiresFreshSignIn]
    public async Task<IActionResult> EndOthers(CancellationToken ct)
    {
        if (User.StaffId() is { } staff && await StaffTickets.CurrentAsync(HttpContext) is { } current) await RecordAsync(await end.AllAsync(staff, current, ct), ct);
        return Done("ended");
    }

    private Task RecordAsync(int ended, CancellationToken ct)
    {
        db.Add(new AuditEntry(User.StaffId(), "session.ended", User.StaffId().ToString(), ended, null, HttpContext.AuditNetwork(), clock.GetUtcNow()));
        return db.SaveChangesAsync(ct);
    }

    private Task<IActionResult> LastAsync(StaffUser user, CancellationToken ct) => AgainAsync(user, "second-step", texts["Your role needs a second step. Add another one first"], null, ct);

    private async Task<IActionResult> AgainAsync(StaffUser user, string field, string sentence, ProfileForm? typed, CancellationToken ct)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        var page = await read.RunAsync(user, HttpContext, ct);
        return View("Account", page with { Profile = typed ?? page.Profile, Errors = [new FieldError(field, sentence)] });
    }

    /// <summary>The pages follow at once.</summary>
    private void Speak(CultureInfo language) =>
        Response.Cookies.Append("language", CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)), new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = Request.IsHttps, MaxAge = TimeSpan.FromDays(365), IsEssential = true,
        });

    private static byte[]? IdOf(PasskeyForm form) => form.Id is { Length: > 0 and <= 2_000 } id && Base64Url.IsValid(id) ? Base64Url.DecodeFromChars(id) : null;

    private static SeeOtherResult Done(string? what) => new(what is null ? "/admin/account" : $"/admin/account?done={what}");

    private string? Said(string? done) => done switch
    {
        "profile" => texts["Saved."].Value,
        "password" => texts["Your new password is saved. Every other session is ended."].Value,
        "app" => texts["The authenticator app is on. Every other session is ended."].Value,
        "passkey" => texts["The passkey is made. Every other session is ended."].Value,
        "renamed" => texts["The passkey has its new name."].Value,
        "removed" => texts["It is removed. Every other session is ended."].Value,
        "ended" => texts["Ended. Whoever sits there has to sign in again."].Value,
        _ => null,
    };
}
