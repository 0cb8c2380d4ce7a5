using System.Diagnostics;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Campaigns.Web.Features.SignIn;

public enum SignInOutcome { SignedIn, NeedsCode, Refused }

/// <summary>
/// Checks what was typed and starts the session. Unknown address, wrong password and locked account are one answer:
/// the same words, the same work on the password, the same time.
/// </summary>
public sealed class SignInStaff(SignInManager<StaffUser> signIn, UserManager<StaffUser> users, Passkeys passkeys, CampaignsDb db, TimeProvider clock)
{
    /// <summary>A refusal never comes sooner, which hides what the database did meanwhile.</summary>
    private static readonly TimeSpan RefusalTime = TimeSpan.FromMilliseconds(500);
    private static readonly StaffUser Nobody = new();
    private static readonly Lazy<string> NobodysHash = new(() => new PasswordHasher<StaffUser>().HashPassword(Nobody, Guid.NewGuid().ToString()));

    public async Task<SignInOutcome> RunAsync(string email, string password, HttpContext context, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        var user = await users.FindByEmailAsync(email);
        if (user is not { MaySignIn: true } || await users.IsLockedOutAsync(user)) users.PasswordHasher.VerifyHashedPassword(Nobody, NobodysHash.Value, password);

        var result = user is null ? SignInResult.Failed : await signIn.PasswordSignInAsync(user, password, isPersistent: false, lockoutOnFailure: true);
        if (!result.RequiresTwoFactor) await RecordAsync(user, result, "password", context, ct);
        if (result.Succeeded) return SignInOutcome.SignedIn;
        if (result.RequiresTwoFactor) return SignInOutcome.NeedsCode;

        await WaitAsync(began, ct);
        return SignInOutcome.Refused;
    }

    /// <summary>The second half: six digits of the app, or a recovery code, which is used up.</summary>
    public async Task<SignInOutcome> RunCodeAsync(StaffUser user, string code, HttpContext context, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        var typed = TypedCode.Of(code);
        var result = !typed.IsRecovery
            // A key that no app has proved opens nothing.
            ? user.AppSetAt is null ? SignInResult.Failed : await signIn.TwoFactorAuthenticatorSignInAsync(typed.Text, isPersistent: false, rememberClient: false)
            : await signIn.TwoFactorRecoveryCodeSignInAsync(typed.Text);

        await RecordAsync(user, result, typed.IsRecovery ? "recovery code" : "code", context, ct);
        if (result.Succeeded) return SignInOutcome.SignedIn;
        await WaitAsync(began, ct);
        return SignInOutcome.Refused;
    }

    /// <param name="credential">What the browser made of the device's answer, as JSON.</param>
    public async Task<SignInOutcome> RunPasskeyAsync(string credential, HttpContext context, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        var user = await passkeys.UsedAsync(PasskeyQuestion.SignIn, credential, context, ct);
        var result = user is not { MaySignIn: true } ? SignInResult.Failed : await users.IsLockedOutAsync(user) ? SignInResult.LockedOut : SignInResult.Success;
        await RecordAsync(user, result, "passkey", context, ct);
        if (result.Succeeded)
        {
            await signIn.SignInWithClaimsAsync(user!, isPersistent: false, [StaffSession.SecondFactorClaim]);
            await context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme); // a password that was entered before waits for its code no longer
            return SignInOutcome.SignedIn;
        }
        await WaitAsync(began, ct);
        return SignInOutcome.Refused;
    }

    private async Task RecordAsync(StaffUser? user, SignInResult result, string by, HttpContext context, CancellationToken ct)
    {
        if (result.Succeeded && user is not null) user.LastSignInAt = clock.GetUtcNow();
        var action = result.Succeeded ? "sign-in.succeeded" : result.IsLockedOut ? "sign-in.locked" : "sign-in.failed";
        db.Add(new AuditEntry(result.Succeeded ? user?.Id : null, action, user?.Id.ToString(), null, by, context.AuditNetwork(), clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
    }

    private static async Task WaitAsync(long began, CancellationToken ct)
    {
        var left = RefusalTime - Stopwatch.GetElapsedTime(began);
        if (left > TimeSpan.Zero) await Task.Delay(left, ct);
    }
}
