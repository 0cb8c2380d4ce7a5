namespace Campaigns.Core.Reporting;

/// <summary>The public number of one campaign. Only the counting job moves it; a nightly recount repairs it.</summary>
public sealed class CampaignCount
{
    private CampaignCount() { }

    public CampaignCount(Guid campaignId, DateTimeOffset now) => (CampaignId, CountedAt) = (campaignId, now);

    public Guid CampaignId { get; private set; }
    /// <summary>Confirmed online.</summary>
    public int Online { get; private set; }
    public int Paper { get; private set; }
    public DateTimeOffset CountedAt { get; private set; }
    public int Total => Online + Paper;

    public void Move(int delta, DateTimeOffset now) => (Online, CountedAt) = (Math.Max(0, Online + delta), now);

    public void Set(int online, int paper, DateTimeOffset now) => (Online, Paper, CountedAt) = (online, paper, now);
}

/// <summary>
/// Written in the same commit as a signature's change into or out of Confirmed, and taken away by the counting job in the
/// commit that moves the counter: each change counts exactly once, without a clock or a hot row.
/// </summary>
public sealed class CountChange
{
    private CountChange() { }

    public CountChange(Guid campaignId, Guid signatureId, int delta, DateTimeOffset at)
    {
        Id = Guid.CreateVersion7(at);
        (CampaignId, SignatureId, Delta, At) = (campaignId, signatureId, delta, at);
    }

    public Guid Id { get; private set; }
    public Guid CampaignId { get; private set; }
    public Guid SignatureId { get; private set; }
    /// <summary>+1 or −1.</summary>
    public int Delta { get; private set; }
    public DateTimeOffset At { get; private set; }
}

/// <summary>Signatures given on paper. A correction is a new row, with a negative number if need be.</summary>
public sealed class PaperCount
{
    private PaperCount() { }

    public PaperCount(Guid campaignId, int number, DateOnly collectedOn, string place, string collector, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (CampaignId, Number, CollectedOn, Place, Collector, CreatedAt) = (campaignId, number, collectedOn, place, collector, now);
    }

    public Guid Id { get; private set; }
    public Guid CampaignId { get; private set; }
    public int Number { get; private set; }
    public DateOnly CollectedOn { get; private set; }
    public string Place { get; private set; } = "";
    public string Collector { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private set; }
}
