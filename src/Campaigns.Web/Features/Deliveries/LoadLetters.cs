using Campaigns.Core;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Targets;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Deliveries;

/// <summary>Reads, for a whole claim at once, the letters to targets that it holds, and what the mails about letters tell. A claim without either reads nothing.</summary>
internal sealed class LoadLetters
{
    private readonly Func<CampaignsDb, Guid[], IAsyncEnumerable<FoundLetter>> _findLetters = EF.CompileAsyncQuery((CampaignsDb db, Guid[] ids) =>
        from a in db.Actions.AsNoTracking()
        where ids.Contains(a.Id)
        join s in db.Signatures.AsNoTracking() on a.SignatureId equals s.Id
        join c in db.Campaigns.AsNoTracking() on a.CampaignId equals c.Id
        join found in db.Targets.AsNoTracking() on a.TargetId equals found.Id into targets
        from t in targets.DefaultIfEmpty()
        select new FoundLetter(a.Id, new DeliveryLetter(
            a.Subject, a.Text, a.Language, a.CancelledAt, a.IsTest || s.IsTest, s.Country, s.Postcode, s.ErasedAt != null,
            t!.Name, t.Email, (TargetMail?)t.Mail, t.TimeZone, c.IsTest, c.TimeZone)));

    private readonly Func<CampaignsDb, Guid[], Guid[], IAsyncEnumerable<FoundOutcome>> _findOutcomes = EF.CompileAsyncQuery((CampaignsDb db, Guid[] signatures, Guid[] tellers) =>
        from d in db.Deliveries.AsNoTracking()
        where d.SignatureId != null && signatures.Contains(d.SignatureId.Value) && d.ToldInId != null && tellers.Contains(d.ToldInId.Value)
        join found in db.Targets.AsNoTracking() on d.TargetId equals found.Id into targets
        from t in targets.DefaultIfEmpty()
        orderby d.Id
        select new FoundOutcome(d.ToldInId!.Value, new DeliveryOutcome(t!.Name, d.State)));

    public async Task<Dictionary<Guid, DeliveryLetter>> LettersAsync(CampaignsDb db, IReadOnlyList<ClaimedDelivery> rows, CancellationToken ct)
    {
        Guid[] ids = [.. rows.Where(row => row.Kind is DeliveryKind.LetterToTarget).Select(row => row.ActionId).OfType<Guid>()];
        Dictionary<Guid, DeliveryLetter> letters = new(ids.Length);
        if (ids.Length > 0) await foreach (var found in _findLetters(db, ids).WithCancellation(ct)) letters[found.Id] = found.Letter;
        return letters;
    }

    public async Task<ILookup<Guid, DeliveryOutcome>> OutcomesAsync(CampaignsDb db, IReadOnlyList<ClaimedDelivery> rows, CancellationToken ct)
    {
        var tellers = rows.Where(row => row is { Kind: DeliveryKind.LetterOutcome, SignatureId: not null }).ToList();
        List<FoundOutcome> outcomes = [];
        if (tellers.Count > 0)
            await foreach (var found in _findOutcomes(db, [.. tellers.Select(row => row.SignatureId!.Value).Distinct()], [.. tellers.Select(row => row.Id)]).WithCancellation(ct)) outcomes.Add(found);
        return outcomes.ToLookup(found => found.TellerId, found => found.Outcome);
    }

    private sealed record FoundLetter(Guid Id, DeliveryLetter Letter);

    private sealed record FoundOutcome(Guid TellerId, DeliveryOutcome Outcome);
}
