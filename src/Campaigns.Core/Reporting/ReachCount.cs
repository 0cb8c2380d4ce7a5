using Campaigns.Core.Acting;

namespace Campaigns.Core.Reporting;

/// <summary>
/// How many openings of a step (Shown) and starts of a message (Started) one hour saw, for one campaign, step, channel, target, variant,
/// language, source and generation. Processes count in memory and add to these rows every few seconds, so that a page view costs no write.
/// </summary>
public sealed class ReachCount
{
    /// <summary>
    /// The most free sources of one campaign that one hour tells apart, and what the rest is called: anybody can write a source into an address, and
    /// made-up ones must not fill the table.
    /// </summary>
    public const int MostSourcesAnHour = 200;
    public const string OtherSources = "other";

    private ReachCount() { }

    public ReachCount(Guid campaignId, DateTimeOffset hour, Step step, Channel channel, Rung rung, Guid targetId, Guid messageId, string language, string source, int generation, int number)
    {
        if (rung is not (Rung.Shown or Rung.Started)) throw new ArgumentOutOfRangeException(nameof(rung), rung, "People are counted from rows.");
        (CampaignId, Hour, Step, Channel, Rung, TargetId, MessageId) = (campaignId, hour, step, channel, rung, targetId, messageId);
        (Language, Source, Generation, Number) = (language, source, generation, number);
    }

    public Guid CampaignId { get; private set; }
    /// <summary>Its beginning, UTC.</summary>
    public DateTimeOffset Hour { get; private set; }
    public Step Step { get; private set; }
    public Channel Channel { get; private set; }
    public Rung Rung { get; private set; }
    /// <summary><see cref="Guid.Empty"/> for none.</summary>
    public Guid TargetId { get; private set; }
    /// <summary><see cref="Guid.Empty"/> for none.</summary>
    public Guid MessageId { get; private set; }
    public string Language { get; private set; } = "";
    /// <summary>What brought the person: empty for nothing known; <c>share-x</c>, <c>share-whatsapp</c> … for a share link of that channel; <c>embed:{host}</c>; or the <c>?source=</c> of the address that an organiser gave out.</summary>
    public string Source { get; private set; } = "";
    public int Generation { get; private set; }
    public int Number { get; private set; }

    /// <summary>Whether an address can say it: those of share links are as many as there are channels.</summary>
    public static bool IsFree(string source) => source.Length > 0 && source is not OtherSources && !source.StartsWith("share-", StringComparison.Ordinal);
}

/// <summary>How many openings of share links one hour saw, for one campaign, channel, language and generation. What a single link saw stands with it.</summary>
public sealed class ShareVisit
{
    private ShareVisit() { }

    public ShareVisit(Guid campaignId, DateTimeOffset hour, Channel channel, string language, int generation, int visits, int robotVisits) =>
        (CampaignId, Hour, Channel, Language, Generation, Visits, RobotVisits) = (campaignId, hour, channel, language, generation, visits, robotVisits);

    public Guid CampaignId { get; private set; }
    /// <summary>Its beginning, UTC.</summary>
    public DateTimeOffset Hour { get; private set; }
    /// <summary>Of the link.</summary>
    public Channel Channel { get; private set; }
    public string Language { get; private set; } = "";
    public int Generation { get; private set; }
    /// <summary>By people, as far as one can tell.</summary>
    public int Visits { get; private set; }
    /// <summary>By robots and link scanners that say so.</summary>
    public int RobotVisits { get; private set; }
}

/// <summary>A figure that the nightly rebuild found to differ from what was counted while it happened.</summary>
public sealed class ReachDrift
{
    private ReachDrift() { }

    public ReachDrift(Guid campaignId, DateOnly day, Step step, int counted, int rebuilt, DateTimeOffset foundAt)
    {
        Id = Guid.CreateVersion7(foundAt);
        (CampaignId, Day, Step, Counted, Rebuilt, FoundAt) = (campaignId, day, step, counted, rebuilt, foundAt);
    }

    public Guid Id { get; private set; }
    public Guid CampaignId { get; private set; }
    /// <summary>UTC.</summary>
    public DateOnly Day { get; private set; }
    public Step Step { get; private set; }
    public int Counted { get; private set; }
    public int Rebuilt { get; private set; }
    public DateTimeOffset FoundAt { get; private set; }
}
