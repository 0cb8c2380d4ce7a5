using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Editing.Mails;

/// <summary>Subject and opening words of the mails to supporters. Empty: the mail says it in our words.</summary>
public sealed class MailsForm : SectionForm
{
    public string? ConfirmSubject { get; set; }
    public string? ConfirmText { get; set; }
    public string? ReminderSubject { get; set; }
    public string? ReminderText { get; set; }
    public string? ConfirmedSubject { get; set; }
    public string? ConfirmedText { get; set; }
    /// <summary>"Back to our words": the mail whose fields are emptied, with nothing saved.</summary>
    public string? Take { get; set; }

    /// <returns>With what forms call it, and its key of <see cref="Core.Content.MailWords"/>.</returns>
    public IEnumerable<(OwnMail Mail, string Field, string Key, string Words)> All =>
    [
        One(0, nameof(ConfirmSubject), true, ConfirmSubject), One(0, nameof(ConfirmText), false, ConfirmText),
        One(1, nameof(ReminderSubject), true, ReminderSubject), One(1, nameof(ReminderText), false, ReminderText),
        One(2, nameof(ConfirmedSubject), true, ConfirmedSubject), One(2, nameof(ConfirmedText), false, ConfirmedText),
    ];

    private static (OwnMail, string, string, string) One(int mail, string field, bool isSubject, string? words) =>
        (OwnMails.All[mail], field, isSubject ? OwnMails.All[mail].Subject : OwnMails.All[mail].Text, words?.ReplaceLineEndings("\n").Trim() ?? "");
}

/// <summary>By the key of a field, our words in the language of the text.</summary>
public sealed record MailsBeside(IReadOnlyDictionary<string, string> Ours);
