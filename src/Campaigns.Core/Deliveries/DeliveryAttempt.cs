namespace Campaigns.Core.Deliveries;

/// <summary>One try of one delivery; append-only.</summary>
public sealed class DeliveryAttempt
{
    private DeliveryAttempt() { }

    public DeliveryAttempt(Guid deliveryId, string outcome, string worker, DateTimeOffset at)
    {
        Id = Guid.CreateVersion7(at);
        (DeliveryId, Outcome, Worker, At) = (deliveryId, outcome, worker, at);
    }

    public Guid Id { get; private set; }
    public Guid DeliveryId { get; private set; }
    public DateTimeOffset At { get; private set; }
    public string Outcome { get; private set; } = "";
    public int? ReplyCode { get; private set; }
    public string? EnhancedCode { get; private set; }
    public string? ReplyText { get; private set; }
    /// <summary>The process that tried.</summary>
    public string Worker { get; private set; } = "";
}
