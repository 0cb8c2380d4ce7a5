using Campaigns.Core;
using Campaigns.Core.Content;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Editing.Messages;

/// <summary>Keeps translated messages with their original while either gets other words, or another row.</summary>
internal static class TranslatedMessages
{
    /// <summary>Before the message is changed.</summary>
    /// <param name="made">The row that takes its place; null where it keeps its own.</param>
    public static async Task NoteAsync(CampaignsDb db, Message message, string? subject, string text, Message? made, CancellationToken ct)
    {
        var texts = await db.CampaignTexts.Where(t => t.CampaignId == message.CampaignId).ToDictionaryAsync(t => t.Language, t => t, ct);
        if (texts.GetValueOrDefault(message.Language) is not { } own) return;
        if (!own.IsOriginal)
        {
            await NoteOutdated.EndAsync(db, own.Id, [Field(message, "subject"), Field(message, "text")], ct);
            return;
        }
        // Those that only stand beside it in their order, too: from now on they are said to be its translations.
        foreach (var translation in await Translations.ReadAsync(db, message.CampaignId, ct))
            foreach (var id in translation.Texts.Where(each => each.OriginalId == message.Id && each.OwnId is not null).Select(each => each.OwnId!.Value).Distinct())
            {
                var beside = await db.Messages.SingleAsync(m => m.Id == id, ct);
                beside.Translate(made?.Id ?? message.Id);
                if (message.Subject is { Length: > 0 } was && was != subject) await NoteOutdated.BeginAsync(db, translation.Text.Id, Field(beside, "subject"), was, ct);
                if (message.Text != text) await NoteOutdated.BeginAsync(db, translation.Text.Id, Field(beside, "text"), message.Text, ct);
            }
    }

    private static string Field(Message message, string part) => $"message.{message.Id:n}.{part}";
}
