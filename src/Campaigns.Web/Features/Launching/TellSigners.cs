using Campaigns.Core;
using Microsoft.EntityFrameworkCore;
using Campaigns.Web.Startup;

namespace Campaigns.Web.Features.Launching;

/// <summary>
/// One mail to each person who signed an earlier version of a text, by one statement however many they are. The version stands as what sent it,
/// so the index of mailings keeps anybody from getting it twice.
/// </summary>
public sealed class TellSigners(SendingDomain domain)
{
    /// <summary>In the caller's transaction, after the version is written.</summary>
    /// <returns>How many mails.</returns>
    public Task<int> RunAsync(CampaignsDb db, Guid campaignId, Guid textId, Guid versionId, DateTimeOffset now, CancellationToken ct)
    {
        var (at, key, end) = (now.UtcDateTime, $"text-changed:{versionId}:", $"@{domain.Name}>");
        return db.Database.IsNpgsql()
            ? db.Database.ExecuteSqlAsync($"""
                INSERT INTO delivery (id, channel, kind, priority, idempotency_key, campaign_id, signature_id, mailing_id, is_test, recipient_key, recipient_domain, state, created_at, next_attempt_at, message_id)
                SELECT gen_random_uuid(), 'Mail', 'TextChanged', 50, {key} || s.id, s.campaign_id, s.id, {versionId}, FALSE, s.email_key, lower(split_part(s.email, '@', 2)), 'Pending', {at}, {at}, '<' || gen_random_uuid() || {end}
                FROM signature s JOIN text_version v ON v.id = s.text_version_id
                WHERE s.campaign_id = {campaignId} AND s.state = 'Confirmed' AND NOT s.is_test AND s.erased_at IS NULL AND v.campaign_text_id = {textId} AND v.id <> {versionId}
                ON CONFLICT DO NOTHING
                """, ct)
            : db.Database.ExecuteSqlAsync($"""
                INSERT OR IGNORE INTO delivery (id, channel, kind, priority, idempotency_key, campaign_id, signature_id, mailing_id, is_test, recipient_key, recipient_domain, state, created_at, next_attempt_at, message_id)
                SELECT upper(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-A' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))),
                  'Mail', 'TextChanged', 50, {key} || lower(s.id), s.campaign_id, s.id, {versionId}, 0, s.email_key, lower(substr(s.email, instr(s.email, '@') + 1)), 'Pending', {at}, {at}, '<' || lower(hex(randomblob(16))) || {end}
                FROM signature s JOIN text_version v ON v.id = s.text_version_id
                WHERE s.campaign_id = {campaignId} AND s.state = 'Confirmed' AND NOT s.is_test AND s.erased_at IS NULL AND v.campaign_text_id = {textId} AND v.id <> {versionId}
                """, ct);
    }
}
