using System.Security.Cryptography;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Reporting;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Signing;
using Campaigns.Web.Outside;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.SelfService;

/// <summary>
/// Erases a person in one commit: what names them goes from every table, waiting mail and letters never leave, and rows that totals are made of stay
/// without anybody. Stops of mail stay under their keyed hash, since whoever said stop must not be written to again. May be repeated.
/// </summary>
public sealed class EraseMe(IDbContextFactory<CampaignsDb> databases, CampaignPageCache pages, IJobHost jobs, TimeProvider clock)
{
    /// <summary>What told us, once that would lead back to a row without anybody.</summary>
    public const string Erased = "erased";

    /// <param name="network">/24 or /48 of the request, for the audit.</param>
    /// <exception cref="TooBusyException">Others changed the same signatures each time; nothing was erased.</exception>
    public async Task RunAsync(PersonLink link, string network, CancellationToken ct)
    {
        var mails = await MailsAsync(link.EmailKey, ct);
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            try
            {
                var campaigns = await EraseAsync(db, link.EmailKey, mails, network, ct);
                await transaction.CommitAsync(ct);
                foreach (var campaign in campaigns) await pages.EvictAsync(campaign, ct);
                jobs.Nudge<CountSignatures>();
                return;
            }
            catch (DbUpdateConcurrencyException) when (attempt < ConfirmSignature.Tries) { }
            catch (DbUpdateConcurrencyException) { throw new TooBusyException("Others change the same signatures again and again."); }
        }
    }

    /// <summary>
    /// Every mail to the person, those about signatures that were purged long ago among them. An index would cost each signature a random write, and
    /// erasing is rare: so all are read, before the transaction, where it holds nobody up.
    /// </summary>
    private async Task<List<Guid>> MailsAsync(byte[] emailKey, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Deliveries.Where(d => d.RecipientKey == emailKey).Select(d => d.Id).ToListAsync(ct);
    }

    private async Task<List<Guid>> EraseAsync(CampaignsDb db, byte[] emailKey, List<Guid> mails, string network, CancellationToken ct)
    {
        // The person's row first, as when signing: whoever signs at this moment waits, and is then somebody new.
        await db.Supporters.Where(s => s.EmailKey == emailKey).ExecuteDeleteAsync(ct);
        await db.MistakeReports.Where(r => r.EmailKey == emailKey).ExecuteUpdateAsync(set => set.SetProperty(r => r.Name, (string?)null).SetProperty(r => r.Email, (string?)null).SetProperty(r => r.EmailKey, (byte[]?)null), ct);
        var signatures = await (await PersonRows.SignaturesAsync(db, emailKey, ct)).ToListAsync(ct);
        if (signatures.Count == 0)
        {
            await ForgetMailsAsync(db, emailKey, mails, ct);
            await ForgetSourcesAsync(db, emailKey, ct);
            return [];
        }

        var now = clock.GetUtcNow();
        foreach (var signature in signatures)
        {
            var campaign = await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == signature.CampaignId, ct);
            var counted = signature is { State: SignatureState.Confirmed, IsTest: false };
            signature.Erase(RandomNumberGenerator.GetBytes(32), campaign.SigningAt(now), now);
            if (counted && signature.State is not SignatureState.Confirmed) db.Add(new CountChange(signature.CampaignId, signature.Id, -1, now));
        }
        db.Add(new AuditEntry(null, "person.erased", null, signatures.Count, "by the person", network, now));
        await db.SaveChangesAsync(ct);

        Guid?[] ids = [.. signatures.Select(s => (Guid?)s.Id)];
        await db.Actions.Where(a => ids.Contains(a.SignatureId)).ExecuteUpdateAsync(set => set
            .SetProperty(a => a.Subject, (string?)null).SetProperty(a => a.Text, (string?)null).SetProperty(a => a.ProofUrl, (string?)null), ct);
        await db.Deliveries.Where(d => ids.Contains(d.SignatureId) && d.State == DeliveryState.Pending).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.State, DeliveryState.Cancelled).SetProperty(d => d.Reason, "erased by the person").SetProperty(d => d.NextAttemptAt, (DateTimeOffset?)null), ct);
        await db.DeliveryAttempts.Where(a => a.ReplyText != null && db.Deliveries.Any(d => d.Id == a.DeliveryId && ids.Contains(d.SignatureId)))
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.ReplyText, (string?)null), ct);
        // What was sent to the person stays as a count without a recipient; letters keep their target's.
        foreach (var signature in signatures)
            await db.Deliveries.Where(d => d.SignatureId == signature.Id && d.RecipientKey == emailKey).ExecuteUpdateAsync(set => set
                .SetProperty(d => d.RecipientKey, signature.EmailKey).SetProperty(d => d.RecipientDomain, "").SetProperty(d => d.ReplyText, (string?)null), ct);
        await ForgetMailsAsync(db, emailKey, mails, ct);
        await ForgetSourcesAsync(db, emailKey, ct);
        return [.. signatures.Select(s => s.CampaignId).Distinct()];
    }

    /// <summary>The rest: mails whose signature was purged before. Each gets a key of its own, so that nothing ties them together.</summary>
    private static async Task ForgetMailsAsync(CampaignsDb db, byte[] emailKey, List<Guid> mails, CancellationToken ct)
    {
        foreach (var mail in mails)
        {
            var nobody = RandomNumberGenerator.GetBytes(emailKey.Length);
            await db.Deliveries.Where(d => d.Id == mail && d.RecipientKey == emailKey).ExecuteUpdateAsync(set => set
                .SetProperty(d => d.RecipientKey, nobody).SetProperty(d => d.RecipientDomain, "").SetProperty(d => d.ReplyText, (string?)null), ct);
            await db.DeliveryAttempts.Where(a => a.DeliveryId == mail && a.ReplyText != null).ExecuteUpdateAsync(set => set.SetProperty(a => a.ReplyText, (string?)null), ct);
        }
    }

    /// <summary>A stop names the mail that it came of, in words and by its id. Where that mail is nobody's now, the stop is written anew without it, by its day.</summary>
    private static async Task ForgetSourcesAsync(CampaignsDb db, byte[] emailKey, CancellationToken ct)
    {
        foreach (var stop in await db.Suppressions.Where(s => s.RecipientKey == emailKey && s.Source != Erased).ToListAsync(ct))
        {
            if (StopMail.DeliveryOf(stop.Source) is { } id && await db.Deliveries.AnyAsync(d => d.Id == id && d.RecipientKey == emailKey, ct)) continue;
            db.Remove(stop);
            db.Add(new Suppression(emailKey, stop.Reason, stop.Scope, stop.CampaignId, Erased, new DateTimeOffset(stop.CreatedAt.UtcDateTime.Date, TimeSpan.Zero)));
        }
        await db.SaveChangesAsync(ct);
    }
}
