namespace Campaigns.Core.Content;

/// <summary>The words of a campaign as published at one time, in one language. Every signature records the one it signed; it never changes afterwards.</summary>
public sealed class TextVersion
{
    private TextVersion() { }

    public TextVersion(Guid campaignTextId, int number, string headline, string summary, string story, TextChange change, string? reason, DateTimeOffset publishedAt)
    {
        Id = Guid.CreateVersion7(publishedAt);
        (CampaignTextId, Number, Headline, Summary, Story) = (campaignTextId, number, headline, summary, story);
        (Change, Reason, PublishedAt) = (change, reason, publishedAt);
    }

    public Guid Id { get; private set; }
    public Guid CampaignTextId { get; private set; }
    /// <summary>1, 2, 3 … within one text.</summary>
    public int Number { get; private set; }
    public string Headline { get; private set; } = "";
    public string Summary { get; private set; } = "";
    /// <summary>
    /// Markdown. A source is cited as <c>[^key]</c> with the key of its <see cref="Source"/>;
    /// a claim is marked as <c>==its sentence=={key}</c> with the key of its <see cref="Claim"/>.
    /// </summary>
    public string Story { get; private set; } = "";
    public TextChange Change { get; private set; }
    /// <summary>Why the text changed, in public words; null for the first version and for spelling.</summary>
    public string? Reason { get; private set; }
    public DateTimeOffset PublishedAt { get; private set; }

    /// <summary>Only for the first version of a campaign that the public has not seen: what nobody signed for real may still change.</summary>
    public void Rewrite(string headline, string summary, string story, DateTimeOffset now)
    {
        if (Change is not TextChange.First) throw new InvalidOperationException("A published text never changes; publish a new version.");
        (Headline, Summary, Story, PublishedAt) = (headline, summary, story, now);
    }
}

public enum TextChange { First, Spelling, Wording, Ask }
