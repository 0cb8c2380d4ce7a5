using Campaigns.Core;
using Campaigns.Core.Deliveries;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.MailSettings;

/// <summary>Puts the page together.</summary>
public sealed class MailSettingsPages(CampaignsDb db, CurrentMail mail, DnsLines dns, TimeProvider clock)
{
    public async Task<MailSettingsPage> RunAsync(string? to, CancellationToken ct)
    {
        var (now, inUse) = (clock.GetUtcNow(), await mail.ReadAsync(ct));
        var lane = await db.Lanes.AsNoTracking().SingleOrDefaultAsync(lane => lane.Name == Lane.Mail, ct);
        return new MailSettingsPage
        {
            InUse = inUse, Configured = mail.Configured, Form = MailForm.Of(inUse), To = to,
            Waiting = await db.Deliveries.CountAsync(delivery => delivery.State == DeliveryState.Pending && delivery.NextAttemptAt != null && delivery.NextAttemptAt <= now, ct),
            PausedAt = lane?.PausedAt, PausedReason = lane?.PausedReason, RetryAt = lane?.OpenUntil > now ? lane.OpenUntil : null,
            Dns = dns.Of(inUse), SignsForAnother = dns.SignsForAnother(inUse),
        };
    }

    /// <summary>As another person has just saved them.</summary>
    public async Task<MailInUse> FreshAsync(CancellationToken ct)
    {
        mail.Use(await db.MailSetups.AsNoTracking().SingleOrDefaultAsync(ct));
        return mail.Now;
    }
}
