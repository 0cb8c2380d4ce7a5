namespace Campaigns.Core.Signing;

/// <summary>Whoever signed an earlier text said, after the ask changed, that the signature stands under the new one. Which text was signed stays on record.</summary>
public sealed class KeptSignature
{
    private KeptSignature() { }

    public KeptSignature(Guid signatureId, Guid textVersionId, DateTimeOffset at) => (SignatureId, TextVersionId, At) = (signatureId, textVersionId, at);

    public Guid SignatureId { get; private set; }
    /// <summary>The text under which it stands.</summary>
    public Guid TextVersionId { get; private set; }
    public DateTimeOffset At { get; private set; }
}
