using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Identity;

namespace Campaigns.Web.Features.Account;

/// <summary>The name that colleagues see, the language of mail, and a new password.</summary>
public sealed class SaveProfile(CampaignsDb db, UserManager<StaffUser> users, SignInManager<StaffUser> signIn, EndSessions end, TimeProvider clock)
{
    public async Task RunAsync(StaffUser user, string name, string language, HttpContext context, CancellationToken ct)
    {
        if (user.DisplayName == name && user.Language == language) return;
        (user.DisplayName, user.Language) = (name, language);
        db.Add(new AuditEntry(user.Id, "account.changed", user.Id.ToString(), null, null, context.AuditNetwork(), clock.GetUtcNow()));
        await users.UpdateAsync(user);
        await signIn.RefreshSignInAsync(user); // the session says the name
    }

    /// <summary>Ends every other session; links to a new password that were mailed so far are void.</summary>
    /// <param name="password">Fits <see cref="PasswordRule"/>.</param>
    /// <returns>False when <paramref name="current"/> is not the password, or was wrong too often.</returns>
    public async Task<bool> PasswordAsync(StaffUser user, string current, string password, HttpContext context, CancellationToken ct)
    {
        if (await signIn.CheckPasswordSignInAsync(user, current, lockoutOnFailure: true) is not { Succeeded: true }) return false;
        var now = clock.GetUtcNow();
        (user.PasswordHash, user.PasswordSetAt) = (users.PasswordHasher.HashPassword(user, password), now);
        db.Add(new AuditEntry(user.Id, "password.changed", user.Id.ToString(), null, "account page", context.AuditNetwork(), now));
        await users.UpdateSecurityStampAsync(user);
        await end.AllAsync(user.Id, await StaffTickets.CurrentAsync(context), ct);
        await signIn.RefreshSignInAsync(user);
        return true;
    }
}
