using Campaigns.Core;
using Campaigns.Core.Content;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Shared;

/// <summary>Keeps account of which words of a translation are older than the original's, in the commit that changes either.</summary>
public static class NoteOutdated
{
    /// <summary>Words of a draft.</summary>
    public static async Task OfDraftAsync(CampaignsDb db, CampaignText text, TextDraft before, TextDraft after, CancellationToken ct)
    {
        var changed = DraftWords.All.Select(word => (Word: word, Before: word.In(before), After: word.In(after))).Where(word => word.Before != word.After).ToList();
        if (changed.Count == 0) return;
        if (!text.IsOriginal)
        {
            await EndAsync(db, text.Id, changed.ConvertAll(word => word.Word.Key), ct);
            return;
        }
        foreach (var translation in await Translations.ReadAsync(db, text.CampaignId, ct))
            foreach (var (word, was, _) in changed)
                if (was.Length > 0 && word.In(translation.Draft).Length > 0) await BeginAsync(db, translation.Text.Id, word.Key, was, ct);
    }

    /// <summary>A row of its own: the title of a source, the role of a target, a message. Before it is saved.</summary>
    /// <param name="fieldOf">What the row of a text is called; null where it has none.</param>
    public static async Task OfRowAsync(CampaignsDb db, Guid campaignId, Guid textId, string before, string after, Func<Guid, string?> fieldOf, CancellationToken ct)
    {
        if (before == after) return;
        var texts = await db.CampaignTexts.Where(t => t.CampaignId == campaignId).Select(t => new { t.Id, t.IsOriginal }).ToListAsync(ct);
        if (texts.Exists(t => t.Id == textId && !t.IsOriginal))
        {
            if (fieldOf(textId) is { } own) await EndAsync(db, textId, [own], ct);
            return;
        }
        foreach (var text in texts.Where(t => !t.IsOriginal))
            if (before.Length > 0 && fieldOf(text.Id) is { } field) await BeginAsync(db, text.Id, field, before, ct);
    }

    public static async Task EndAsync(CampaignsDb db, Guid textId, IReadOnlyCollection<string> fields, CancellationToken ct) =>
        db.RemoveRange(await db.OutdatedWords.Where(w => w.CampaignTextId == textId && fields.Contains(w.Field)).ToListAsync(ct));

    /// <summary>What the original said first stays: the translation was written from that.</summary>
    public static async Task BeginAsync(CampaignsDb db, Guid textId, string field, string before, CancellationToken ct)
    {
        if (await db.OutdatedWords.FindAsync([textId, field], ct) is null) db.Add(new OutdatedWords(textId, field, before));
    }
}
