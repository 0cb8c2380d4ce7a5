using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Limits;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.SignIn;

/// <summary>The password once more; then the browser repeats its post by itself (307).</summary>
[RequiresSignIn]
public sealed class AgainController(UserManager<StaffUser> users, SignInManager<StaffUser> signIn, Limits limits, CampaignsDb db, IStringLocalizer<Texts> texts, TimeProvider clock) : Controller
{
    private const string Path = "again-path", Password = "again-password", Code = "again-code";

    [HttpPost("/sign-in/again")]
    public async Task<IActionResult> Enter(CancellationToken ct)
    {
        var form = await Request.ReadFormAsync(ct);
        if (await users.GetUserAsync(User) is not { } user || form[Path] is not [{ } path] || !Url.IsLocalUrl(path)) return new SeeOtherResult("/admin");
        if (await limits.TakeAsync(LimitNames.SignIn, NetworkParts.AddressOf(HttpContext.Connection.RemoteIpAddress), ct) is { } until)
            return Again(path, form, texts["Too many tries from your network. Try again after {0:HH:mm} UTC", until.AddMinutes(1)], StatusCodes.Status429TooManyRequests);

        var isRight = await IsRightAsync(user, form);
        db.Add(new AuditEntry(user.Id, isRight ? "sign-in.repeated" : "sign-in.failed", user.Id.ToString(), null, "again", HttpContext.AuditNetwork(), clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        if (!isRight) return Again(path, form, texts["This does not match your account, or the account is resting after too many tries"], StatusCodes.Status422UnprocessableEntity);

        var session = await HttpContext.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        (session.Properties!.IssuedUtc, session.Properties.ExpiresUtc) = (null, null); // idle time begins anew
        StaffSession.MarkProved(session.Properties, clock.GetUtcNow());
        await HttpContext.SignInAsync(IdentityConstants.ApplicationScheme, User, session.Properties);
        return new RedirectResult(path, permanent: false, preserveMethod: true);
    }

    private async Task<bool> IsRightAsync(StaffUser user, IFormCollection form)
    {
        if (form[Password] is not [{ Length: > 0 and <= PasswordRule.MaxLength } password]) return false;
        if (await signIn.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true) is not { Succeeded: true }) return false;
        if (!user.TwoFactorEnabled) return true;
        var isRight = form[Code] is [{ Length: > 0 and <= 40 } code]
            && await users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, string.Concat(code.Where(char.IsAsciiDigit)));
        if (!isRight) await users.AccessFailedAsync(user);
        return isRight;
    }

    private ViewResult Again(string path, IFormCollection form, string problem, int status)
    {
        Response.StatusCode = status;
        return View("Again", new AgainPage
        {
            Path = path, Problem = problem, AsksCode = StaffSession.UsedSecondFactor(User),
            Fields = [.. form.Where(field => field.Key is not (Path or Password or Code) && !field.Key.StartsWith("__", StringComparison.Ordinal)).SelectMany(field => field.Value.Select(value => (field.Key, value ?? "")))],
        });
    }
}
