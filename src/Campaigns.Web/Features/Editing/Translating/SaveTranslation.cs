using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Core.Editing;
using Campaigns.Core.Targets;
using Campaigns.Web.Features.Editing.Messages;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Editing.Translating;

/// <summary>
/// Writes the texts that somebody typed, each where it belongs, in one commit. A text that a colleague saved since the page was opened writes nothing:
/// both are shown.
/// </summary>
public sealed class SaveTranslation(IDbContextFactory<CampaignsDb> databases, ShowChange shown, TimeProvider clock)
{
    /// <returns>By the name of the field, what a colleague saved meanwhile; nothing when all is written.</returns>
    public async Task<IReadOnlyDictionary<string, string>> RunAsync(SectionDesk desk, TranslationForm form, HttpContext context, CancellationToken ct)
    {
        try { return await TryAsync(desk, form, context, ct); }
        // What the writer's own page kept came in between; the second attempt finds its row.
        catch (DbUpdateException) { return await TryAsync(desk, form, context, ct); }
    }

    private async Task<IReadOnlyDictionary<string, string>> TryAsync(SectionDesk desk, TranslationForm form, HttpContext context, CancellationToken ct)
    {
        var (staff, now) = (context.User.StaffId()!.Value, clock.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Campaigns.Where(c => c.Id == desk.CampaignId).ExecuteUpdateAsync(set => set.SetProperty(c => c.EditedAt, now), ct); // locks the row
        var translation = (await Translations.ReadAsync(db, desk.CampaignId, ct)).Single(each => each.Text.Id == desk.TextId);
        var typed = translation.Texts.Where(text => form.IsTouched(text.Key) && form.Texts[text.Key] != text.Own).ToList();
        var conflicts = typed.Where(text => TranslationForm.Mark(text.Own) != form.Opened[text.Key].Own).ToDictionary(text => TranslationForm.NameOf(text.Key), text => text.Own);
        if (conflicts.Count > 0) return conflicts;

        var campaign = await db.Campaigns.SingleAsync(c => c.Id == desk.CampaignId, ct);
        var text = await db.CampaignTexts.SingleAsync(t => t.Id == desk.TextId, ct);
        await WriteDraftAsync(new SectionWrite(db, campaign, text, now, ct), form, typed);
        await WriteRowsAsync(db, text, form, typed, ct);
        foreach (var (message, part, original) in await CheckTranslation.MessagesAsync(db, translation, form, ct))
            if (await SaveMessage.WriteAsync(db, desk with { Section = part.Section }, part.OwnId, message, ct) is { } written) written.Message.Translate(original.Id);
            else return typed.ToDictionary(each => TranslationForm.NameOf(each.Key), each => each.Own);
        await NoteAsync(db, text, form, typed, ct);

        foreach (var section in typed.Select(each => each.Section).Where(section => section.IsPerLanguage()).Append(Section.Translations).Distinct())
        {
            var edited = await db.EditedSections.SingleOrDefaultAsync(s => s.CampaignId == desk.CampaignId && s.Section == section && s.Language == text.Language, ct) ?? db.Add(new EditedSection(desk.CampaignId, section, text.Language)).Entity;
            edited.Save(staff, now);
            if (section is Section.Translations) edited.Close(staff);
        }
        await db.UnsavedTexts.Where(t => t.CampaignId == desk.CampaignId && t.Section == Section.Translations && t.Language == text.Language && t.StaffId == staff).ExecuteDeleteAsync(ct);
        db.Add(new AuditEntry(staff, "translation.saved", desk.CampaignId.ToString(), typed.Count, text.Language, context.AuditNetwork(), now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        await shown.RunAsync(db, desk, ct);
        return new Dictionary<string, string>();
    }

    private static async Task WriteDraftAsync(SectionWrite write, TranslationForm form, List<TranslatedText> typed)
    {
        var words = DraftWords.All.Where(word => typed.Exists(text => text.Key == word.Key)).ToList();
        if (words.Count == 0) return;
        var draft = await write.DraftAsync();
        var original = await write.OriginalAsync();
        draft.Picture ??= original.Picture;
        foreach (var word in words) word.Write(draft, form.Texts[word.Key]);
        // Whom to reach is the same in every language, however it is said.
        if (draft.Press is { } press && original.Press is { } theirs)
        {
            (press.Email, press.Phone, press.PicturesUrl) = (press.Email ?? theirs.Email, press.Phone ?? theirs.Phone, press.PicturesUrl ?? theirs.PicturesUrl);
            if (press.Name.Length == 0) press.Name = theirs.Name;
        }
        await write.ShowIfUnseenAsync();
    }

    private static async Task WriteRowsAsync(CampaignsDb db, CampaignText text, TranslationForm form, List<TranslatedText> typed, CancellationToken ct)
    {
        foreach (var each in typed)
        {
            var words = form.Texts[each.Key];
            switch (each.Key.Split('.')[0])
            {
                case "source" when words.Length > 0: await WriteSourceAsync(db, text, each, words, ct); break;
                case "target": await WriteRoleAsync(db, text, each.OriginalId!.Value, words, ct); break;
                case "claim" when words.Length > 0: await WriteAnswerAsync(db, text, each, words, ct); break;
            }
        }
    }

    private static async Task WriteSourceAsync(CampaignsDb db, CampaignText text, TranslatedText of, string title, CancellationToken ct)
    {
        var original = await db.Sources.AsNoTracking().SingleAsync(s => s.Id == of.OriginalId, ct);
        if (of.OwnId is not { } id) db.Add(new Source(text.Id, original.Key, title, original.Url, original.Publisher, original.PublishedOn, original.Kind, original.ArchivedUrl)).Entity.KeepCopy(original.Copy);
        else if (await db.Sources.SingleAsync(s => s.Id == id, ct) is var own) own.Change(title, own.Url, own.Publisher, own.PublishedOn, own.Kind, own.ArchivedUrl);
    }

    private static async Task WriteRoleAsync(CampaignsDb db, CampaignText text, Guid targetId, string role, CancellationToken ct)
    {
        var own = await db.TargetTexts.SingleOrDefaultAsync(t => t.TargetId == targetId && t.CampaignTextId == text.Id, ct);
        if (own is null && role.Length > 0) db.Add(new TargetText(targetId, text.Id, role));
        else if (own is not null && role.Length == 0) db.Remove(own);
        else if (own is not null) own.Role = role;
    }

    /// <summary>The target was asked and answered once, whatever the language: only its words are said again.</summary>
    private static async Task WriteAnswerAsync(CampaignsDb db, CampaignText text, TranslatedText of, string answer, CancellationToken ct)
    {
        var original = await db.StoryClaims.AsNoTracking().SingleAsync(c => c.Id == of.OriginalId, ct);
        var own = await db.StoryClaims.SingleOrDefaultAsync(c => c.CampaignTextId == text.Id && c.Key == original.Key, ct) ?? db.Add(new Claim(text.Id, original.Key)).Entity;
        if (own.AskedOn is null) own.Ask(original.TargetId, original.AskedOn!.Value, original.AskedHow, original.AnswerBy);
        own.RecordAnswer(original.AnsweredOn!.Value, answer, own.AnswerEntryId);
    }

    /// <summary>What was typed beside the original as it reads now is as new as that; what was typed beside an older one is older.</summary>
    private static async Task NoteAsync(CampaignsDb db, CampaignText text, TranslationForm form, List<TranslatedText> typed, CancellationToken ct)
    {
        foreach (var each in typed.Where(each => !each.Key.StartsWith("message.", StringComparison.Ordinal)))
            if (TranslationForm.Mark(each.Original) == form.Opened[each.Key].Original) await NoteOutdated.EndAsync(db, text.Id, [each.Key], ct);
            else if (form.Texts[each.Key].Length > 0) await NoteOutdated.BeginAsync(db, text.Id, each.Key, "", ct);
    }
}
