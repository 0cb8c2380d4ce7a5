using Campaigns.Core.Editing;

namespace Campaigns.Core.Content;

/// <summary>The words of a draft one by one, as a translation goes through them.</summary>
public static class DraftWords
{
    public static readonly IReadOnlyList<DraftWord> All =
    [
        new("headline", Section.Ask, d => d.Headline, (d, text) => d.Headline = text),
        new("summary", Section.Ask, d => d.Summary, (d, text) => d.Summary = text),
        new("topic", Section.Ask, d => d.Topic, (d, text) => d.Topic = text),
        new("story", Section.Story, d => d.Story, (d, text) => d.Story = text),
        new("picture.alt", Section.Picture, d => d.PictureAlt, (d, text) => d.PictureAlt = Or(text)),
        new("picture.credit", Section.Picture, d => d.PictureCredit, (d, text) => d.PictureCredit = Or(text)),
        Mail("confirm.subject"), Mail("confirm.text"), Mail("reminder.subject"), Mail("reminder.text"), Mail("confirmed.subject"), Mail("confirmed.text"),
        new("next", Section.ThankYou, d => d.WhatHappensNext, (d, text) => d.WhatHappensNext = Or(text)),
        new("press.name", Section.Press, d => d.Press?.Name, (d, text) => Press(d).Name = text),
        new("press.role", Section.Press, d => d.Press?.Role, (d, text) => Press(d).Role = Or(text)),
        new("press.hours", Section.Press, d => d.Press?.Hours, (d, text) => Press(d).Hours = Or(text)),
        new("press.background", Section.Press, d => d.Press?.Background, (d, text) => Press(d).Background = Or(text)),
        new("press.licence", Section.Press, d => d.Press?.PicturesLicence, (d, text) => Press(d).PicturesLicence = Or(text)),
        new("goal", Section.Schedule, d => d.GoalReason, (d, text) => d.GoalReason = Or(text)),
    ];

    private static DraftWord Mail(string key) => new($"mail.{key}", Section.Mails, d => d.Mails.GetValueOrDefault(key), (d, text) => d.Mails = d.Mails.With(key, text));

    private static PressContact Press(TextDraft draft) => draft.Press ??= new();

    private static string? Or(string text) => text.Length > 0 ? text : null;
}

/// <param name="Section">Where it is written.</param>
public sealed record DraftWord(string Key, Section Section, Func<TextDraft, string?> Read, Action<TextDraft, string> Write)
{
    public string In(TextDraft draft) => Read(draft) ?? "";
}
