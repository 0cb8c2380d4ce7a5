using System.Collections.Concurrent;
using Campaigns.Core;
using Campaigns.Core.Content;
using Campaigns.Core.Deliveries;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Deliveries;

/// <summary>Reads, for a whole claim at once, whom its rows go to, what they speak about, and whether they may leave at all.</summary>
internal sealed class LoadDeliveries(IDbContextFactory<CampaignsDb> databases, LoadThanks loadThanks, LoadLetters loadLetters, TimeProvider time)
{
    /// <summary>A changed headline reaches the mails after at most this time.</summary>
    private static readonly TimeSpan KeepCampaignsFor = TimeSpan.FromSeconds(60);

    // Compiled once for this database: putting the queries together anew for each claim was a tenth of the process's time (measured by P3).
    private readonly Func<CampaignsDb, Guid[], IAsyncEnumerable<FoundSigner>> _findSigners = EF.CompileAsyncQuery((CampaignsDb db, Guid[] ids) => db.Signatures.AsNoTracking()
        .Where(s => ids.Contains(s.Id) && s.ErasedAt == null)
        .Select(s => new FoundSigner(s.Id, new DeliverySigner(s.CampaignId, s.State, s.Email, s.Name, s.Language, s.CreatedAt, s.ConfirmedAt, s.IsTest))));

    private readonly Func<CampaignsDb, Guid[], IAsyncEnumerable<FoundSuppression>> _findSuppressions = EF.CompileAsyncQuery((CampaignsDb db, Guid[] ids) => db.Deliveries.AsNoTracking()
        .Where(d => ids.Contains(d.Id))
        .Join(db.Suppressions, d => d.RecipientKey, s => s.RecipientKey, (d, s) => new FoundSuppression(d.Id, d.Kind, d.IsTest, s.Reason, s.Scope, s.CampaignId == d.CampaignId)));

    private readonly ConcurrentDictionary<(Guid Campaign, string Language), (DeliveryCampaign? Value, DateTimeOffset ReadAt)> _campaigns = new();

    /// <summary>One for each row, in the order given.</summary>
    public async Task<IReadOnlyList<LoadedDelivery>> RunAsync(IReadOnlyList<ClaimedDelivery> rows, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        var signers = await SignersAsync(db, rows, ct);
        var suppressed = await SuppressedAsync(db, rows, ct);
        var thanks = await loadThanks.RunAsync(db, rows, ct);
        var (letters, outcomes) = (await loadLetters.LettersAsync(db, rows, ct), await loadLetters.OutcomesAsync(db, rows, ct));

        var staff = await StaffAsync(db, rows, ct);
        var changes = await LoadChanges.RunAsync(db, rows, ct);

        List<LoadedDelivery> loaded = new(rows.Count);
        foreach (var row in rows)
        {
            var signer = row.SignatureId is { } id ? signers.GetValueOrDefault(id) : null;
            var letter = row.ActionId is { } action ? letters.GetValueOrDefault(action) : null;
            loaded.Add(new(row, now)
            {
                Signer = signer,
                Staff = staff.GetValueOrDefault(row.Id),
                SuppressedFor = suppressed.TryGetValue(row.Id, out var reason) ? reason : null,
                Thanks = row.SignatureId is { } signed ? thanks.GetValueOrDefault(signed) : null,
                Campaign = signer is null ? null : await CampaignAsync(db, signer.CampaignId, letter?.Language ?? signer.Language, now, ct),
                Letter = letter,
                Change = changes.GetValueOrDefault(row.Id),
                Outcomes = [.. outcomes[row.Id]],
            });
        }
        return loaded;
    }

    private async Task<Dictionary<Guid, DeliverySigner>> SignersAsync(CampaignsDb db, IReadOnlyList<ClaimedDelivery> rows, CancellationToken ct)
    {
        Guid[] ids = [.. rows.Select(row => row.SignatureId).OfType<Guid>().Distinct()];
        Dictionary<Guid, DeliverySigner> signers = new(ids.Length);
        await foreach (var found in _findSigners(db, ids).WithCancellation(ct)) signers[found.Id] = found.Signer;
        return signers;
    }

