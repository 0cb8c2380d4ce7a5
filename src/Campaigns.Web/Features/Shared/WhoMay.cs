using Campaigns.Core;
using Campaigns.Core.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Shared;

/// <summary>Whom to ask, where a control would stand if one were allowed: "An Exporter must do this. Ask: …".</summary>
/// <param name="Role">The role that usually does it.</param>
/// <param name="Names">People who may; at most five.</param>
public sealed record WhoMayLine(string Role, IReadOnlyList<string> Names);

public sealed class WhoMay(CampaignsDb db)
{
    public async Task<WhoMayLine> RunAsync(string permission, CancellationToken ct)
    {
        var roles = Permission.RolesWith(permission);
        var names = await (
            from user in db.Users
            where user.PasswordHash != null && user.DeactivatedAt == null && db.UserRoles.Any(held => held.UserId == user.Id && db.Roles.Any(role => role.Id == held.RoleId && roles.Contains(role.Name!)))
            orderby user.DisplayName
            select user.DisplayName).Take(5).ToListAsync(ct);
        return new WhoMayLine(roles[0], names);
    }
}
