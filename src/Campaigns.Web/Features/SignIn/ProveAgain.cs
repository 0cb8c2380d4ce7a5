using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Campaigns.Web.Features.SignIn;

/// <summary>Somebody who is signed in shows that it is still them: the password, with a code where they have a second step; or a passkey alone.</summary>
public sealed class ProveAgain(UserManager<StaffUser> users, SignInManager<StaffUser> signIn, Passkeys passkeys, CampaignsDb db, TimeProvider clock)
{
    /// <param name="credential">What the browser made of the device's answer; null when a password was typed.</param>
    public async Task<bool> RunAsync(StaffUser user, string? password, string? code, string? credential, HttpContext context, CancellationToken ct)
    {
        var (isRight, by) = credential is { Length: > 0 }
            ? ((await passkeys.UsedAsync(PasskeyQuestion.Again, credential, context, ct))?.Id == user.Id, "again, passkey")
            : await TypedAsync(user, password, code);
        db.Add(new AuditEntry(user.Id, isRight ? "sign-in.repeated" : "sign-in.failed", user.Id.ToString(), null, by, context.AuditNetwork(), clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        if (!isRight) return false;

        var session = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        (session.Properties!.IssuedUtc, session.Properties.ExpiresUtc) = (null, null); // idle time begins anew
        StaffSession.MarkProved(session.Properties, clock.GetUtcNow());
        await context.SignInAsync(IdentityConstants.ApplicationScheme, context.User, session.Properties);
        return true;
    }

    private async Task<(bool IsRight, string By)> TypedAsync(StaffUser user, string? password, string? code)
    {
        if (password is not { Length: > 0 and <= PasswordRule.MaxLength }) return (false, "again");
        if (await signIn.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true) is not { Succeeded: true }) return (false, "again");
        if (!user.TwoFactorEnabled) return (true, "again");
        var typed = TypedCode.Of(code is { Length: <= 40 } ? code : "");
        var isRight = typed.IsRecovery
            ? (await users.RedeemTwoFactorRecoveryCodeAsync(user, typed.Text)).Succeeded
            : user.AppSetAt is not null && await users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, typed.Text);
        if (!isRight) await users.AccessFailedAsync(user);
        return (isRight, typed.IsRecovery ? "again, recovery code" : "again");
    }
}
