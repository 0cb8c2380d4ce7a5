using Campaigns.Core;
using Campaigns.Core.Limits;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Shared;

/// <summary>Automatic mails to one person over all campaigns, for whatever is not written with a signature: counted in the person's row, under its lock.</summary>
public sealed class PersonMails(LimitRules limits)
{
    /// <summary>Reason of a delivery that is suppressed because the person had enough.</summary>
    public const string Reason = LimitNames.PersonMails;

    /// <summary>Counts one more mail in the caller's transaction.</summary>
    /// <param name="emailKey">32 bytes.</param>
    /// <returns>False when the person has had as many as the limit allows; nothing is counted then.</returns>
    public async Task<bool> TakeAsync(CampaignsDb db, byte[] emailKey, DateTimeOffset now, CancellationToken ct)
    {
        await limits.RefreshAsync(ct);
        var rule = limits[LimitNames.PersonMails];
        var (at, since, most) = (now.UtcDateTime, now.UtcDateTime.AddSeconds(-rule.BurstSeconds), rule.Burst);
        await db.Database.ExecuteSqlAsync($"INSERT INTO supporter (email_key, first_seen_at, mails, mails_since, actions, actions_since) VALUES ({emailKey}, {at}, 0, {at}, 0, {at}) ON CONFLICT (email_key) DO NOTHING", ct);
        return await db.Database.ExecuteSqlAsync($"""
            UPDATE supporter SET mails = CASE WHEN mails_since <= {since} THEN 1 ELSE mails + 1 END, mails_since = CASE WHEN mails_since <= {since} THEN {at} ELSE mails_since END
            WHERE email_key = {emailKey} AND (mails_since <= {since} OR mails < {most})
            """, ct) > 0;
    }
}
