using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Core.Targets;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Shared;

/// <summary>
/// Makes letters to targets leave: one delivery for each, in the commit that confirms their sender's address or, when that is confirmed already,
/// in the commit of the letter itself. They wait without a time until the slotter gives them one.
/// </summary>
public sealed class LetterQueue(InstallationKeys keys, SendingDomain domain)
{
    /// <summary>How long a letter waits in which its sender may take it back.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Adds what is missing to the caller's <c>SaveChanges</c>: each letter of a confirmed signature that its campaign's own server sends, that was not
    /// taken back and has no delivery but cancelled ones. Letters that the context holds and has not saved yet count as well.
    /// </summary>
    /// <remarks>Two callers at once meet in the unique key: one of them gets a <see cref="DbUpdateException"/> and has to look again.</remarks>
    public async Task AddAsync(CampaignsDb db, Signature signature, DateTimeOffset now, CancellationToken ct)
    {
        if (signature.State is not SignatureState.Confirmed || signature.ErasedAt is not null) return;
        await db.Actions.Where(a => a.SignatureId == signature.Id && a.Step == Step.EmailTarget && a.TargetId != null).LoadAsync(ct);
        var letters = db.Actions.Local.Where(a => a.SignatureId == signature.Id && a.Step is Step.EmailTarget && a is { TargetId: not null, CancelledAt: null, Text: not null }).OrderBy(a => a.Id).ToList();
        if (letters.Count == 0) return;
        var campaign = await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == signature.CampaignId, ct);
        if (campaign.LetterWay is not LetterWay.OurServer) return;

        Guid?[] ids = [.. letters.Select(letter => (Guid?)letter.Id)];
        var known = (await db.Deliveries.AsNoTracking().Where(d => ids.Contains(d.ActionId) && d.Kind == DeliveryKind.LetterToTarget).Select(d => new { d.ActionId, d.State }).ToListAsync(ct))
            .Concat(db.Deliveries.Local.Where(d => d.Kind is DeliveryKind.LetterToTarget && db.Entry(d).State is EntityState.Added).Select(d => new { d.ActionId, d.State })).ToLookup(d => d.ActionId, d => d.State);
        var targets = await db.Targets.AsNoTracking().Where(t => t.CampaignId == campaign.Id).ToDictionaryAsync(t => t.Id, ct);
        foreach (var letter in letters)
        {
            var earlier = known[letter.Id].ToList();
            if (earlier.TrueForAll(state => state is DeliveryState.Cancelled) && targets.GetValueOrDefault(letter.TargetId!.Value) is { } target)
                Add(db, letter, target, signature, isTest: letter.IsTest || signature.IsTest || campaign.IsTest, earlier.Count, now);
        }
    }

    /// <summary>The address that a letter may go to; null for a target that takes no mail.</summary>
    public static string? AddressOf(Target target) => target.Mail is TargetMail.Ok && EmailAddress.IsWellFormed(target.Email) ? target.Email!.Trim() : null;

    /// <summary>Why a letter to this target never leaves; null while it leaves now, or once staff mend an address that bounced.</summary>
    public static string? WhyNever(Target target) => target.Mail is TargetMail.Blocked ? "The target takes no letters." : EmailAddress.IsWellFormed(target.Email) ? null : "The target has no address.";

    private void Add(CampaignsDb db, SupporterAction letter, Target target, Signature signature, bool isTest, int earlier, DateTimeOffset now)
    {
        // Without an address it waits with nobody's key: the slotter ends it and its sender is told, or it finds the address that staff mended.
        var address = AddressOf(target) ?? "";
        var key = address.Length == 0 ? new byte[signature.EmailKey.Length] : keys.Emails.KeyOf(address);
        if (key.AsSpan().SequenceEqual(signature.EmailKey)) return; // nobody writes to themselves
        // A test goes to its tester. That is decided before there is a row, so no row of a test ever stands for a target's address.
        if (isTest) (key, address) = (signature.EmailKey, signature.Email);

        var id = Guid.CreateVersion7(now);
        // Taken back and written again, or withdrawn and signed again: what was cancelled stays as it was.
        var again = earlier == 0 ? "" : $":{earlier + 1}";
        db.Add(new Delivery(id, DeliveryKind.LetterToTarget, $"target:{letter.Id}:{target.Id}{again}", $"<{id}@{domain.Name}>", key, SendingDomain.Of(address), now)
        {
            CampaignId = letter.CampaignId,
            SignatureId = signature.Id,
            ActionId = letter.Id,
            TargetId = target.Id,
            IsTest = isTest,
            // A tester waits for no office hours and takes nobody's turn.
            NextAttemptAt = isTest ? now + Grace : null,
        });
    }
}
