using Campaigns.Core.Acting;

namespace Campaigns.Core.Reporting;

/// <summary>
/// How many openings of a step (Shown) and starts of a message (Started) one hour saw, for one campaign, step, channel, target, variant,
/// language, source and generation. Processes count in memory and add to these rows every few seconds, so that a page view costs no write.
/// </summary>
public sealed class ReachCount
{
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
