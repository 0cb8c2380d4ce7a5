namespace Campaigns.Web.Features.Deliveries;

/// <summary>What one connection asks of the committer, and its answer.</summary>
internal sealed class DeliveryRequest
{
    public Completion? Completion { get; init; }
    public Lease? Fence { get; init; }
    public Lease? Release { get; init; }
    public bool Renews { get; init; }
    public ClaimOrder Claim { get; init; }

    public ClaimedDelivery[] Urgent { get; set; } = [];
    public ClaimedDelivery[] Any { get; set; } = [];
    public bool IsCompleted { get; set; }
    public bool IsFenced { get; set; }
    public TaskCompletionSource Answer { get; } = new();

    /// <summary>The row that is no longer held after this.</summary>
    public Lease? Ends => Completion?.Lease ?? Release;
}
