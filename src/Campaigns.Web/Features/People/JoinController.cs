using Campaigns.Core.Accounts;
using Campaigns.Core.Limits;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.People;

/// <summary>The mailed links of staff: an invitation, and a new password. Opening one changes nothing.</summary>
[StaffDoor]
public sealed class JoinController(StaffLinks links, AcceptInvitation accept, SendPasswordLink send, SetPassword setPassword, Limits limits, Organisation organisation, IStringLocalizer<Texts> texts) : Controller
{
    [HttpGet("/invite/{token}")]
    public async Task<IActionResult> ShowInvitation(string token, CancellationToken ct) =>
        await links.InvitedAsync(token, ct) is { } user ? View("Join", new PasswordPage { Token = token, Email = user.Email! }) : await UnknownAsync(ct);

    [HttpPost("/invite/{token}")]
    public async Task<IActionResult> Join(string token, JoinForm form, CancellationToken ct)
    {
        if (await links.InvitedAsync(token, ct) is not { } user) return await UnknownAsync(ct);
        Check(form.Password, form.Name, user);
        if (!ModelState.IsValid) return Again("Join", new PasswordPage { Token = token, Email = user.Email!, Name = form.Name });
        await accept.RunAsync(user, form.Name!.Trim(), form.Password!, HttpContext, ct);
        return new SeeOtherResult("/admin");
    }

    [HttpGet("/forgot-password")]
    public ViewResult Forgot() => View("Forgot", new ForgotPage());

    [HttpPost("/forgot-password")]
    public async Task<IActionResult> SendLink(string? email, CancellationToken ct)
    {
        var page = new ForgotPage { Email = email };
        if (email?.Trim() is not { Length: > 0 and <= 254 } typed || !Core.Signing.EmailAddress.IsWellFormed(typed))
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Forgot", page with { Problem = texts["Enter an email address in the correct format, like name@example.com"] });
        }
        if (await limits.TakeAsync(LimitNames.SignIn, NetworkParts.AddressOf(HttpContext.Connection.RemoteIpAddress), ct) is { } until)
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Response.Headers.RetryAfter = until.ToString("R");
            return View("Forgot", page with { Problem = texts["Too many tries from your network. Try again after {0:HH:mm} UTC", until.AddMinutes(1)] });
        }
        await send.RunAsync(typed, HttpContext, ct);
        return View("Forgot", new ForgotPage { IsSent = true });
    }

    [HttpGet("/new-password/{token}")]
    public async Task<IActionResult> ShowPassword(string token, CancellationToken ct) =>
        await links.ResettingAsync(token, ct) is { } user ? View("NewPassword", new PasswordPage { Token = token, Email = user.Email! }) : await UnknownAsync(ct);

    [HttpPost("/new-password/{token}")]
    public async Task<IActionResult> SavePassword(string token, string? password, CancellationToken ct)
    {
        if (await links.ResettingAsync(token, ct) is not { } user) return await UnknownAsync(ct);
        Check(password, user.DisplayName, user);
        if (!ModelState.IsValid) return Again("NewPassword", new PasswordPage { Token = token, Email = user.Email! });
        await setPassword.RunAsync(user, password!, HttpContext, ct);
        return new SeeOtherResult("/sign-in?new=1");
    }

    private void Check(string? password, string? name, StaffUser user)
    {
        if (PasswordRule.ProblemWith(password, name, user.Email, organisation.Now.Name) is { } problem) ModelState.AddModelError("Password", PasswordWords.Of(problem));
    }

    private ViewResult Again(string view, PasswordPage page)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View(view, page with { Errors = FormProblems.Of(ModelState, texts) });
    }

    private async Task<IActionResult> UnknownAsync(CancellationToken ct)
    {
        if (await limits.TakeAsync(LimitNames.LinkTokens, NetworkParts.AddressOf(HttpContext.Connection.RemoteIpAddress), ct) is { } until)
        {
            Response.Headers.RetryAfter = until.ToString("R");
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return View("TooManyLinks", until);
        }
        Response.StatusCode = StatusCodes.Status404NotFound;
        return View("LinkOver");
    }

    public override void OnActionExecuting(Microsoft.AspNetCore.Mvc.Filters.ActionExecutingContext context) =>
        // The token stands in the address: it goes to nobody else, and with no-referrer browsers would post "Origin: null".
        Response.Headers["Referrer-Policy"] = "same-origin";
}
