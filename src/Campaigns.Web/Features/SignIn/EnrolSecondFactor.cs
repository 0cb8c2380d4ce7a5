using System.Security.Claims;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Campaigns.Web.Features.SignIn;

/// <summary>Turns the second factor on once a code from the app proves that the key arrived there.</summary>
public sealed class EnrolSecondFactor(UserManager<StaffUser> users, SignInManager<StaffUser> signIn, CampaignsDb db, TimeProvider clock)
{
    private const int Codes = 10;

    /// <summary>The key to enter into the app; made when there is none.</summary>
    public async Task<string> KeyAsync(StaffUser user)
    {
        if (await users.GetAuthenticatorKeyAsync(user) is { Length: > 0 } key) return key;
        await users.ResetAuthenticatorKeyAsync(user);
        await signIn.RefreshSignInAsync(user); // the reset has ended all sessions, this one too
        return (await users.GetAuthenticatorKeyAsync(user))!;
    }

    /// <returns>Ten recovery codes, shown once; null when the code is wrong.</returns>
    public async Task<IReadOnlyList<string>?> RunAsync(StaffUser user, string code, HttpContext context, CancellationToken ct)
    {
        if (!await users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, string.Concat(code.Where(char.IsAsciiDigit)))) return null;

        var isNew = !user.TwoFactorEnabled;
        if (isNew) await users.SetTwoFactorEnabledAsync(user, true);
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(user, Codes) ?? [];
        db.Add(new AuditEntry(user.Id, isNew ? "second-factor.enrolled" : "second-factor.new-codes", user.Id.ToString(), null, null, context.AuditNetwork(), clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);

        // Other sessions end with the changed security stamp; this one goes on and has now used its second factor.
        var session = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        await signIn.SignInWithClaimsAsync(user, session.Properties, [new Claim("amr", "pwd"), StaffSession.SecondFactorClaim]);
        return [.. codes];
    }
}
