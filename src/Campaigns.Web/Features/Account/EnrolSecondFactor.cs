using Campaigns.Core.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Campaigns.Web.Features.Account;

/// <summary>Turns the authenticator app on once a code from it proves that the key arrived there.</summary>
public sealed class EnrolSecondFactor(UserManager<StaffUser> users, SignInManager<StaffUser> signIn, ChangeFactors factors)
{
    /// <summary>The key to enter into the app; made when there is none.</summary>
    public async Task<string> KeyAsync(StaffUser user)
    {
        if (await users.GetAuthenticatorKeyAsync(user) is { Length: > 0 } key) return key;
        await users.ResetAuthenticatorKeyAsync(user);
        await signIn.RefreshSignInAsync(user); // the reset has ended all sessions, this one too
        return (await users.GetAuthenticatorKeyAsync(user))!;
    }

    /// <returns>Ten recovery codes, shown once, for the first factor; none for a further one; null when the code is wrong.</returns>
    public async Task<IReadOnlyList<string>?> RunAsync(StaffUser user, string code, HttpContext context, CancellationToken ct)
    {
        if (!await users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, string.Concat(code.Where(char.IsAsciiDigit)))) return null;
        user.AppSetAt = factors.Now;
        return await factors.AddedAsync(user, "second-factor.enrolled", context, ct);
    }
}
