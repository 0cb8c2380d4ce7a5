using System.Text;
using Campaigns.Core.Accounts;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using QRCoder;

namespace Campaigns.Web.Features.SignIn;

/// <summary>The second factor of the person who is signed in: enrolling it, and new recovery codes.</summary>
[RequiresSignIn, Route("admin/second-factor")]
public sealed class SecondFactorController(UserManager<StaffUser> users, EnrolSecondFactor enrol, Organisation organisation, IOptions<StaffOptions> staff, IStringLocalizer<Texts> texts) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show() =>
        await users.GetUserAsync(User) is { } user ? View("SecondFactor", await PageAsync(user, null)) : Redirect("/sign-in");

    [HttpPost, RequiresFreshSignIn]
    public async Task<IActionResult> Save(CodeForm form, CancellationToken ct)
    {
        if (await users.GetUserAsync(User) is not { } user) return Redirect("/sign-in");
        if (form.Code is { Length: > 0 and <= 40 } code && await enrol.RunAsync(user, code, HttpContext, ct) is { } codes)
            return View("RecoveryCodes", new RecoveryCodesPage { Codes = codes });

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("SecondFactor", await PageAsync(user, texts["This code does not work. Enter the six digits that the app shows now"]));
    }

    private async Task<SecondFactorPage> PageAsync(StaffUser user, string? problem)
    {
        var page = new SecondFactorPage
        {
            IsOn = user.TwoFactorEnabled, IsRequired = PermissionHandler.LacksSecondFactor(User, staff.Value),
            CodesLeft = await users.CountRecoveryCodesAsync(user), Problem = problem,
        };
        if (user.TwoFactorEnabled) return page;
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
