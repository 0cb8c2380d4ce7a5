namespace Campaigns.Core.Signing;

/// <summary>
/// A link that was mailed: 128 bits in the path, one per purpose and mail. Only the SHA-256 of the token is stored,
/// and every link sent stays valid until it expires, so that sending again breaks nothing.
/// </summary>
public sealed class MailLink
{
    private MailLink() { }

    public MailLink(byte[] tokenHash, LinkPurpose purpose, Guid signatureId, Guid deliveryId, DateTimeOffset createdAt, DateTimeOffset expiresAt) =>
        (TokenHash, Purpose, SignatureId, DeliveryId, CreatedAt, ExpiresAt) = (tokenHash, purpose, signatureId, deliveryId, createdAt, expiresAt);

    /// <summary>32 bytes.</summary>
    public byte[] TokenHash { get; private set; } = [];
    public LinkPurpose Purpose { get; private set; }
    public Guid SignatureId { get; private set; }
    public Guid DeliveryId { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }
}

public enum LinkPurpose { Confirm, Manage, Unsubscribe }
