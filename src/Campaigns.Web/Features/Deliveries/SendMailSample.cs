using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Limits;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Outside;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Deliveries;

/// <summary>Queues a mail of a campaign for whoever writes it, marked as a test.</summary>
public sealed class SendMailSample(IDbContextFactory<CampaignsDb> databases, InstallationKeys keys, SendingDomain domain, Limits limits, IJobHost jobs, TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    /// <returns>When there may be another one, where the day's are used up; null when it is on its way.</returns>
    public async Task<DateTimeOffset?> RunAsync(Guid campaignId, OwnMail mail, string language, HttpContext context, CancellationToken ct)
    {
        var staff = context.User.StaffId()!.Value;
        if (await limits.TakeAsync(LimitNames.MailTests, staff.ToString(), ct, isAddress: false) is { } again) return again;
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        var user = await db.Users.AsNoTracking().SingleAsync(u => u.Id == staff, ct);
        var id = Guid.CreateVersion7(now);
        db.Add(new Delivery(id, DeliveryKind.Account, $"{AccountMail.CampaignTest}{mail.Key}:{language}:{id}", $"<{id}@{domain.Name}>", keys.Emails.KeyOf(user.Email!), SendingDomain.Of(user.Email!), now)
        {
            StaffUserId = staff, CampaignId = campaignId, IsTest = true, ExpiresAt = now + Life,
        });
        db.Add(new AuditEntry(staff, "mail.test-sent", campaignId.ToString(), null, $"{mail.Key} {language}", context.AuditNetwork(), now));
        await db.SaveChangesAsync(ct);
        jobs.Nudge<DrainDeliveries>();
        return null;
    }
}
