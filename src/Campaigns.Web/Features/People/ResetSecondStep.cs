using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Outside;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.People;

/// <summary>For a colleague who lost it: takes app, passkeys and recovery codes away, ends the sessions and says so by mail. The next sign-in sets up a new one.</summary>
public sealed class ResetSecondStep(CampaignsDb db, UserManager<StaffUser> users, EndSessions end, AccountMail mail, IJobHost jobs, TimeProvider clock)
{
    public async Task RunAsync(StaffUser user, HttpContext context, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.UserTokens.Where(token => token.UserId == user.Id).ExecuteDeleteAsync(ct); // the app's key and the recovery codes
        await db.UserPasskeys.Where(passkey => passkey.UserId == user.Id).ExecuteDeleteAsync(ct);
        (user.AppSetAt, user.TwoFactorEnabled) = (null, false);
        db.Add(new AuditEntry(context.User.StaffId(), "second-factor.reset", user.Id.ToString(), null, null, context.AuditNetwork(), now));
        mail.Add(db, user, AccountMail.SecondStepReset, now);
        InviteStaff.Require(await users.UpdateSecurityStampAsync(user));
        await db.SaveChangesAsync(ct);
        await end.AllAsync(user.Id, null, ct);
        await transaction.CommitAsync(ct);
        jobs.Nudge<DrainDeliveries>();
    }
}
