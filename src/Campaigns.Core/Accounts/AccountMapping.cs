using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Core.Accounts;

internal static class AccountMapping
{
    public static void Apply(ModelBuilder model)
    {
        model.Entity<StaffUser>(user =>
        {
            user.ToTable("staff_user");
            user.Property(u => u.Language).HasMaxLength(20);
        });
        model.Entity<IdentityRole<Guid>>(role =>
        {
            role.ToTable("staff_role");
            // Fixed ids: both databases and every installation hold the same six rows.
            role.HasData(Roles.All.Select((name, at) => new IdentityRole<Guid>
            {
                Id = new Guid($"00000000-0000-7000-8000-00000000000{at + 1}"),
                Name = name,
                NormalizedName = name.ToUpperInvariant(),
                ConcurrencyStamp = $"role-{at + 1}",
            }));
        });
        model.Entity<IdentityUserRole<Guid>>().ToTable("staff_user_role");
        model.Entity<IdentityUserClaim<Guid>>().ToTable("staff_user_claim");
        model.Entity<IdentityUserLogin<Guid>>().ToTable("staff_user_login");
        model.Entity<IdentityUserToken<Guid>>().ToTable("staff_user_token");
        model.Entity<IdentityRoleClaim<Guid>>().ToTable("staff_role_claim");
        // As Identity's schema version 3 has it. Asking for that version is a setting of the web's services, which migrations do not see.
        model.Entity<IdentityUserPasskey<Guid>>(passkey =>
        {
            passkey.ToTable("staff_passkey");
            passkey.HasKey(p => p.CredentialId);
            passkey.Property(p => p.CredentialId).HasMaxLength(1024);
            passkey.HasOne<StaffUser>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Cascade);
            passkey.OwnsOne(p => p.Data).ToJson();
        });
        model.Entity<StaffTicket>(ticket =>
        {
            ticket.ToTable("staff_session");
            ticket.HasIndex(t => t.Key).IsUnique();
            ticket.HasIndex(t => t.StaffId);
            ticket.HasIndex(t => t.ExpiresAt);
            ticket.HasOne<StaffUser>().WithMany().HasForeignKey(t => t.StaffId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<SpentChallenge>(challenge =>
        {
            challenge.ToTable("spent_challenge");
            challenge.HasKey(c => c.Hash);
        });
        model.Entity<AuditEntry>(entry =>
        {
            entry.ToTable("audit_entry");
            entry.HasIndex(a => a.At);
            // The log of one campaign or one person, newest first: ids rise with time.
            entry.HasIndex(a => new { a.Subject, a.Id });
            entry.HasIndex(a => new { a.ActorId, a.Id });
        });
    }
}
