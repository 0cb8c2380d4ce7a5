using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Acting;

/// <summary>
/// Takes a letter that our server is to send: one action for each receiver, the consent to be named to them, and, when the sender's address is
/// proved, the deliveries, in one commit. Nobody gets two from the same person.
/// </summary>
public sealed class SendLetters(IDbContextFactory<CampaignsDb> databases, LetterQueue queue, LetterConsent consent, ShareLinks links, ReachCounter reach, TimeProvider clock)
{
    private const int Tries = 3;

    /// <param name="text">Checked.</param>
    public async Task RunAsync(PublicCampaign campaign, Actor actor, IReadOnlyList<PublicTarget> receivers, Offer offer, string subject, string text, CancellationToken ct)
    {
        if (!actor.MayWriteLetters) throw new ArgumentException("A device that remembers somebody sends no letters.", nameof(actor));
        var signatureId = actor.SignatureId ?? throw new ArgumentException("Only people who have signed write letters.", nameof(actor));
        var wording = await consent.HashAsync(Names.Joined(receivers), campaign.Language, ct);
        if (text.Contains(offer.LinkUrl, StringComparison.Ordinal)) await links.KeepAsync(offer.Link, ct);
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var now = clock.GetUtcNow();
            var signature = await db.Signatures.SingleOrDefaultAsync(s => s.Id == signatureId, ct);
            // Confirmed elsewhere since the page was read: now it is the mailbox's owner who writes in this name.
            if (!actor.IsConfirmed && signature is { State: SignatureState.Confirmed }) return;
            var known = await db.Actions.Where(a => a.SignatureId == signatureId && a.Step == Step.EmailTarget).ToListAsync(ct);
            List<SupporterAction> begun = [];
            var isAnything = false;
            foreach (var receiver in receivers)
            {
                var letter = known.Find(a => a.TargetId == receiver.Id);
                if (letter is { CancelledAt: null }) continue;
                if (letter is null) begun.Add(letter = Add(db, campaign, actor, signatureId, receiver.Id, now));
                letter.Write(offer.MessageId, subject, text, StartAction.IsCustomised(offer, subject, text));
                letter.Resume();
                isAnything = true;
            }
            if (!isAnything) return;
            db.Add(new Consent(signatureId, ConsentPurpose.MessageToTarget, isGranted: true, wording, StepPaths.Of(campaign.Slug, Step.EmailTarget), now));
            if (signature is not null) await queue.AddAsync(db, signature, now, ct);
            try { await db.SaveChangesAsync(ct); }
            catch (DbUpdateException) when (attempt < Tries) { continue; } // another press was first: its letters are found now
            if (signature is { State: not SignatureState.Confirmed }) await QueueIfConfirmedAsync(signatureId, ct);
            foreach (var letter in begun)
                if (!letter.IsTest) reach.Count(StartAction.KeyOf(letter));
            return;
        }
    }

    /// <summary>The button in the mail may have been pressed between our reading and our writing, and found no letter yet.</summary>
    private async Task QueueIfConfirmedAsync(Guid signatureId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Signatures.SingleOrDefaultAsync(s => s.Id == signatureId, ct) is not { State: SignatureState.Confirmed } signature) return;
        await queue.AddAsync(db, signature, clock.GetUtcNow(), ct);
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException) { } // the confirmation queued them
    }

    private static SupporterAction Add(CampaignsDb db, PublicCampaign campaign, Actor actor, Guid signatureId, Guid targetId, DateTimeOffset now)
    {
        var letter = new SupporterAction(campaign.Campaign.Id, signatureId, Step.EmailTarget, Channel.Email, targetId, campaign.Language, now)
        {
            Source = actor.Arrival.Source, Generation = actor.Arrival.Generation, IsTest = campaign.Campaign.IsTest,
        };
        db.Add(letter);
        return letter;
    }
}
