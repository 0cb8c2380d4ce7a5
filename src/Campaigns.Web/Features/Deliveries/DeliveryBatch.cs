using Campaigns.Core.Deliveries;

namespace Campaigns.Web.Features.Deliveries;

/// <summary>The right to send one row, while its worker's row of <c>delivery_worker</c> lives. A row that another worker claimed carries another token.</summary>
/// <param name="Token">Id of the worker's row.</param>
internal readonly record struct Lease(Guid Id, Guid Token);

/// <summary>What this process's row of <c>delivery_worker</c> is to say from this commit on.</summary>
/// <param name="IsNew">The row is made by this commit.</param>
/// <param name="InFlight">Begun and not written down, this batch included: the fence.</param>
internal sealed record WorkerLease(Guid Token, bool IsNew, string Name, DateTimeOffset Until, Guid[] InFlight);

/// <summary>A row that this process holds: what deciding about it needs, and nothing personal.</summary>
internal sealed record ClaimedDelivery
{
    public required Lease Lease { get; init; }
    public required DeliveryKind Kind { get; init; }
    public required int Priority { get; init; }
    public required Guid? CampaignId { get; init; }
    public required Guid? SignatureId { get; init; }
    /// <summary>The letter, for a delivery to a target.</summary>
    public required Guid? ActionId { get; init; }
    public required Guid? TargetId { get; init; }
    public required bool IsTest { get; init; }
    /// <summary>32 bytes.</summary>
    public required byte[] RecipientKey { get; init; }
    public required string MessageId { get; init; }
    public required int Attempts { get; init; }
    public required int Resends { get; init; }
    public required int PolicyRefusals { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? ExpiresAt { get; init; }

    public Guid Id => Lease.Id;
}

/// <summary>What a row becomes after it was tried, or after it turned out that it must not be tried.</summary>
internal sealed record Completion
{
    public required Lease Lease { get; init; }
    public required DeliveryState State { get; init; }
    public required DateTimeOffset At { get; init; }
    public string? Reason { get; init; }
    public required int Attempts { get; init; }
    public required int Resends { get; init; }
    public required int PolicyRefusals { get; init; }
    /// <summary>Only for Pending.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }
    /// <summary>Outcome written to <c>delivery_attempt</c>; null when nothing was tried.</summary>
    public string? Outcome { get; init; }
    public int? ReplyCode { get; init; }
    public string? EnhancedCode { get; init; }
    /// <summary>Masked.</summary>
    public string? ReplyText { get; init; }
    /// <summary>Set when this address must not be mailed again.</summary>
    public HardBounce? HardBounce { get; init; }
}

/// <summary>An address that a server called non-existent.</summary>
/// <param name="TargetId">Whose address it is, when it is a target's: no letter to it leaves until staff have mended it.</param>
internal sealed record HardBounce(byte[] RecipientKey, string Source, Guid? TargetId = null);

/// <summary>How many rows to claim: for the connections that take only what is urgent (below priority 30), and for the others.</summary>
internal readonly record struct ClaimOrder(int Urgent, int Any);

/// <summary>What the connections of one process asked for since the last commit.</summary>
internal sealed class DeliveryBatch
{
    /// <summary>Null when nothing of the batch needs the lease: what became of rows of a lease that was lost.</summary>
    public WorkerLease? Worker { get; set; }
    public List<Completion> Completions { get; } = [];
    /// <summary>Held but not begun: they go back as if nothing had happened.</summary>
    public List<Lease> Releases { get; } = [];
    /// <summary>Set after a commit that never answered: it may have claimed rows that nobody knows of, so all but these go back.</summary>
    public Guid[]? Known { get; set; }
    public ClaimOrder Claim { get; set; }

    public bool IsEmpty => Worker is null && Completions.Count + Releases.Count == 0;
}

internal sealed class DeliveryBatchResult
{
    /// <summary>Rows that were still ours to complete.</summary>
    public HashSet<Lease> Completed { get; } = [];
    /// <summary>The worker's lease had not run out: the fence is committed. When false, nothing was claimed either.</summary>
    public bool IsHeld { get; set; }
    public List<ClaimedDelivery> Urgent { get; } = [];
    public List<ClaimedDelivery> Any { get; } = [];
}
