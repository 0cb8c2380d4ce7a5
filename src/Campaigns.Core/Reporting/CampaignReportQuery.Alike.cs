using Campaigns.Core.Acting;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Core.Reporting;

/// <summary>How alike the messages are. Their texts are compared here and leave only as numbers.</summary>
public sealed partial class CampaignReportQuery
{
    /// <summary>The newest so many texts of a step are compared; each with each, so more would cost the page its speed.</summary>
    public const int MostTexts = 1_000;

    private static async Task<List<AlikeFigures>> AlikeAsync(Reading read, CancellationToken ct)
    {
        var (id, filter) = (read.CampaignId, read.Filter);
        var (from, until) = (new DateTimeOffset(read.Range.From), new DateTimeOffset(read.Range.Until));
        var people = read.Db.Actions.AsNoTracking().Where(a => a.CampaignId == id && !a.IsTest && a.Text != null && a.StartedAt >= from && a.StartedAt < until
            && (filter.Language == null || a.Language == filter.Language) && (filter.Source == null || a.Source == filter.Source)
            && read.Db.Signatures.Any(s => s.Id == a.SignatureId && !s.IsTest && (s.State == Signing.SignatureState.Pending || s.State == Signing.SignatureState.Confirmed)));
        var numbers = await people.GroupBy(a => a.Step).Select(of => new { of.Key, Number = of.Count() }).ToListAsync(ct);
        var messages = await read.Db.Messages.AsNoTracking().Where(m => m.CampaignId == id && (filter.Language == null || m.Language == filter.Language)).ToListAsync(ct);
        var variants = messages.ToDictionary(m => m.Id, m => m.Text);

        var found = new List<AlikeFigures>();
        foreach (var (step, number) in numbers.Select(of => (of.Key, of.Number)).Where(of => filter.Takes(of.Key, null) && of.Key is not Step.Sign).OrderBy(of => of.Key))
        {
            var texts = await people.Where(a => a.Step == step).OrderByDescending(a => a.StartedAt).ThenByDescending(a => a.Id).Take(MostTexts).Select(a => new { a.MessageId, a.Text, a.IsCustomised }).ToListAsync(ct);
            var alike = AlikeTexts.Find(texts.ConvertAll(text => (text.Text!, text.MessageId is { } message ? variants.GetValueOrDefault(message) : null, text.IsCustomised)));
            var on = messages.Where(m => m.Step == step && m.IsOn).GroupBy(m => m.Language).Select(of => of.Count()).DefaultIfEmpty(0).Min();
            found.Add(new AlikeFigures(step, number, texts.Count, alike.Count(nearly => nearly), texts.Count(text => text.IsCustomised), on,
                [.. texts.Zip(alike).GroupBy(text => text.First.MessageId).OrderByDescending(of => of.Count()).ThenBy(of => of.Key).Select(of => new AlikeVariant(of.Key, of.Count(), of.Count(text => text.Second)))]));
        }
        return found;
    }
}
