using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Editing;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Shared;

/// <summary>Every translation of a campaign beside its original, from what is in the database: what the public reads and what is left to say are decided here alone.</summary>
public static class Translations
{
    /// <returns>By language; nothing for a campaign in one language.</returns>
    public static async Task<IReadOnlyList<Translation>> ReadAsync(CampaignsDb db, Guid campaignId, CancellationToken ct)
    {
        var texts = await db.CampaignTexts.AsNoTracking().Where(t => t.CampaignId == campaignId).OrderByDescending(t => t.IsOriginal).ThenBy(t => t.Language).ToListAsync(ct);
        if (texts.Count < 2) return [];
        var ids = texts.ConvertAll(t => t.Id);
        var rows = new Rows(
            await db.TextDrafts.AsNoTracking().Where(d => ids.Contains(d.CampaignTextId)).ToListAsync(ct),
            await db.TextVersions.AsNoTracking().Where(v => ids.Contains(v.CampaignTextId) && !db.TextVersions.Any(newer => newer.CampaignTextId == v.CampaignTextId && newer.Number > v.Number)).ToListAsync(ct),
            await db.Sources.AsNoTracking().Where(s => ids.Contains(s.CampaignTextId) && s.RemovedOn == null).OrderBy(s => s.Number == null).ThenBy(s => s.Number).ThenBy(s => s.Id).ToListAsync(ct),
            await db.StoryClaims.AsNoTracking().Where(c => ids.Contains(c.CampaignTextId) && c.AnsweredOn != null && c.Answer != null).OrderBy(c => c.Key).ToListAsync(ct),
            await db.Targets.AsNoTracking().Where(t => t.CampaignId == campaignId && t.RemovedAt == null && t.Role != null && t.Role != "").OrderBy(t => t.Position).Select(t => new RoleRow(t.Id, t.Number, t.Role!)).ToListAsync(ct),
            await db.TargetTexts.AsNoTracking().Where(t => ids.Contains(t.CampaignTextId)).Select(t => new OwnRole(t.TargetId, t.CampaignTextId, t.Role)).ToListAsync(ct),
            await db.Messages.AsNoTracking().Where(m => m.CampaignId == campaignId && m.ReplacedById == null).OrderBy(m => m.Id).ToListAsync(ct),
            await db.OutdatedWords.AsNoTracking().Where(w => ids.Contains(w.CampaignTextId)).ToDictionaryAsync(w => (w.CampaignTextId, w.Field), w => w.Before, ct));
        return [.. texts.Skip(1).Select(text => Of(texts[0], text, rows))];
    }

    /// <summary>Where a message of a step is written.</summary>
    public static Section SectionOf(Step step) => step switch
    {
        Step.Tweet => Section.Tweets,
        Step.FacebookComment => Section.Facebook,
        Step.EmailTarget => Section.Email,
        _ => Section.Shares,
    };

    private static Translation Of(CampaignText original, CampaignText text, Rows rows)
    {
        var (theirs, own) = (rows.DraftOf(original), rows.DraftOf(text));
        var texts = DraftWords.All.Select(word => (word.Key, word.Section, Original: word.In(theirs), Own: word.In(own))).Where(word => word.Original.Length > 0)
            .Select(word => new TranslatedText(word.Key, word.Section, word.Original, word.Own, rows.BeforeOf(text, word.Key)) { Lacks = word.Key is "story" ? TranslatedText.MarksMissing(word.Original, word.Own) : [] })
            .Concat(Sources(original, text, theirs.Story, rows)).Concat(Answers(original, text, theirs.Story, rows)).Concat(Roles(text, rows)).Concat(Messages(original, text, rows));
        return new(text, own, rows.Versions.Find(v => v.CampaignTextId == text.Id), [.. texts.OrderBy(each => each.Section)]);
    }

