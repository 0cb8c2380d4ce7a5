namespace Campaigns.Core.Content;

/// <summary>A campaign in one language, under its own slug. What visitors read is the newest <see cref="TextVersion"/>; this holds the rest of the page.</summary>
public sealed class CampaignText
{
    private CampaignText() { }

    public CampaignText(Guid campaignId, string language, string slug, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (CampaignId, Language, Slug) = (campaignId, language, slug);
    }

    public Guid Id { get; private set; }
    public Guid CampaignId { get; private set; }
    /// <summary>BCP 47, lower case: <c>en</c>, <c>fr</c>, <c>ar</c>.</summary>
    public string Language { get; private set; } = "";
    public string Slug { get; private set; } = "";
    /// <summary>The first text of a campaign names it in the admin area and decides its default language.</summary>
    public bool IsOriginal { get; set; }
    /// <summary>A short topic for mails: "face recognition sold to police".</summary>
    public string Topic { get; set; } = "";
    /// <summary>Path below the web root or media store; null for no picture.</summary>
    public string? Picture { get; set; }
    /// <summary>Text alternative; null when the picture is decorative.</summary>
    public string? PictureAlt { get; set; }
    public string? PictureCredit { get; set; }
    /// <summary>Networks show the picture itself beside a link, not the card that is drawn.</summary>
    public bool CardIsPicture { get; set; }
    public string? GoalReason { get; set; }
    /// <summary>Markdown: why it is paused, what follows the closing, how it was won. Shown instead of the form.</summary>
    public string? StatusNote { get; set; }
    /// <summary>Markdown for people who have confirmed: what happens next.</summary>
    public string? WhatHappensNext { get; set; }
    public PressContact? Press { get; set; }
    /// <summary>Own words of mails to supporters, by <see cref="MailWords"/>' keys; what is not here is said in the built-in words.</summary>
    public IReadOnlyDictionary<string, string> Mails { get; set; } = MailWords.None;
    /// <summary>Whether the public may read it, beside what holds of the campaign.</summary>
    public TextVisibility Visibility { get; private set; }

    /// <summary>A translation that the public has not seen; it is shown once it is complete and published.</summary>
    public void Await() => Visibility = TextVisibility.Waiting;

    public void Show() => Visibility = TextVisibility.Shown;

    /// <exception cref="InvalidOperationException">The original is never hidden: the others lead to it.</exception>
    public void Hide()
    {
        if (IsOriginal) throw new InvalidOperationException("The original cannot be hidden.");
        Visibility = TextVisibility.Hidden;
    }

    /// <summary>The former address goes on working: keep it as a <see cref="FormerSlug"/>.</summary>
    public void Move(string slug) => Slug = slug;
}

/// <summary>Shown; waiting to be complete and published; taken off by hand after it was public.</summary>
public enum TextVisibility { Shown, Waiting, Hidden }

/// <summary>Whom journalists reach, and what they may use.</summary>
public sealed class PressContact
{
    public string Name { get; set; } = "";
    public string? Role { get; set; }
    public string? Email { get; set; }
    public string? Phone { get; set; }
    /// <summary>With the time zone in words: "Monday to Friday, 9:00 to 18:00 CEST".</summary>
    public string? Hours { get; set; }
    /// <summary>Markdown.</summary>
    public string? Background { get; set; }
    public string? PicturesUrl { get; set; }
    /// <summary>"3 files, CC BY 4.0".</summary>
    public string? PicturesLicence { get; set; }

    public PressContact Copy() => (PressContact)MemberwiseClone();

    public static bool AreSame(PressContact? one, PressContact? other) =>
        one is null || other is null ? one is null && other is null
        : (one.Name, one.Role, one.Email, one.Phone) == (other.Name, other.Role, other.Email, other.Phone)
          && (one.Hours, one.Background, one.PicturesUrl, one.PicturesLicence) == (other.Hours, other.Background, other.PicturesUrl, other.PicturesLicence);
}
