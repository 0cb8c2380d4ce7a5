using System.Text;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using QRCoder;

namespace Campaigns.Web.Features.Account;

/// <summary>Adds a second factor to the account of the person who is signed in: an authenticator app, or a passkey.</summary>
[RequiresSignIn, Route("admin/second-factor")]
public sealed class SecondFactorController(UserManager<StaffUser> users, EnrolSecondFactor enrol, ChangeFactors factors, Passkeys passkeys, Organisation organisation, IOptions<StaffOptions> staff, IStringLocalizer<Texts> texts) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show() => await UserAsync() is { } user ? View("SecondFactor", await PageAsync(user)) : Redirect("/sign-in");

    [HttpPost, RequiresFreshSignIn]
    public async Task<IActionResult> Save(AppForm form, CancellationToken ct)
    {
        if (await UserAsync() is not { } user) return Redirect("/sign-in");
        if (user.AppSetAt is not null) return new SeeOtherResult("/admin/account");
        if (form.Code is { Length: > 0 and <= 40 } code && await enrol.RunAsync(user, code, HttpContext, ct) is { } codes) return Added(codes, "app");
        return await AgainAsync(user, new FieldError("code", texts["This code does not work. Enter the six digits that the app shows now"]), null);
    }

    [HttpPost("passkey/options"), RequiresFreshSignIn]
    public async Task<IActionResult> AskForPasskey() => await UserAsync() is { } user ? Content(await passkeys.AskToMakeAsync(user, HttpContext), "application/json") : Redirect("/sign-in");

    [HttpPost("passkey"), RequiresFreshSignIn]
    public async Task<IActionResult> SavePasskey(PasskeyForm form, CancellationToken ct)
    {
        if (await UserAsync() is not { } user) return Redirect("/sign-in");
        // The password was asked in between: the device is asked now.
        if (string.IsNullOrEmpty(form.Credential)) return new SeeOtherResult("/admin/second-factor");
        if (PasskeyForm.ProblemWith(form.Name) is { } problem) return await AgainAsync(user, new FieldError("name", texts[problem]), form.Name);
        if ((await users.GetPasskeysAsync(user)).Count >= ChangeFactors.MostPasskeys) return await AgainAsync(user, new FieldError("name", texts["You have twenty passkeys. Remove one first"]), form.Name);
        if (await passkeys.MadeAsync(user, form.Credential, HttpContext, ct) is not { } made)
            return await AgainAsync(user, new FieldError("name", texts["The passkey was not made. Try again, or use an authenticator app"]), form.Name);
        return Added(await factors.AddPasskeyAsync(user, made, form.Name!.Trim(), HttpContext, ct), "passkey");
    }

    /// <summary>Null also for a session that must not change factors.</summary>
    private async Task<StaffUser?> UserAsync() => await users.GetUserAsync(User) is { } user && ChangeFactors.May(user, User) ? user : null;

    private IActionResult Added(IReadOnlyList<string> codes, string what) =>
        codes.Count > 0 ? View("RecoveryCodes", new RecoveryCodesPage { Codes = codes, IsFirst = true }) : new SeeOtherResult($"/admin/account?done={what}");

    private async Task<IActionResult> AgainAsync(StaffUser user, FieldError error, string? name)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("SecondFactor", await PageAsync(user) with { Errors = [error], Name = name });
    }

    private async Task<SecondFactorPage> PageAsync(StaffUser user)
    {
        var (browser, system) = Device.Of(Request.Headers.UserAgent);
        var page = new SecondFactorPage
        {
            IsOn = user.TwoFactorEnabled, HasApp = user.AppSetAt is not null, IsRequired = PermissionHandler.LacksSecondFactor(User, staff.Value),
            Name = browser is not null && system is not null ? texts["{0} on {1}", browser, system] : browser ?? system,
        };
        if (page.HasApp) return page;
        var key = await enrol.KeyAsync(user);
        return page with { Key = string.Join(' ', key.Chunk(4).Select(part => new string(part))), Picture = Picture(key, user.Email!) };
    }

    private string Picture(string key, string email)
    {
        var issuer = Uri.EscapeDataString(organisation.Now.Name);
        var address = $"otpauth://totp/{issuer}:{Uri.EscapeDataString(email)}?secret={key}&issuer={issuer}&digits=6&period=30";
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return "data:image/svg+xml;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(code.GetGraphic(5)));
    }
}
