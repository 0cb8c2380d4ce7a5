using System.Net;
using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Reporting;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Features.Signing.Writing;
using Campaigns.Web.Outside;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Signing;

/// <summary>What one press of somebody whom the browser remembers came to.</summary>
public enum AtOnceOutcome
{
    Signed, HadSigned, Closed,
    /// <summary>The mail that tells of it would be over the day's cap, so nothing was signed.</summary>
    TooManyMails,
}

/// <summary>
/// Signs for somebody whom this browser remembers: by the same writer and limits as the form, and confirmed in the commit that queues the mail which
/// says so. No letter leaves by it, since whoever holds the device is not proved to read the mailbox.
/// </summary>
public sealed class SignAtOnce(
    SignCampaign signCampaign, IDbContextFactory<CampaignsDb> databases, PersonMails mails, SendingDomain domain, CountSignatures countSignatures, IJobHost jobs, TimeProvider clock)
{
    /// <returns>The act for the browser's cookie, when it signed.</returns>
    /// <exception cref="TooBusyException">Others changed the same signature each time; it waits unconfirmed.</exception>
    public async Task<(AtOnceOutcome Outcome, SupporterAct? Act)> RunAsync(PublicCampaign campaign, SignatureDetails details, IPAddress? from, CancellationToken ct)
    {
        if (await BeginAsync(details, ct) is { } over) return (over, null);
        var started = clock.GetUtcNow();
        var act = await signCampaign.RunAsync(campaign, details, null, from, ct, sendsMail: false);
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var now = clock.GetUtcNow();
            var signature = await db.Signatures.SingleAsync(s => s.CampaignId == details.CampaignId && s.EmailKey == details.EmailKey, ct);
            var row = await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == details.CampaignId, ct);
            var signed = act with { SignatureId = signature.Id, IsConfirmed = true, IsRecognised = true };
            if (signature.Id != act.SignatureId) await TakeOverAsync(db, signature, act, campaign.Path, started, now, ct);
            switch (signature.Confirm(row.ConfirmingAt(signature, now), now))
            {
                case ConfirmOutcome.CampaignClosed: return (AtOnceOutcome.Closed, null);
                case ConfirmOutcome.AlreadyConfirmed: return (AtOnceOutcome.HadSigned, null);
                // Held back silently: the screen is the usual one, and only the row that this press made is shown.
                case ConfirmOutcome.SilentlyKept: return signature.Id == act.SignatureId ? (AtOnceOutcome.Signed, signed) : (AtOnceOutcome.HadSigned, null);
            }
            if (!signature.IsTest) db.Add(new CountChange(signature.CampaignId, signature.Id, +1, now));
            await AddMailAsync(db, signature, now, ct);
            try { await db.SaveChangesAsync(ct); }
            catch (DbUpdateException) when (attempt < ConfirmSignature.Tries) { continue; } // another press came first
            catch (DbUpdateConcurrencyException) { throw new TooBusyException("Others change the same signature again and again."); }
            await transaction.CommitAsync(ct);

            await countSignatures.TryCountAsync(signature.CampaignId, ct);
            jobs.Nudge<DrainDeliveries>();
            return (AtOnceOutcome.Signed, signed);
        }
    }

    /// <summary>Before anything is written: the mail that follows must have room in the day's cap. Whoever has signed needs none.</summary>
    private async Task<AtOnceOutcome?> BeginAsync(SignatureDetails details, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var state = await db.Signatures.Where(s => s.CampaignId == details.CampaignId && s.EmailKey == details.EmailKey).Select(s => (SignatureState?)s.State).SingleOrDefaultAsync(ct);
        if (state is not (null or SignatureState.Pending or SignatureState.Withdrawn)) return AtOnceOutcome.HadSigned;
        return await mails.TakeAsync(db, details.EmailKey, clock.GetUtcNow(), ct) ? null : AtOnceOutcome.TooManyMails;
    }

    /// <summary>
    /// A signature that waited, or was taken back, was typed by anybody: now it says what its owner gave, and a letter that was written under it and has
    /// not left stays unsent, since nobody has shown it to them.
    /// </summary>
    private static async Task TakeOverAsync(CampaignsDb db, Signature signature, SupporterAct act, string page, DateTimeOffset started, DateTimeOffset now, CancellationToken ct)
    {
        if (signature.State is not (SignatureState.Pending or SignatureState.Withdrawn)) return;
        signature.Replace(act.Details);
        // Of one that was taken back the answer was written down when it was signed anew.
        if (signature.State is SignatureState.Pending && signature.StateChangedAt < started) db.Add(new Consent(signature.Id, ConsentPurpose.Updates, act.Details.WantsUpdates, act.WordingHash, page, now));
        foreach (var letter in await db.Actions.Where(a => a.SignatureId == signature.Id && a.Step == Step.EmailTarget && a.CancelledAt == null
            && !db.Deliveries.Any(d => d.ActionId == a.Id && d.Kind == DeliveryKind.LetterToTarget && d.State != DeliveryState.Cancelled)).ToListAsync(ct)) letter.Cancel(now);
        await db.Deliveries.Where(d => d.SignatureId == signature.Id && d.Kind == DeliveryKind.Confirmation && d.State == DeliveryState.Pending).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.State, DeliveryState.Cancelled).SetProperty(d => d.Reason, "signed with one press").SetProperty(d => d.NextAttemptAt, (DateTimeOffset?)null), ct);
    }

    private async Task AddMailAsync(CampaignsDb db, Signature signature, DateTimeOffset now, CancellationToken ct)
    {
        var number = 1 + await db.Deliveries.CountAsync(d => d.SignatureId == signature.Id && d.Kind == DeliveryKind.OnePress, ct);
        var id = Guid.CreateVersion7(now);
        db.Add(new Delivery(id, DeliveryKind.OnePress, $"one-press:{signature.Id}:{number}", $"<{id}@{domain.Name}>", signature.EmailKey, SendingDomain.Of(signature.Email), now)
        {
            CampaignId = signature.CampaignId, SignatureId = signature.Id, IsTest = signature.IsTest, ExpiresAt = now + SigningDecisions.LinkLife,
        });
    }
}
