using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Campaigns.Web.Features.People;

/// <summary>Somebody must always be able to let others in: changes of accounts happen one after the other and look whether an administrator is left.</summary>
internal static class LastAdmin
{
    private const long Lock = 0x50656f706c65;

    /// <summary>Two administrators who take the role from each other at once meet here.</summary>
    public static async Task<IDbContextTransaction> BeginAsync(CampaignsDb db, SqlDialect dialect, CancellationToken ct)
    {
        // SQLite lets one writer in from here on; PostgreSQL has to be told to.
        var transaction = await db.Database.BeginTransactionAsync(ct);
        if (dialect is SqlDialect.Postgres) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", ct);
        return transaction;
    }

    /// <returns>True when this is the only administrator who can sign in.</returns>
    public static async Task<bool> IsAsync(CampaignsDb db, StaffUser user, CancellationToken ct)
    {
        var admins = await db.Users
            .Where(other => other.PasswordHash != null && other.DeactivatedAt == null && db.UserRoles.Any(held => held.UserId == other.Id && db.Roles.Any(role => role.Id == held.RoleId && role.Name == Roles.Admin)))
            .Select(other => other.Id).ToListAsync(ct);
        return admins is [var only] && only == user.Id;
    }
}
