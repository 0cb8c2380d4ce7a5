using Campaigns.Core;
using Campaigns.Core.Content;
using Campaigns.Core.Editing;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Editing.Messages;

/// <summary>
/// A new variant, or one that is changed. Other words for one that people saw already are a new row, and the old one is off:
/// its figures tell of the words that they saw.
/// </summary>
public sealed class SaveMessage(IDbContextFactory<CampaignsDb> databases, ShowChange shown)
{
    /// <param name="messageId">Null for a new one.</param>
    /// <returns>False when somebody changed it since the form was opened.</returns>
    public async Task<bool> RunAsync(SectionDesk desk, Guid? messageId, MessageForm form, HttpContext context, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await WriteAsync(db, desk, messageId, form, ct) is not { } written) return false;
        await shown.NoteAsync(db, desk, written.Act, null, SwitchMessage.Where(desk), context, ct);
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateConcurrencyException) { return false; }
        await shown.RunAsync(db, desk, ct);
        return true;
    }

    /// <summary>In the caller's unit of work.</summary>
    /// <returns>The row that holds the words now, and what was done; null when somebody changed it since the form was opened.</returns>
    internal static async Task<(Message Message, string Act)?> WriteAsync(CampaignsDb db, SectionDesk desk, Guid? messageId, MessageForm form, CancellationToken ct)
    {
        if (messageId is null) return (New(), "message.added");
        if (await db.Messages.SingleOrDefaultAsync(m => m.Id == messageId && m.CampaignId == desk.CampaignId && m.Revision == form.Revision && m.ReplacedById == null, ct) is not { } message) return null;
        var isOther = (message.Text, message.Subject, message.Channel, message.TargetId) != (form.Words, SubjectOf(form), form.Channel, form.TargetId);
        var isSeen = isOther && (await ReadMessages.UsedAsync(db, [message.Id], ct)).Count > 0;
        var made = isSeen ? New() : null;
        if (isOther) await TranslatedMessages.NoteAsync(db, message, SubjectOf(form), form.Words, made, ct);
        if (made is not null)
        {
            made.Translate(message.TranslationOf);
            message.ReplaceBy(made.Id);
            return (made, "message.replaced");
        }
        if (isOther) message.Write(SubjectOf(form), form.Words, form.Channel, form.TargetId);
        message.Offer(form.IsOn, form.WeightNumber!.Value);
        return (message, "message.changed");

        Message New()
        {
            var added = db.Add(new Message(desk.CampaignId, ReadMessages.StepOf(desk.Section), desk.Language, SubjectOf(form), form.Words, targetId: form.TargetId) { Channel = form.Channel }).Entity;
            added.Offer(form.IsOn, form.WeightNumber!.Value);
            return added;
        }
    }

    private static string? SubjectOf(MessageForm form) => form.Subject?.Trim() is { Length: > 0 } given ? given : null;
}

/// <summary>Offers a variant, or does not any more.</summary>
public sealed class SwitchMessage(IDbContextFactory<CampaignsDb> databases, ShowChange shown)
{
    public async Task RunAsync(SectionDesk desk, Guid messageId, bool isOn, HttpContext context, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Messages.SingleOrDefaultAsync(m => m.Id == messageId && m.CampaignId == desk.CampaignId, ct) is not { } message || message.IsOn == isOn) return;
        message.Offer(isOn, message.Weight);
        await shown.NoteAsync(db, desk, isOn ? "message.on" : "message.off", null, Where(desk), context, ct);
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateConcurrencyException) { return; } // changed in this moment: the page shows how it stands now
        await shown.RunAsync(db, desk, ct);
    }

    internal static string Where(SectionDesk desk) => $"{desk.Section.Slug()} {desk.Language}";
}

/// <summary>Deletes a variant that nobody was shown.</summary>
public sealed class DeleteMessage(IDbContextFactory<CampaignsDb> databases, ShowChange shown)
{
    /// <returns>False for one that people saw.</returns>
    public async Task<bool> RunAsync(SectionDesk desk, Guid messageId, HttpContext context, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Messages.SingleOrDefaultAsync(m => m.Id == messageId && m.CampaignId == desk.CampaignId, ct) is not { } message) return true;
        if ((await ReadMessages.UsedAsync(db, [messageId], ct)).Count > 0) return false;
        db.Remove(message);
        await shown.NoteAsync(db, desk, "message.deleted", null, SwitchMessage.Where(desk), context, ct);
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateConcurrencyException) { return false; }
        await shown.RunAsync(db, desk, ct);
        return true;
    }
}
