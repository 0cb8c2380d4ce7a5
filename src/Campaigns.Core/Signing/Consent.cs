namespace Campaigns.Core.Signing;

/// <summary>An answer to one question about personal data. Rows are appended, never changed; the newest per purpose holds.</summary>
public sealed class Consent
{
    private Consent() { }

    public Consent(Guid signatureId, ConsentPurpose purpose, bool isGranted, byte[] wordingHash, string page, DateTimeOffset at)
    {
        Id = Guid.CreateVersion7(at);
        (SignatureId, Purpose, IsGranted, WordingHash, Page, At) = (signatureId, purpose, isGranted, wordingHash, page, at);
    }

    public Guid Id { get; private set; }
    public Guid SignatureId { get; private set; }
    public ConsentPurpose Purpose { get; private set; }
    public bool IsGranted { get; private set; }
    /// <summary>SHA-256 of the question and answers as they were shown; the words stand in <see cref="ConsentWording"/>.</summary>
    public byte[] WordingHash { get; private set; } = [];
    /// <summary>Path of the page on which it was asked.</summary>
    public string Page { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
}

public enum ConsentPurpose
{
    Updates, MessageToTarget, Partner,
    /// <summary>"Remember me on this device": each grant stands for one cookie; a later refusal of the same signature voids every one of them.</summary>
    Device,
}

/// <summary>The words behind a <see cref="Consent.WordingHash"/>, kept for good.</summary>
public sealed class ConsentWording
{
    private ConsentWording() { }

    public ConsentWording(byte[] hash, string language, string text, DateTimeOffset firstUsedAt) => (Hash, Language, Text, FirstUsedAt) = (hash, language, text, firstUsedAt);

    public byte[] Hash { get; private set; } = [];
    public string Language { get; private set; } = "";
    public string Text { get; private set; } = "";
    public DateTimeOffset FirstUsedAt { get; private set; }
}
