using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Features.Signing;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.SelfService;

/// <summary>Reads what a person signed, newest first.</summary>
public sealed class ReadMe(IDbContextFactory<CampaignsDb> databases, Organisation organisation, TimeProvider clock)
{
    public async Task<MePage> RunAsync(PersonLink link, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var signatures = await (await PersonRows.SignaturesAsync(db, link.EmailKey, ct)).AsNoTracking().OrderByDescending(s => s.CreatedAt).ToListAsync(ct);
        var stopped = await db.Suppressions.AsNoTracking().Where(s => s.RecipientKey == link.EmailKey && s.Reason == SuppressionReason.Unsubscribed).ToListAsync(ct);
        var acts = await ActsAsync(db, signatures.ConvertAll(s => (Guid?)s.Id), clock.GetUtcNow() - LetterQueue.Grace, ct);

        List<MySignature> mine = [];
        foreach (var signed in signatures)
            mine.Add(await MineAsync(db, signed, stopped.Exists(s => s.CampaignId == signed.CampaignId), acts[signed.Id], ct));
        return new MePage
        {
            Token = link.Token,
            Organisation = organisation.Now.Name,
            MaskedEmail = signatures.Count == 0 ? null : NameParts.Masked(signatures[0].Email),
            Signatures = mine,
            HasStoppedAllMail = stopped.Exists(s => s.Scope is SuppressionScope.All),
            IsFresh = link.IsFresh,
            IsRemembered = (await ForgetDevices.RememberedUnderAsync(db, link.EmailKey, ct)).Count > 0,
        };
    }

    /// <returns>The person's signature under the campaign of that slug; null for anybody else's.</returns>
    public async Task<Guid?> SignatureAsync(PersonLink link, string? slug, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(slug)) return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        var campaign = await db.CampaignTexts.Where(t => t.Slug == slug).Select(t => (Guid?)t.CampaignId).SingleOrDefaultAsync(ct);
        return await db.Signatures.Where(s => s.CampaignId == campaign && s.EmailKey == link.EmailKey && s.ErasedAt == null).Select(s => (Guid?)s.Id).SingleOrDefaultAsync(ct);
    }

    private static async Task<MySignature> MineAsync(CampaignsDb db, Signature signed, bool hasStoppedMail, IEnumerable<MyAct> acts, CancellationToken ct)
    {
        var campaign = await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == signed.CampaignId, ct);
        var slug = await db.CampaignTexts.Where(t => t.CampaignId == signed.CampaignId).OrderByDescending(t => t.Language == signed.Language).ThenByDescending(t => t.IsOriginal).Select(t => t.Slug).FirstAsync(ct);
        var version = await db.TextVersions.Where(v => v.Id == signed.TextVersionId)
            .Join(db.CampaignTexts, v => v.CampaignTextId, t => t.Id, (v, t) => new { v.Number, t.Slug }).SingleOrDefaultAsync(ct);
        var asked = await KeepSignature.AskedAsync(db, signed, ct);
        return new MySignature
        {
            Id = signed.Id,
            CampaignId = signed.CampaignId,
            Slug = slug,
            Headline = await CampaignWords.HeadlineAsync(db, signed.CampaignId, signed.Language, ct) ?? slug,
            TimeZone = campaign.TimeZone,
            Name = signed.Name,
            ShowsName = signed.ShowName,
            WantsUpdates = signed.WantsUpdates,
            HasStoppedMail = hasStoppedMail,
            State = signed.State is SignatureState.Withdrawn ? SignedState.Withdrawn : signed.ConfirmedAt is null ? SignedState.Waiting : SignedState.Counts,
            Number = signed.SupporterNumber,
            SignedAt = signed.CreatedAt,
            ChangedAt = signed.StateChangedAt,
            Version = version?.Number ?? 0,
            VersionSlug = version?.Slug ?? slug,
            ChangedTo = asked?.Number,
            KeptAt = asked is null ? null : await db.KeptSignatures.Where(k => k.SignatureId == signed.Id && k.TextVersionId == asked.Id).Select(k => (DateTimeOffset?)k.At).SingleOrDefaultAsync(ct),
            Acts = [.. acts],
        };
    }

    private static async Task<ILookup<Guid, MyAct>> ActsAsync(CampaignsDb db, List<Guid?> ids, DateTimeOffset fresh, CancellationToken ct)
    {
        var actions = await db.Actions.AsNoTracking().Where(a => ids.Contains(a.SignatureId)).OrderBy(a => a.StartedAt)
            .Select(a => new { Action = a, Way = db.Campaigns.Where(c => c.Id == a.CampaignId).Select(c => c.LetterWay).FirstOrDefault(), Target = db.Targets.Where(t => t.Id == a.TargetId).Select(t => t.Name).FirstOrDefault() }).ToListAsync(ct);
        var letters = (await db.Deliveries.AsNoTracking().Where(d => ids.Contains(d.SignatureId) && d.Kind == DeliveryKind.LetterToTarget && d.ActionId != null)
            .Select(d => new { d.ActionId, d.State, d.CreatedAt, d.SentAt, IsUntried = d.Attempts == 0 && d.Resends == 0 }).ToListAsync(ct)).GroupBy(d => d.ActionId).ToDictionary(d => d.Key!.Value, d => d.MaxBy(each => each.CreatedAt)!);
        return actions.ToLookup(a => a.Action.SignatureId!.Value, a =>
        {
            var letter = letters.GetValueOrDefault(a.Action.Id);
            var state = letter is null || a.Action.CancelledAt is not null ? StateOf(a.Action) : StateOf(letter.State);
            // As CancelLetter decides it: our letters alone, before they are queued or in the first minutes after.
            var canTakeBack = a.Action is { Step: Step.EmailTarget, CancelledAt: null, Text: not null } && a.Way is LetterWay.OurServer
                && (letter is null or { State: DeliveryState.Cancelled } || (letter is { State: DeliveryState.Pending, IsUntried: true } && letter.CreatedAt > fresh));
            return new MyAct(a.Action.Id, a.Action.Step, a.Action.Channel, a.Target, state, letter?.SentAt ?? a.Action.CancelledAt ?? a.Action.ProvedAt ?? a.Action.SelfReportedAt ?? a.Action.StartedAt, canTakeBack);
        });
    }

    private static ActState StateOf(SupporterAction action) =>
        action.CancelledAt is not null ? ActState.TakenBack
        : action.Rung switch { Rung.Proved => ActState.Proved, Rung.SelfReported => ActState.Said, _ => ActState.Begun };

    private static ActState StateOf(DeliveryState state) => state switch
    {
        DeliveryState.Pending or DeliveryState.Sending => ActState.Waits,
        DeliveryState.Sent => ActState.Accepted,
        DeliveryState.Cancelled => ActState.TakenBack,
        DeliveryState.Uncertain => ActState.Unclear,
        _ => ActState.NotDelivered,
    };
}
