using System.Globalization;
using Campaigns.Core.Content;
using Campaigns.Core.Editing;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Editing.Mails;

[Route("admin/campaigns/{id:guid}/edit/mails")]
public sealed class MailsController(ReadDraft drafts, SectionDesks desks, SaveSection save, IStringLocalizer<Texts> texts) : SectionController<MailsForm>(Section.Mails, desks, save, texts)
{
    protected override async Task<MailsForm> ReadAsync(SectionDesk desk, CancellationToken ct)
    {
        var words = (await drafts.RunAsync(desk.TextId, ct)).Mails;
        var (confirm, reminder, confirmed) = (OwnMails.All[0], OwnMails.All[1], OwnMails.All[2]);
        return new MailsForm
        {
            ConfirmSubject = words.GetValueOrDefault(confirm.Subject), ConfirmText = words.GetValueOrDefault(confirm.Text), ReminderSubject = words.GetValueOrDefault(reminder.Subject),
            ReminderText = words.GetValueOrDefault(reminder.Text), ConfirmedSubject = words.GetValueOrDefault(confirmed.Subject), ConfirmedText = words.GetValueOrDefault(confirmed.Text),
        };
    }

    protected override Task<bool> ReshapeAsync(SectionDesk desk, MailsForm form, CancellationToken ct)
    {
        var isStep = OwnMails.Find(form.Take) is not null;
        if (form.Take is "confirm") (form.ConfirmSubject, form.ConfirmText) = (null, null);
        else if (form.Take is "reminder") (form.ReminderSubject, form.ReminderText) = (null, null);
        else if (form.Take is "confirmed") (form.ConfirmedSubject, form.ConfirmedText) = (null, null);
        form.Take = null;
        return Task.FromResult(isStep);
    }

    protected override Task CheckAsync(SectionDesk desk, MailsForm form, CancellationToken ct)
    {
        foreach (var (mail, field, key, words) in form.All)
            if (OwnMailRules.Problem(mail, key == mail.Subject, words, T) is { } problem) ModelState.AddModelError(field, problem);
        return Task.CompletedTask;
    }

    protected override Task<object?> BesideAsync(SectionDesk desk, MailsForm form, CancellationToken ct)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = Localisation.Languages.FirstOrDefault(known => known.Name == desk.Language) ?? CultureInfo.GetCultureInfo("en");
        try
        {
            var ours = OwnMails.All.Select(mail => (mail, Words: OwnMails.Ours(mail, T, OwnMails.Number))).ToList();
            return Task.FromResult<object?>(new MailsBeside(ours.SelectMany(each => new[] { (each.mail.Subject, each.Words.Subject), (each.mail.Text, each.Words.Text) }).ToDictionary(each => each.Item1, each => each.Item2)));
        }
        finally { CultureInfo.CurrentUICulture = before; }
    }

    protected override async Task WriteAsync(SectionWrite write, MailsForm form)
    {
        var draft = await write.DraftAsync();
        foreach (var (_, _, key, words) in form.All) draft.Mails = draft.Mails.With(key, words);
    }
}
