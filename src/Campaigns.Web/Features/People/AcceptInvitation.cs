using System.Globalization;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Identity;

namespace Campaigns.Web.Features.People;

/// <summary>Turns an invitation into an account and signs the person in; what their roles ask for beyond a password comes next.</summary>
public sealed class AcceptInvitation(CampaignsDb db, UserManager<StaffUser> users, SignInManager<StaffUser> signIn, TimeProvider clock)
{
    /// <param name="password">Fits <see cref="PasswordRule"/>.</param>
    public async Task RunAsync(StaffUser user, string name, string password, HttpContext context, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        (user.DisplayName, user.EmailConfirmed, user.Language) = (name, true, CultureInfo.CurrentUICulture.Name);
        (user.PasswordHash, user.PasswordSetAt, user.LastSignInAt) = (users.PasswordHasher.HashPassword(user, password), now, now);
        db.Add(new AuditEntry(user.Id, "person.joined", user.Id.ToString(), null, null, context.AuditNetwork(), now));
        InviteStaff.Require(await users.UpdateSecurityStampAsync(user));
        await db.SaveChangesAsync(ct);
        await signIn.SignInAsync(user, isPersistent: false);
    }
}
