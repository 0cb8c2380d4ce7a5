using Campaigns.Core.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Campaigns.Web.Features.Account;

/// <summary>Turns the authenticator app on once a code from it proves that the key arrived there.</summary>
public sealed class EnrolSecondFactor(UserManager<StaffUser> users, ChangeFactors factors)
{
    /// <summary>The key to enter into the app; made when there is none.</summary>
    public async Task<string> KeyAsync(StaffUser user)
    {
        if (await users.GetAuthenticatorKeyAsync(user) is { Length: > 0 } key) return key;
        // Not by the reset that Identity offers: it ends all sessions, and a page that is only looked at must not.
        key = users.GenerateNewAuthenticatorKey();
        await users.SetAuthenticationTokenAsync(user, "[AspNetUserStore]", "AuthenticatorKey", key);
        return key;
    }

    /// <returns>Ten recovery codes, shown once, for the first factor; none for a further one; null when the code is wrong.</returns>
    public async Task<IReadOnlyList<string>?> RunAsync(StaffUser user, string code, HttpContext context, CancellationToken ct)
    {
        if (!await users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, string.Concat(code.Where(char.IsAsciiDigit)))) return null;
        user.AppSetAt = factors.Now;
        return await factors.AddedAsync(user, "second-factor.enrolled", context, ct);
    }
}
