namespace Campaigns.Core.Editing;

/// <summary>The parts of a campaign that an organiser writes, in the order in which a newcomer is led through them.</summary>
public enum Section { Ask, Story, Picture, Targets, Form, Tweets, Facebook, Email, Shares, Mails, ThankYou, Press, Translations, Schedule }

public static class Sections
{
    /// <summary>Those that have a page, in their order.</summary>
    public static readonly IReadOnlyList<Section> All = [Section.Ask, Section.Story, Section.Picture, Section.Targets, Section.Form, Section.Tweets, Section.Facebook, Section.Email, Section.Shares, Section.Mails, Section.ThankYou, Section.Press, Section.Translations, Section.Schedule];

    /// <summary>Parts that are words: one in each language of the campaign. The others are the same for all of them.</summary>
    public static bool IsPerLanguage(this Section section) =>
        section is Section.Ask or Section.Story or Section.Picture or Section.Tweets or Section.Facebook or Section.Email or Section.Shares or Section.Mails or Section.ThankYou or Section.Press or Section.Translations;

    /// <summary>Parts whose words stand on the campaign page, and are previewed there.</summary>
    public static bool ShowsOnPage(this Section section) => section is Section.Ask or Section.Story or Section.Picture or Section.Press or Section.Schedule;

    /// <summary>As the address says it: <c>thank-you</c>.</summary>
    public static string Slug(this Section section) => section is Section.ThankYou ? "thank-you" : section.ToString().ToLowerInvariant();

    public static Section? Find(string? slug) => All.Where(section => section.Slug() == slug).Select(section => (Section?)section).FirstOrDefault();

    /// <summary>Where "Save and continue" leads; null after the last one.</summary>
    public static Section? Next(this Section section) => section == All[^1] ? null : All[All.ToList().IndexOf(section) + 1];
}