    private static async Task<Dictionary<Guid, DeliveryStaff>> StaffAsync(CampaignsDb db, IReadOnlyList<ClaimedDelivery> rows, CancellationToken ct)
    {
        Guid[] ids = [.. rows.Where(row => row.Kind is DeliveryKind.Account).Select(row => row.Id)];
        if (ids.Length == 0) return [];
        var found = await (
            from delivery in db.Deliveries.AsNoTracking()
            join user in db.Users.AsNoTracking() on delivery.StaffUserId equals user.Id
            where ids.Contains(delivery.Id)
            select new
            {
                delivery.Id, delivery.CreatedAt, delivery.CampaignId, delivery.IdempotencyKey, user.Email, user.DisplayName, user.Language, user.InvitedAt, user.DeactivatedAt, user.PasswordSetAt, HasJoined = user.PasswordHash != null,
                Mail = delivery.IdempotencyKey.StartsWith(AccountMail.Invitation) ? StaffMail.Invitation : delivery.IdempotencyKey.StartsWith(AccountMail.SecondStepReset) ? StaffMail.SecondStepReset : delivery.IdempotencyKey.StartsWith(AccountMail.CampaignTest) ? StaffMail.CampaignTest : delivery.IdempotencyKey.StartsWith(AccountMail.Mistake) ? StaffMail.MistakeReported : StaffMail.NewPassword,
                Headline = db.CampaignTexts.Where(text => text.CampaignId == delivery.CampaignId && text.IsOriginal).SelectMany(text => db.TextVersions.Where(version => version.CampaignTextId == text.Id)).OrderByDescending(version => version.Number).Select(version => version.Headline).FirstOrDefault(),
                Inviter = db.Users.Where(other => other.Id == user.InvitedById).Select(other => other.DisplayName).FirstOrDefault(),
            }).ToListAsync(ct);
        Dictionary<Guid, DeliverySample> samples = [];
        foreach (var row in found.Where(row => row.Mail is StaffMail.CampaignTest))
            if (await SampleAsync(db, row.CampaignId, row.IdempotencyKey, ct) is { } sample) samples[row.Id] = sample;
        return found.ToDictionary(row => row.Id, row => new DeliveryStaff(row.Email!, row.DisplayName, row.Language, row.Mail, row.Inviter, row.DeactivatedAt is not null || row.Mail switch
        {
            StaffMail.Invitation => row.HasJoined || row.InvitedAt > row.CreatedAt,
            StaffMail.NewPassword => !row.HasJoined || row.PasswordSetAt > row.CreatedAt,
            StaffMail.CampaignTest => !samples.ContainsKey(row.Id),
            _ => false,
        }) { Sample = samples.GetValueOrDefault(row.Id), Headline = row.Headline });
    }

    /// <summary>The words as the editor has them at this moment; null when the campaign or its language is gone.</summary>
    private static async Task<DeliverySample?> SampleAsync(CampaignsDb db, Guid? campaign, string key, CancellationToken ct)
    {
        if (key.Split(':') is not [_, var name, var language, ..] || OwnMails.Find(name) is not { } mail) return null;
        var text = await db.CampaignTexts.AsNoTracking().SingleOrDefaultAsync(t => t.CampaignId == campaign && t.Language == language, ct);
        if (text is null) return null;
        var draft = await db.TextDrafts.AsNoTracking().SingleOrDefaultAsync(d => d.CampaignTextId == text.Id, ct)
            ?? TextDraft.Of(text, await db.TextVersions.AsNoTracking().Where(v => v.CampaignTextId == text.Id).OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct), default);
        return new(mail, new(draft.Headline, text.Slug, text.Language) { Mails = draft.Mails });
    }

    private async Task<Dictionary<Guid, SuppressionReason>> SuppressedAsync(CampaignsDb db, IReadOnlyList<ClaimedDelivery> rows, CancellationToken ct)
    {
        Dictionary<Guid, SuppressionReason> suppressed = [];
        await foreach (var hit in _findSuppressions(db, [.. rows.Select(row => row.Id)]).WithCancellation(ct))
            if (Applies(hit)) suppressed.TryAdd(hit.Id, hit.Reason);
        return suppressed;
    }

    /// <summary>
    /// Account mail ignores what people said about campaign mail; lists are updates and reminders. Whether a target's address works stands
    /// with the target, where staff mend it.
    /// </summary>
    private static bool Applies(FoundSuppression hit)
    {
        if (hit is { Kind: DeliveryKind.Account or DeliveryKind.ManageLink, Reason: SuppressionReason.Unsubscribed or SuppressionReason.Complaint }) return false;
        if (hit is { Kind: DeliveryKind.LetterToTarget, IsTest: false, Reason: SuppressionReason.HardBounce or SuppressionReason.SoftBounce }) return false;
        return hit.Scope switch
        {
            SuppressionScope.All => true,
            SuppressionScope.Lists => hit.Kind is DeliveryKind.Update or DeliveryKind.Reminder or DeliveryKind.TextChanged,
            _ => hit.IsThisCampaign,
        };
    }

    private async Task<DeliveryCampaign?> CampaignAsync(CampaignsDb db, Guid campaign, string language, DateTimeOffset now, CancellationToken ct)
    {
        if (_campaigns.TryGetValue((campaign, language), out var known) && now - known.ReadAt < KeepCampaignsFor) return known.Value;

        var text = await db.CampaignTexts.AsNoTracking().Where(t => t.CampaignId == campaign)
            .OrderByDescending(t => t.Language == language).ThenByDescending(t => t.IsOriginal)
            .Select(t => new { t.Slug, t.Language, t.Mails, Headline = db.TextVersions.Where(v => v.CampaignTextId == t.Id).OrderByDescending(v => v.Number).Select(v => v.Headline).FirstOrDefault() })
            .FirstOrDefaultAsync(ct);
        var found = text?.Headline is { } headline ? new DeliveryCampaign(headline, text.Slug, text.Language) { Mails = text.Mails } : null;
        _campaigns[(campaign, language)] = (found, now);
        return found;
    }

    private sealed record FoundSigner(Guid Id, DeliverySigner Signer);

    private sealed record FoundSuppression(Guid Id, DeliveryKind Kind, bool IsTest, SuppressionReason Reason, SuppressionScope Scope, bool IsThisCampaign);
}
