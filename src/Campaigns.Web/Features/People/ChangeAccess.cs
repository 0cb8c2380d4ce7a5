using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Identity;

namespace Campaigns.Web.Features.People;

/// <summary>Shuts an account and opens it again; what the person wrote and owns stays.</summary>
public sealed class ChangeAccess(CampaignsDb db, UserManager<StaffUser> users, EndSessions end, SqlDialect dialect, TimeProvider clock)
{
    /// <returns>False when nobody could let people in afterwards.</returns>
    public async Task<bool> DeactivateAsync(StaffUser user, HttpContext context, CancellationToken ct)
    {
        await using var transaction = await LastAdmin.BeginAsync(db, dialect, ct);
        if (user.DeactivatedAt is not null) return true;
        if (await LastAdmin.IsAsync(db, user, ct)) return false;
        var now = clock.GetUtcNow();
        user.DeactivatedAt = now;
        await SaveAsync(user, "person.deactivated", context, now, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    public async Task ReactivateAsync(StaffUser user, HttpContext context, CancellationToken ct)
    {
        if (user.DeactivatedAt is null) return;
        user.DeactivatedAt = null;
        await SaveAsync(user, "person.reactivated", context, clock.GetUtcNow(), ct);
    }

    private async Task SaveAsync(StaffUser user, string action, HttpContext context, DateTimeOffset now, CancellationToken ct)
    {
        db.Add(new AuditEntry(context.User.StaffId(), action, user.Id.ToString(), null, null, context.AuditNetwork(), now));
        InviteStaff.Require(await users.UpdateSecurityStampAsync(user));
        await db.SaveChangesAsync(ct);
        await end.AllAsync(user.Id, null, ct);
    }
}
