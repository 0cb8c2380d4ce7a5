using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Identity;

namespace Campaigns.Web.Features.People;

/// <summary>A new password by a mailed link: every session ends, the links written so far are void, and the second factor stays.</summary>
public sealed class SetPassword(CampaignsDb db, UserManager<StaffUser> users, EndSessions end, TimeProvider clock)
{
    /// <param name="password">Fits <see cref="PasswordRule"/>.</param>
    public async Task RunAsync(StaffUser user, string password, HttpContext context, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        // Whoever reads the mailbox is the person; tries by others before do not keep them out.
        (user.PasswordSetAt, user.AccessFailedCount, user.LockoutEnd) = (now, 0, null);
        db.Add(new AuditEntry(user.Id, "password.changed", user.Id.ToString(), null, "mailed link", context.AuditNetwork(), now));
        InviteStaff.Require(await users.UpdateSecurityStampAsync(user));
        await db.SaveChangesAsync(ct);
        await end.AllAsync(user.Id, null, ct);
    }
}
