namespace Campaigns.Core.Deliveries;

/// <summary>An address that must not be mailed, and why.</summary>
public sealed class Suppression
{
    private Suppression() { }

    public Suppression(byte[] recipientKey, SuppressionReason reason, SuppressionScope scope, Guid? campaignId, string source, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (RecipientKey, Reason, Scope, CampaignId, Source, CreatedAt) = (recipientKey, reason, scope, campaignId, source, now);
    }

    public Guid Id { get; private set; }
    public byte[] RecipientKey { get; private set; } = [];
    public SuppressionReason Reason { get; private set; }
    public SuppressionScope Scope { get; private set; }
    /// <summary>Set for scope Campaign.</summary>
    public Guid? CampaignId { get; private set; }
    /// <summary>What told us: "reply 550 to delivery …", "this-was-not-me".</summary>
    public string Source { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private set; }
}

public enum SuppressionReason { HardBounce, SoftBounce, Complaint, Unsubscribed, Manual }

/// <summary>Everything; updates and reminders only; or the mail of one campaign.</summary>
public enum SuppressionScope { All, Lists, Campaign }
