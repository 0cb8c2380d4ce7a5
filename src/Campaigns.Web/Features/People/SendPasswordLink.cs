using System.Diagnostics;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Limits;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Outside;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.People;

/// <summary>Mails a link to a new password, if there is such an account and it has not had its three. Callers answer the same whatever comes of it.</summary>
public sealed class SendPasswordLink(CampaignsDb db, UserManager<StaffUser> users, AccountMail mail, LimitRules limits, SqlDialect dialect, IJobHost jobs, TimeProvider clock)
{
    private const string LinkSent = "password.link-sent";
    /// <summary>No answer comes sooner, which hides what the database did meanwhile.</summary>
    private static readonly TimeSpan AnswerTime = TimeSpan.FromMilliseconds(300);

    public async Task RunAsync(string email, HttpContext context, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        if (await users.FindByEmailAsync(email) is { MaySignIn: true } user)
        {
            await using var transaction = await LastAdmin.BeginAsync(db, dialect, ct); // two presses at once are counted one after the other
            if (await MayAsync(user, ct)) await SendAsync(user, context, ct);
            await transaction.CommitAsync(ct);
            jobs.Nudge<DrainDeliveries>();
        }
        if (AnswerTime - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } left) await Task.Delay(left, ct);
    }

    private async Task SendAsync(StaffUser user, HttpContext context, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        mail.Add(db, user, AccountMail.Password, now);
        db.Add(new AuditEntry(null, LinkSent, user.Id.ToString(), null, null, context.AuditNetwork(), now));
        await db.SaveChangesAsync(ct);
    }

    private async Task<bool> MayAsync(StaffUser user, CancellationToken ct)
    {
        await limits.RefreshAsync(ct);
        var rule = limits[LimitNames.PasswordLinks];
        var (key, since) = (user.Id.ToString(), clock.GetUtcNow().AddSeconds(-rule.SustainedSeconds));
        return await db.AuditEntries.CountAsync(entry => entry.Subject == key && entry.Action == LinkSent && entry.At > since, ct) < rule.Sustained;
    }
}
