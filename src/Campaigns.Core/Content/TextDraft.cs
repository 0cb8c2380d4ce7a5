namespace Campaigns.Core.Content;

/// <summary>
/// The words of a text as they stand in the editor. While the public has not seen the campaign they are the page's own words at every save;
/// afterwards they wait here until somebody publishes them.
/// </summary>
public sealed class TextDraft
{
    private TextDraft() { }

    public TextDraft(Guid campaignTextId) => CampaignTextId = campaignTextId;

    public Guid CampaignTextId { get; private set; }
    public string Headline { get; set; } = "";
    public string Summary { get; set; } = "";
    /// <summary>As <see cref="TextVersion.Story"/>.</summary>
    public string Story { get; set; } = "";
    public string Topic { get; set; } = "";
    public string? Picture { get; set; }
    public string? PictureAlt { get; set; }
    public string? PictureCredit { get; set; }
    public bool CardIsPicture { get; set; }
    public string? GoalReason { get; set; }
    public string? WhatHappensNext { get; set; }
    public PressContact? Press { get; set; }
    /// <summary>As <see cref="CampaignText.Mails"/>.</summary>
    public IReadOnlyDictionary<string, string> Mails { get; set; } = MailWords.None;
    public DateTimeOffset EditedAt { get; set; }

    /// <summary>Enough to be read by the public.</summary>
    public bool IsComplete => Headline.Length > 0 && Summary.Length > 0 && Story.Length > 0;

    /// <summary>The words that are on the page, to begin editing from.</summary>
    public static TextDraft Of(CampaignText text, TextVersion? version, DateTimeOffset now) => new(text.Id)
    {
        Headline = version?.Headline ?? "", Summary = version?.Summary ?? "", Story = version?.Story ?? "",
        Topic = text.Topic, Picture = text.Picture, PictureAlt = text.PictureAlt, PictureCredit = text.PictureCredit, CardIsPicture = text.CardIsPicture,
        GoalReason = text.GoalReason, WhatHappensNext = text.WhatHappensNext, Press = text.Press?.Copy(), Mails = text.Mails, EditedAt = now,
    };

    public TextDraft Copy()
    {
        var copy = (TextDraft)MemberwiseClone();
        copy.Press = Press?.Copy();
        return copy;
    }

    /// <summary>True when publishing makes a new text version: headline, summary or story differ.</summary>
    public bool ChangesText(TextVersion? version) => version is null || (Headline, Summary, Story) != (version.Headline, version.Summary, version.Story);

    /// <summary>True when anything on the page differs.</summary>
    public bool Differs(CampaignText text, TextVersion? version) =>
        ChangesText(version)
        || (Topic, Picture, PictureAlt, PictureCredit) != (text.Topic, text.Picture, text.PictureAlt, text.PictureCredit)
        || (CardIsPicture, GoalReason, WhatHappensNext) != (text.CardIsPicture, text.GoalReason, text.WhatHappensNext)
        || !PressContact.AreSame(Press, text.Press) || !MailWords.AreSame(Mails, text.Mails);

    /// <summary>Puts everything but the versioned words on the page.</summary>
    public void Apply(CampaignText text)
    {
        (text.Topic, text.Picture, text.PictureAlt, text.PictureCredit) = (Topic, Picture, PictureAlt, PictureCredit);
        (text.CardIsPicture, text.GoalReason, text.WhatHappensNext, text.Press) = (CardIsPicture, GoalReason, WhatHappensNext, Press?.Copy());
        text.Mails = Mails;
    }
}
