using System.Globalization;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.People;

/// <summary>Everybody who works here or was invited to: those who may sign in first, by name.</summary>
public sealed class ReadPeople(CampaignsDb db, TimeProvider clock)
{
    public async Task<IReadOnlyList<PersonRow>> RunAsync(CancellationToken ct)
    {
        var rows = await ReadAsync(db.Users, ct);
        var order = CultureInfo.CurrentUICulture.CompareInfo;
        return [.. rows.OrderBy(row => row.DeactivatedAt is not null).ThenBy(row => row.InvitedAt is not null)
            .ThenBy(row => row.Name ?? row.Email, Comparer<string>.Create((a, b) => order.Compare(a, b, CompareOptions.IgnoreCase)))];
    }

    public async Task<PersonRow?> OneAsync(Guid id, CancellationToken ct) => (await ReadAsync(db.Users.Where(user => user.Id == id), ct)).SingleOrDefault();

    private async Task<List<PersonRow>> ReadAsync(IQueryable<StaffUser> users, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var found = await users.AsNoTracking().Select(user => new
        {
            user.Id, user.DisplayName, user.Email, user.TwoFactorEnabled, user.LastSignInAt, user.InvitedAt, user.DeactivatedAt, HasJoined = user.PasswordHash != null,
            Roles = db.UserRoles.Where(held => held.UserId == user.Id).Join(db.Roles, held => held.RoleId, role => role.Id, (_, role) => role.Name!).ToList(),
        }).ToListAsync(ct);
        return found.ConvertAll(user => new PersonRow(user.Id, user.HasJoined ? user.DisplayName : null, user.Email!, [.. Roles.All.Intersect(user.Roles)], user.TwoFactorEnabled, user.LastSignInAt,
            user.HasJoined ? null : user.InvitedAt, !user.HasJoined && user.InvitedAt + AccountMail.InvitationLife <= now, user.DeactivatedAt));
    }
}
