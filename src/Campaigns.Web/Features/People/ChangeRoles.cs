using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Identity;

namespace Campaigns.Web.Features.People;

public enum RolesOutcome { Changed, Same, LastAdmin }

/// <summary>Gives and takes roles. The person's sessions end at once, so that nobody goes on with rights they no longer have.</summary>
public sealed class ChangeRoles(CampaignsDb db, UserManager<StaffUser> users, EndSessions end, SqlDialect dialect, TimeProvider clock)
{
    public async Task<RolesOutcome> RunAsync(StaffUser user, IReadOnlyList<string> roles, HttpContext context, CancellationToken ct)
    {
        await using var transaction = await LastAdmin.BeginAsync(db, dialect, ct);
        var held = await users.GetRolesAsync(user);
        var (given, taken) = (roles.Except(held).ToList(), held.Except(roles).ToList());
        if (given.Count + taken.Count == 0) return RolesOutcome.Same;
        if (taken.Contains(Roles.Admin) && await LastAdmin.IsAsync(db, user, ct)) return RolesOutcome.LastAdmin;

        InviteStaff.Require(await users.RemoveFromRolesAsync(user, taken));
        InviteStaff.Require(await users.AddToRolesAsync(user, given));
        InviteStaff.Require(await users.UpdateSecurityStampAsync(user));
        var detail = string.Join(' ', given.Select(role => $"+{role}").Concat(taken.Select(role => $"-{role}")));
        db.Add(new AuditEntry(context.User.StaffId(), "person.roles-changed", user.Id.ToString(), null, detail, context.AuditNetwork(), clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        // One's own goes on until the stamp is looked at, within the minute: long enough to read that it was done.
        await end.AllAsync(user.Id, await StaffTickets.CurrentAsync(context), ct);
        await transaction.CommitAsync(ct);
        return RolesOutcome.Changed;
    }
}
