using Campaigns.Core.Accounts;
using Campaigns.Core.Limits;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.SignIn;

/// <summary>The password once more, or a passkey; then the browser repeats its post by itself (307).</summary>
[RequiresSignIn]
public sealed class AgainController(UserManager<StaffUser> users, ProveAgain prove, Passkeys passkeys, Limits limits, IStringLocalizer<Texts> texts) : Controller
{
    private const string Path = "again-path", Password = "again-password", Code = "again-code", Credential = "again-credential";

    [HttpPost("/sign-in/again/options")]
    public async Task<IActionResult> Ask() =>
        await users.GetUserAsync(User) is { } user ? Content(await passkeys.AskToUseAsync(PasskeyQuestion.Again, user, HttpContext), "application/json") : Redirect("/sign-in");

    [HttpPost("/sign-in/again")]
    public async Task<IActionResult> Enter(CancellationToken ct)
    {
        var form = await Request.ReadFormAsync(ct);
        if (await users.GetUserAsync(User) is not { } user || form[Path] is not [{ } path] || !Url.IsLocalUrl(path)) return new SeeOtherResult("/admin");
        if (await limits.TakeAsync(LimitNames.SignIn, NetworkParts.AddressOf(HttpContext.Connection.RemoteIpAddress), ct) is { } until)
            return await AgainAsync(user, path, form, texts["Too many tries from your network. Try again after {0:HH:mm} UTC", until.AddMinutes(1)], StatusCodes.Status429TooManyRequests);

        return await prove.RunAsync(user, form[Password], form[Code], form[Credential], HttpContext, ct)
            ? new RedirectResult(path, permanent: false, preserveMethod: true)
            : await AgainAsync(user, path, form, texts["This does not match your account, or the account is resting after too many tries"], StatusCodes.Status422UnprocessableEntity);
    }

    private async Task<ViewResult> AgainAsync(StaffUser user, string path, IFormCollection form, string problem, int status)
    {
        Response.StatusCode = status;
        return View("Again", new AgainPage
        {
            Path = path, Problem = problem, AsksCode = StaffSession.UsedSecondFactor(User), HasPasskey = (await users.GetPasskeysAsync(user)).Count > 0,
            Fields = [.. form.Where(field => field.Key is not (Path or Password or Code or Credential) && !field.Key.StartsWith("__", StringComparison.Ordinal)).SelectMany(field => field.Value.Select(value => (field.Key, value ?? "")))],
        });
    }
}
