using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Outside;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Letters;

/// <summary>
/// Writes down that a letter was accepted, and tells its sender what became of it: by one mail for all of a person's letters that ended by now,
/// which waits while another of them is about to leave. A letter that was told about names the mail, so nobody is told twice.
/// </summary>
public sealed partial class TellLetterOutcomes(IDbContextFactory<CampaignsDb> databases, PersonMails mails, SendingDomain domain, IJobHost jobs, TimeProvider clock, ILogger<TellLetterOutcomes> log) : IJob
{
    private const int Most = 500;
    /// <summary>No mail waits longer than this for other letters of the same person.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken ct)
    {
        var told = false;
        for (Guid after = default; !ct.IsCancellationRequested;)
        {
            List<Ended> ended;
            await using (var db = await databases.CreateDbContextAsync(ct))
                ended = await Untold(db).Where(d => d.Id > after).OrderBy(d => d.Id).Take(Most).Select(d => new Ended(d.Id, d.SignatureId)).ToListAsync(ct);
            foreach (var signature in ended.Select(letter => letter.SignatureId).Distinct())
            {
                try { told |= await TellAsync(signature, ct); }
                catch (DbUpdateException e) { NotTold(signature, e.GetType().Name); } // another node was faster
            }
            if (ended.Count < Most) break;
            after = ended[^1].Id;
        }
        if (told) jobs.Nudge<DrainDeliveries>();
    }

    private static IQueryable<Delivery> Untold(CampaignsDb db) => db.Deliveries.Where(d =>
        d.TargetId != null && d.NextAttemptAt == null && d.Attempts > 0 && d.ToldInId == null && d.Kind == DeliveryKind.LetterToTarget
        && (d.State == DeliveryState.Sent || d.State == DeliveryState.Failed || d.State == DeliveryState.Suppressed));

    /// <returns>Whether a mail was written that may leave.</returns>
    private async Task<bool> TellAsync(Guid? signatureId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow();
        var letters = await Untold(db).Where(d => d.SignatureId == signatureId).OrderBy(d => d.Id).AsNoTracking().ToListAsync(ct);
        if (letters.Count == 0) return false;
        await ProveAsync(db, letters, now, ct);

        var signature = signatureId is { } id ? await db.Signatures.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct) : null;
        var isToBeTold = signature is { State: SignatureState.Confirmed, ErasedAt: null };
        if (isToBeTold && await IsAnotherDueAsync(db, letters, now, ct))
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return false;
        }

        var mail = isToBeTold ? await MailAsync(db, signature!, letters, now, ct) : null;
        if (mail is not null) db.Add(mail);
        await db.SaveChangesAsync(ct);
        foreach (var letter in letters)
        {
            var teller = mail?.Id ?? letter.Id;
            // Another node was faster: all of this is undone, and its mail stands.
            if (await db.Deliveries.Where(d => d.Id == letter.Id && d.ToldInId == null).ExecuteUpdateAsync(set => set.SetProperty(d => d.ToldInId, (Guid?)teller), ct) == 0) return false;
        }
        await transaction.CommitAsync(ct);
        return mail is { State: DeliveryState.Pending };
    }

    /// <summary>Accepted by the target's mail server: the letter is proved.</summary>
    private static async Task ProveAsync(CampaignsDb db, List<Delivery> letters, DateTimeOffset now, CancellationToken ct)
    {
        var sent = letters.Where(d => d.State is DeliveryState.Sent && d.ActionId != null).ToDictionary(d => d.ActionId!.Value, d => d.SentAt ?? now);
        Guid[] ids = [.. sent.Keys];
        foreach (var action in await db.Actions.Where(a => ids.Contains(a.Id) && a.ProvedAt == null).ToListAsync(ct)) action.Prove(sent[action.Id]);
    }

    private static async Task<bool> IsAnotherDueAsync(CampaignsDb db, List<Delivery> letters, DateTimeOffset now, CancellationToken ct)
    {
        if (letters.Exists(d => d.SentAt < now - Patience)) return false;
        var (signature, soon) = (letters[0].SignatureId, now + LetterQueue.Grace);
        // One that was tried and put off may take days: nobody waits for it.
        return await db.Deliveries.AnyAsync(d => d.SignatureId == signature && d.Kind == DeliveryKind.LetterToTarget && d.Attempts == 0 && d.NextAttemptAt < soon, ct);
    }

    private async Task<Delivery> MailAsync(CampaignsDb db, Signature signature, List<Delivery> letters, DateTimeOffset now, CancellationToken ct)
    {
        var mayLeave = await mails.TakeAsync(db, signature.EmailKey, now, ct);
        var id = Guid.CreateVersion7(now);
        return new Delivery(id, DeliveryKind.LetterOutcome, $"letter-outcome:{letters[0].ActionId}", $"<{id}@{domain.Name}>", signature.EmailKey, SendingDomain.Of(signature.Email), now)
        {
            CampaignId = signature.CampaignId,
            SignatureId = signature.Id,
            ActionId = letters[0].ActionId,
            IsTest = letters.Exists(letter => letter.IsTest),
            State = mayLeave ? DeliveryState.Pending : DeliveryState.Suppressed,
            Reason = mayLeave ? null : PersonMails.Reason,
            NextAttemptAt = mayLeave ? now : null,
        };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What became of the letters of signature {Signature} was not written down ({Error}); it is tried again")]
    private partial void NotTold(Guid? signature, string error);

    private sealed record Ended(Guid Id, Guid? SignatureId);
}
