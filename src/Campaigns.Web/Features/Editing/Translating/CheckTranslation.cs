using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Campaigns.Core;
using Campaigns.Core.Content;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Editing.Mails;
using Campaigns.Web.Features.Editing.Messages;
using Campaigns.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Editing.Translating;

/// <summary>What is wrong with the texts that somebody typed, at each field, by the same rules as in the sections.</summary>
public sealed class CheckTranslation(CampaignsDb db, CheckMessage messages, IStringLocalizer<Texts> texts)
{
    public async Task<IReadOnlyList<FieldError>> RunAsync(SectionDesk desk, Translation translation, TranslationForm form, CancellationToken ct)
    {
        var errors = new List<FieldError>();
        foreach (var text in translation.Texts.Where(text => form.IsTouched(text.Key)))
        {
            var (typed, field) = (form.Texts[text.Key], TextField.Of(text, 1, texts));
            if (typed.Length > field.Most) errors.Add(At(text, texts["Shorten this text to {0} characters", field.Most.ToString("N0")]));
            else if (field.Rows == 1 ? !TextRules.IsOneLine(typed) : !TextRules.IsText(typed)) errors.Add(At(text, field.Rows == 1 ? texts["Write it in one line of plain text"] : texts["Use plain text here"]));
            else if (text.Key.Split('.') is ["mail", var mail, var part] && OwnMailRules.Problem(OwnMails.Find(mail)!, part is "subject", typed, texts) is { } problem) errors.Add(At(text, problem));
            else if (typed.Length == 0 && text.Own.Length > 0 && IsNeeded(translation, text)) errors.Add(At(text, texts["People read this page in this language. Write this text, or hide the language"]));
        }
        if (errors.Count > 0) return errors;
        foreach (var (message, own, _) in await MessagesAsync(db, translation, form, ct))
        {
            var state = new ModelStateDictionary();
            var problems = new List<ValidationResult>();
            if (!Validator.TryValidateObject(message, new ValidationContext(message), problems, validateAllProperties: true))
                foreach (var problem in problems) state.AddModelError(problem.MemberNames.FirstOrDefault() ?? nameof(MessageForm.Text), problem.ErrorMessage!);
            else await messages.RunAsync(desk with { Section = own.Section }, own.OwnId is { } id ? await db.Messages.AsNoTracking().SingleAsync(m => m.Id == id, ct) : null, message, state, ct);
            errors.AddRange(FormProblems.Of(state, texts).Select(error => new FieldError(TranslationForm.NameOf($"message.{own.OriginalId:n}.{(error.Field is "subject" ? "subject" : "text")}"), error.Sentence)));
        }
        return errors;
    }

    /// <summary>Each message of which a part was typed, as its own section would post it.</summary>
    /// <returns>With the text that stands for it, and the message of the original.</returns>
    public static async Task<IReadOnlyList<(MessageForm Form, TranslatedText Text, Message Original)>> MessagesAsync(CampaignsDb db, Translation translation, TranslationForm form, CancellationToken ct)
    {
        var made = new List<(MessageForm, TranslatedText, Message)>();
        foreach (var parts in translation.Texts.Where(text => text.Key.StartsWith("message.", StringComparison.Ordinal)).GroupBy(text => text.OriginalId!.Value))
        {
            if (!parts.Any(part => form.IsTouched(part.Key) && form.Texts[part.Key] != part.Own)) continue;
            string? Part(string name) => parts.FirstOrDefault(part => part.Key.EndsWith(name, StringComparison.Ordinal)) is { } part ? form.Texts.GetValueOrDefault(part.Key, part.Own) : null;
            var text = parts.Last();
            var original = await db.Messages.AsNoTracking().SingleAsync(m => m.Id == parts.Key, ct);
            var own = text.OwnId is { } id ? await db.Messages.AsNoTracking().SingleAsync(m => m.Id == id, ct) : null;
            var like = own ?? original;
            var words = new MessageForm
            {
                Subject = Part(".subject"), Text = Part(".text"), Weight = like.Weight.ToString(CultureInfo.InvariantCulture), IsOn = like.IsOn,
                Channel = original.Channel, TargetId = original.TargetId, Revision = own?.Revision ?? 0,
            };
            if (own is not null || !string.IsNullOrEmpty(words.Subject) || !string.IsNullOrEmpty(words.Text)) made.Add((words, text, original));
        }
        return made;
    }

    /// <summary>A public page without a headline is none.</summary>
    private static bool IsNeeded(Translation translation, TranslatedText text) => translation.Text.Visibility is TextVisibility.Shown && text.Key is "headline" or "summary" or "story";

    private static FieldError At(TranslatedText text, string sentence) => new(TranslationForm.NameOf(text.Key), sentence);
}