    /// <summary>Sources that the original's story cites; one that nothing cites is no text of the page.</summary>
    private static IEnumerable<TranslatedText> Sources(CampaignText original, CampaignText text, string story, Rows rows)
    {
        var cited = StoryMarks.Cited(story).ToHashSet(StringComparer.Ordinal);
        foreach (var source in rows.Sources.Where(s => s.CampaignTextId == original.Id && cited.Contains(s.Key)))
        {
            var own = rows.Sources.Find(s => s.CampaignTextId == text.Id && s.Key == source.Key);
            yield return new($"source.{source.Key}", Section.Story, source.Title, own?.Title ?? "", rows.BeforeOf(text, $"source.{source.Key}")) { OriginalId = source.Id, OwnId = own?.Id };
        }
    }

    /// <summary>What the target said to a claim stands beside it in every language.</summary>
    private static IEnumerable<TranslatedText> Answers(CampaignText original, CampaignText text, string story, Rows rows)
    {
        var marked = StoryMarks.Claims(story).Select(claim => claim.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var claim in rows.Answers.Where(c => c.CampaignTextId == original.Id && marked.Contains(c.Key)))
            yield return new($"claim.{claim.Key}", Section.Story, claim.Answer!, rows.Answers.Find(c => c.CampaignTextId == text.Id && c.Key == claim.Key)?.Answer ?? "", rows.BeforeOf(text, $"claim.{claim.Key}")) { OriginalId = claim.Id };
    }

    private static IEnumerable<TranslatedText> Roles(CampaignText text, Rows rows) =>
        from target in rows.Roles
        let own = rows.OwnRoles.Find(role => role.TargetId == target.Id && role.TextId == text.Id)
        select new TranslatedText($"target.{target.Number}", Section.Targets, target.Role, own?.Role ?? "", rows.BeforeOf(text, $"target.{target.Number}")) { OriginalId = target.Id };

    /// <summary>A message that says which one it translates stands beside that; others beside what is left, in their order, where they are meant for the same network and target.</summary>
    private static IEnumerable<TranslatedText> Messages(CampaignText original, CampaignText text, Rows rows)
    {
        var free = rows.Messages.FindAll(m => m.Language == text.Language && !rows.Messages.Exists(of => of.Id == m.TranslationOf && of.Language == original.Language));
        var offered = rows.Messages.FindAll(m => m.Language == original.Language && m is { IsOn: true, Weight: > 0 });
        foreach (var message in offered)
        {
            var own = rows.Messages.Find(m => m.Language == text.Language && m.TranslationOf == message.Id) ?? Take(free, m => (m.Step, m.Channel, m.TargetId) == (message.Step, message.Channel, message.TargetId));
            if (message.Subject is { Length: > 0 } subject) yield return One(message, own, "subject", subject, own?.Subject);
            yield return One(message, own, "text", message.Text, own?.Text);
        }

        TranslatedText One(Message message, Message? own, string part, string theirs, string? ours) =>
            new($"message.{message.Id:n}.{part}", SectionOf(message.Step), theirs, ours ?? "", own is null ? null : rows.BeforeOf(text, $"message.{own.Id:n}.{part}")) { OriginalId = message.Id, OwnId = own?.Id };
    }

    private static Message? Take(List<Message> from, Predicate<Message> fits)
    {
        if (from.FindIndex(fits) is not (>= 0 and var at)) return null;
        var taken = from[at];
        from.RemoveAt(at);
        return taken;
    }

    private sealed record RoleRow(Guid Id, int Number, string Role);

    private sealed record OwnRole(Guid TargetId, Guid TextId, string Role);

    private sealed record Rows(
        List<TextDraft> Drafts, List<TextVersion> Versions, List<Source> Sources, List<Claim> Answers, List<RoleRow> Roles, List<OwnRole> OwnRoles, List<Message> Messages, Dictionary<(Guid, string), string> Before)
    {
        public TextDraft DraftOf(CampaignText text) => Drafts.Find(d => d.CampaignTextId == text.Id) ?? TextDraft.Of(text, Versions.Find(v => v.CampaignTextId == text.Id), default);

        public string? BeforeOf(CampaignText text, string field) => Before.GetValueOrDefault((text.Id, field));
    }
}
