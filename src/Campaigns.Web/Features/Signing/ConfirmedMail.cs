using Campaigns.Core;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Limits;
using Campaigns.Core.Signing;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Signing;

/// <summary>"You are supporter 1,249": one mail for a signature, however often it is taken back and confirmed again.</summary>
public sealed class ConfirmedMail(LimitRules limits, SendingDomain domain)
{
    /// <summary>Of a person's mails in a day these are left for confirmations: without a thank-you one can sign, without the link one cannot.</summary>
    private const int LeftForConfirmations = 2;
    /// <summary>By then the counter has moved, in the request or by its job, and the mail can say the number.</summary>
    private static readonly TimeSpan Counting = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Worth = TimeSpan.FromDays(3);

    /// <summary>
    /// Saves what the caller has changed, and the mail with it, within the caller's transaction. The person's row is locked before the signature's,
    /// as when signing.
    /// </summary>
    public async Task SaveAsync(CampaignsDb db, Signature signature, DateTimeOffset now, CancellationToken ct)
    {
        var key = $"confirmed:{signature.Id}";
        if (await db.Deliveries.AnyAsync(d => d.IdempotencyKey == key, ct))
        {
            await db.SaveChangesAsync(ct);
            return;
        }
        var (id, fits) = (Guid.CreateVersion7(now), await FitsAsync(db, signature.EmailKey, now, ct));
        // Another press may have come first while this one waited for the lock; then the signature is no longer what was read, and saving says so.
        if (!await db.Deliveries.AnyAsync(d => d.IdempotencyKey == key, ct))
            db.Add(new Delivery(id, DeliveryKind.Confirmed, key, $"<{id}@{domain.Name}>", signature.EmailKey, SendingDomain.Of(signature.Email), now)
            {
                CampaignId = signature.CampaignId, SignatureId = signature.Id, IsTest = signature.IsTest, NextAttemptAt = now + Counting, ExpiresAt = now + Worth,
            });
        await db.SaveChangesAsync(ct);
        if (!fits)
            await db.Deliveries.Where(d => d.Id == id).ExecuteUpdateAsync(set => set
                .SetProperty(d => d.State, DeliveryState.Suppressed).SetProperty(d => d.Reason, LimitNames.PersonMails).SetProperty(d => d.NextAttemptAt, (DateTimeOffset?)null), ct);
    }

    /// <summary>Counts the mail if the person's cap leaves room for it.</summary>
    private async Task<bool> FitsAsync(CampaignsDb db, byte[] emailKey, DateTimeOffset now, CancellationToken ct)
    {
        var rule = limits[LimitNames.PersonMails];
        var (at, over, most) = (now.UtcDateTime, now.AddSeconds(-rule.BurstSeconds).UtcDateTime, rule.Burst - LeftForConfirmations);
        return await db.Database.ExecuteSqlAsync($"""
            INSERT INTO supporter (email_key, first_seen_at, mails, mails_since, actions, actions_since) VALUES ({emailKey}, {at}, 1, {at}, 0, {at})
            ON CONFLICT (email_key) DO UPDATE SET
              mails = CASE WHEN supporter.mails_since <= {over} THEN 1 ELSE supporter.mails + 1 END,
              mails_since = CASE WHEN supporter.mails_since <= {over} THEN {at} ELSE supporter.mails_since END
            WHERE supporter.mails_since <= {over} OR supporter.mails < {most}
            """, ct) > 0;
    }
}
