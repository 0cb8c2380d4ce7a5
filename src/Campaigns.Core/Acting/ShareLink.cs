using Campaigns.Core.Signing;

namespace Campaigns.Core.Acting;

/// <summary>
/// A code that carries campaign, language, channel, sharer, variant and generation, so that a signature is credited to the chain of shares
/// that brought it. The code is derived from what it carries, so the same share always has the same one.
/// </summary>
public sealed class ShareLink
{
    /// <summary>Shares of shares beyond it count as this one: a chain that programs make must not fill the figures with rows.</summary>
    public const int DeepestGeneration = 50;

    private ShareLink() { }

    public ShareLink(string code, Guid campaignId, string language, Channel channel, Guid? signatureId, Guid? messageId, Guid? parentId, int generation, bool isTest, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (Code, CampaignId, Language, Channel, SignatureId, MessageId) = (code, campaignId, language, channel, signatureId, messageId);
        (ParentId, Generation, IsTest, CreatedAt) = (parentId, generation, isTest, now);
    }

    public Guid Id { get; private set; }
    /// <summary>10 characters of base 62.</summary>
    public string Code { get; private set; } = "";
    public Guid CampaignId { get; private set; }
    public string Language { get; private set; } = "";
    public Channel Channel { get; private set; }
    /// <summary>Who shares; null for a visitor without a signature.</summary>
    public Guid? SignatureId { get; private set; }
    public Guid? MessageId { get; private set; }
    /// <summary>The link that brought the sharer.</summary>
    public Guid? ParentId { get; private set; }
    /// <summary>1 for the link of somebody who came by none; whoever it brings is of this generation (<see cref="Signature.Generation"/>). At most <see cref="DeepestGeneration"/>.</summary>
    public int Generation { get; private set; }
    public bool IsTest { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    /// <summary>Openings by people, as far as one can tell; moved set-wise from what each process counted in memory.</summary>
    public int Visits { get; private set; }
    /// <summary>Openings by robots and link scanners that say so.</summary>
    public int RobotVisits { get; private set; }
}
