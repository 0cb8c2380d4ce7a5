using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Setup;

/// <summary>Makes an administrator's account, of several who ask at once only one.</summary>
public sealed class CreateAdministrator(CampaignsDb db, UserManager<StaffUser> users, SqlDialect dialect, TimeProvider clock)
{
    private const long Lock = 0x43616d706169676e;

    public static Task<bool> ExistsAsync(CampaignsDb db, CancellationToken ct) =>
        db.UserRoles.AnyAsync(held => db.Roles.Any(role => role.Id == held.RoleId && role.Name == Roles.Admin), ct);

    /// <param name="onlyFirst">Nothing happens once any administrator exists; otherwise, once this address has an account.</param>
    /// <returns>Null when there was one already.</returns>
    public async Task<StaffUser?> RunAsync(string email, string name, string password, bool onlyFirst, CancellationToken ct)
    {
        // SQLite lets one writer in from here on; PostgreSQL has to be told to.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (dialect is SqlDialect.Postgres) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", ct);
        if (onlyFirst ? await ExistsAsync(db, ct) : await users.FindByEmailAsync(email) is not null) return null;

        var now = clock.GetUtcNow();
        var user = new StaffUser { UserName = email, Email = email, DisplayName = name, EmailConfirmed = true, CreatedAt = now, PasswordSetAt = now };
        Require(await users.CreateAsync(user, password));
        Require(await users.AddToRoleAsync(user, Roles.Admin));
        db.Add(new AuditEntry(null, "administrator.created", user.Id.ToString(), null, onlyFirst ? "setup page" : "settings", null, now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return user;
    }

    private static void Require(IdentityResult result)
    {
        if (!result.Succeeded) throw new InvalidOperationException($"The administrator's account was refused: {string.Join(", ", result.Errors.Select(error => error.Code))}.");
    }
}
