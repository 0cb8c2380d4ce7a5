using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;

namespace Campaigns.Web.Features.Signing.Writing;

/// <summary>The rows that a batch of requests comes to.</summary>
internal sealed class SigningWrites
{
    public List<NewSignature> Signatures { get; } = [];
    /// <summary>Withdrawn before, signed again: the row starts anew.</summary>
    public List<NewSignature> Again { get; } = [];
    public List<NewMail> Mails { get; } = [];
    /// <summary>Persons whose mails are to be set, because the count made in advance does not hold.</summary>
    public List<(byte[] EmailKey, int Mails)> PersonMails { get; } = [];
}

internal sealed record NewSignature(Guid Id, Guid ConsentId, SigningRequest Request, SignatureState State, string? Reason);

/// <param name="Number">Nth mail of its kind for this signature.</param>
/// <param name="SuppressedBy">The cap that keeps it from leaving; null when it leaves.</param>
internal sealed record NewMail(
    Guid Id, DeliveryKind Kind, Guid SignatureId, SigningRequest Request, int Number, string? SuppressedBy, DateTimeOffset NextAttemptAt)
{
    public string IdempotencyKey => $"{(Kind is DeliveryKind.Confirmation ? "confirm" : "already")}:{SignatureId}:{Number}";
}
