namespace Campaigns.Core.Content;

/// <summary>Something dated and public. Entries are never rewritten: a mistake gets a new entry.</summary>
public sealed class TimelineEntry
{
    private TimelineEntry() { }

    public TimelineEntry(Guid campaignTextId, int number, TimelineKind kind, DateOnly date, string title, string body, string? correction = null, string? sourceUrl = null)
    {
        Id = Guid.CreateVersion7();
        (CampaignTextId, Number, Kind, Date) = (campaignTextId, number, kind, date);
        (Title, Body, Correction, SourceUrl) = (title, body, correction, sourceUrl);
    }

    public Guid Id { get; private set; }
    public Guid CampaignTextId { get; private set; }
    /// <summary>Its anchor is <c>entry-{number}</c>.</summary>
    public int Number { get; private set; }
    public TimelineKind Kind { get; private set; }
    public DateOnly Date { get; private set; }
    public string Title { get; private set; } = "";
    /// <summary>Markdown.</summary>
    public string Body { get; private set; } = "";
    /// <summary>For corrections: what was wrong and what is right, in a line that stands on top of the page.</summary>
    public string? Correction { get; private set; }
    public string? SourceUrl { get; private set; }
    /// <summary>For replies: whose. Counted as Answered when <see cref="SourceUrl"/> shows it.</summary>
    public Guid? TargetId { get; init; }
}

public enum TimelineKind { Update, Correction, Reply, Milestone, PressCoverage, Victory }
