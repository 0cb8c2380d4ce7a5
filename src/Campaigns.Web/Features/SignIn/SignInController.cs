using Campaigns.Core.Accounts;
using Campaigns.Core.Limits;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.SignIn;

/// <summary>In and out of the staff area.</summary>
public sealed class SignInController(SignInManager<StaffUser> signIn, SignInStaff attempt, Passkeys passkeys, Limits limits, IStringLocalizer<Texts> texts) : Controller
{
    [StaffDoor, HttpGet("/sign-in")]
    public ViewResult Show(string? returnUrl, string? @new) => View("SignIn", new SignInPage { ReturnUrl = returnUrl, HasNewPassword = @new == "1" });

    [StaffDoor, HttpPost("/sign-in")]
    public async Task<IActionResult> Enter(SignInForm form, CancellationToken ct)
    {
        var page = new SignInPage { Email = form.Email, ReturnUrl = form.ReturnUrl };
        if (await TakeTryAsync(ct) is { } until) return TooMany("SignIn", page, until);
        if (form is not { Email: { Length: > 0 and <= 254 } email, Password: { Length: > 0 and <= PasswordRule.MaxLength } password })
            return Again("SignIn", page, texts["Enter your email address and your password"]);

        return await attempt.RunAsync(email.Trim(), password, HttpContext, ct) switch
        {
            SignInOutcome.SignedIn => new SeeOtherResult(Target(form.ReturnUrl)),
            SignInOutcome.NeedsCode => new SeeOtherResult("/sign-in/code" + QueryString.Create("returnUrl", Target(form.ReturnUrl))),
            _ => Again("SignIn", page, texts["This email address and password do not match an account, or the account is resting after too many tries"]),
        };
    }

    [StaffDoor, HttpGet("/sign-in/code")]
    public async Task<IActionResult> ShowCode(string? returnUrl) =>
        await signIn.GetTwoFactorAuthenticationUserAsync() is { } user ? View("Code", new SignInPage { ReturnUrl = returnUrl, HasApp = user.AppSetAt is not null }) : Redirect("/sign-in");

    [StaffDoor, HttpPost("/sign-in/code")]
    public async Task<IActionResult> EnterCode(CodeForm form, CancellationToken ct)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } user) return Redirect("/sign-in");
        var page = new SignInPage { ReturnUrl = form.ReturnUrl, HasApp = user.AppSetAt is not null };
        if (await TakeTryAsync(ct) is { } until) return TooMany("Code", page, until);

        return form.Code is { Length: > 0 and <= 40 } code && await attempt.RunCodeAsync(user, code, HttpContext, ct) is SignInOutcome.SignedIn
            ? new SeeOtherResult(Target(form.ReturnUrl))
            : Again("Code", page, texts["This code does not work. Enter the newest one, or a recovery code you have not used"]);
    }

    [StaffDoor, HttpPost("/sign-in/passkey/options")]
    public async Task<ContentResult> AskForPasskey() => Content(await passkeys.AskToUseAsync(PasskeyQuestion.SignIn, null, HttpContext), "application/json");

    /// <summary>Both factors at once: the device, and a look at who holds it.</summary>
    [StaffDoor, HttpPost("/sign-in/passkey")]
    public async Task<IActionResult> EnterPasskey(PasskeyAnswer form, CancellationToken ct)
    {
        var page = new SignInPage { ReturnUrl = form.ReturnUrl };
        if (await TakeTryAsync(ct) is { } until) return TooMany("SignIn", page, until);
        return form.Credential is { Length: > 0 } credential && await attempt.RunPasskeyAsync(credential, HttpContext, ct) is SignInOutcome.SignedIn
            ? new SeeOtherResult(Target(form.ReturnUrl))
            : Again("SignIn", page, texts["This passkey does not open an account here. Sign in with your password"]);
    }

    [RequiresSignIn, HttpPost("/sign-out")]
    public async Task<IActionResult> Leave()
    {
        await signIn.SignOutAsync();
        return new SeeOtherResult("/sign-in");
    }

    private Task<DateTimeOffset?> TakeTryAsync(CancellationToken ct) =>
        limits.TakeAsync(LimitNames.SignIn, NetworkParts.AddressOf(HttpContext.Connection.RemoteIpAddress), ct);

    private ViewResult TooMany(string view, SignInPage page, DateTimeOffset until)
    {
        Response.StatusCode = StatusCodes.Status429TooManyRequests;
        Response.Headers.RetryAfter = until.ToString("R");
        return View(view, page with { Problem = texts["Too many tries from your network. Try again after {0:HH:mm} UTC", until.AddMinutes(1)] });
    }

    private ViewResult Again(string view, SignInPage page, string problem)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View(view, page with { Problem = problem });
    }

    private string Target(string? returnUrl) => Url.IsLocalUrl(returnUrl) ? returnUrl : "/admin";
}
