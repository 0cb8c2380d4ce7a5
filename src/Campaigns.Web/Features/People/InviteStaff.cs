using System.Globalization;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Deliveries;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Outside;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.People;

/// <summary>Makes an account without a password and mails its link; mails a new link, which voids the old one; takes an invitation back.</summary>
public sealed class InviteStaff(CampaignsDb db, UserManager<StaffUser> users, AccountMail mail, SqlDialect dialect, IJobHost jobs, TimeProvider clock)
{
    /// <returns>Null when this address has an account or an invitation already.</returns>
    public async Task<StaffUser?> RunAsync(string email, IReadOnlyList<string> roles, HttpContext context, CancellationToken ct)
    {
        await using var transaction = await LastAdmin.BeginAsync(db, dialect, ct);
        if (await users.FindByEmailAsync(email) is not null) return null;

        var now = clock.GetUtcNow();
        var user = new StaffUser { UserName = email, Email = email, CreatedAt = now, InvitedAt = now, InvitedById = context.User.StaffId(), Language = CultureInfo.CurrentUICulture.Name };
        Require(await users.CreateAsync(user));
        Require(await users.AddToRolesAsync(user, roles));
        mail.Add(db, user, AccountMail.Invitation, now);
        db.Add(new AuditEntry(context.User.StaffId(), "person.invited", user.Id.ToString(), null, string.Join(' ', roles), context.AuditNetwork(), now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        jobs.Nudge<DrainDeliveries>();
        return user;
    }

    public async Task AgainAsync(StaffUser user, HttpContext context, CancellationToken ct)
    {
        if (user.HasJoined) return;
        var now = clock.GetUtcNow();
        (user.InvitedAt, user.InvitedById) = (now, context.User.StaffId());
        mail.Add(db, user, AccountMail.Invitation, now);
        db.Add(new AuditEntry(context.User.StaffId(), "person.invited-again", user.Id.ToString(), null, null, context.AuditNetwork(), now));
        await db.SaveChangesAsync(ct);
        jobs.Nudge<DrainDeliveries>();
    }

    /// <summary>Nothing of it stays but the line in the log.</summary>
    public async Task RevokeAsync(StaffUser user, HttpContext context, CancellationToken ct)
    {
        await using var transaction = await LastAdmin.BeginAsync(db, dialect, ct);
        await db.Entry(user).ReloadAsync(ct);
        if (user.HasJoined) return;
        db.Remove(user);
        db.Add(new AuditEntry(context.User.StaffId(), "person.invitation-revoked", user.Id.ToString(), null, null, context.AuditNetwork(), clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    internal static void Require(IdentityResult result)
    {
        if (!result.Succeeded) throw new InvalidOperationException($"The account was refused: {string.Join(", ", result.Errors.Select(error => error.Code))}.");
    }
}
