namespace Campaigns.Core.Deliveries;

/// <summary>
/// One message to one recipient: outbox row, retry state and audit trail in one. It is written in the same commit as the act
/// that caused it, and moved on by hand-written set-wise statements alone (see the queue's SQL), so it has no transitions here.
/// </summary>
public sealed class Delivery
{
    private Delivery() { }

    public Delivery(Guid id, DeliveryKind kind, string idempotencyKey, string messageId, byte[] recipientKey, string recipientDomain, DateTimeOffset now)
    {
        Id = id;
        (Kind, Priority, IdempotencyKey, MessageId) = (kind, DeliveryPriority.Of(kind), idempotencyKey, messageId);
        (RecipientKey, RecipientDomain, CreatedAt, NextAttemptAt) = (recipientKey, recipientDomain, now, now);
    }

    public Guid Id { get; private set; }

    public DeliveryChannel Channel { get; private set; } = DeliveryChannel.Mail;
    public DeliveryKind Kind { get; private set; }
    /// <summary>Lower leaves first.</summary>
    public int Priority { get; private set; }
    /// <summary>Unique: the same act never makes a second row. <c>confirm:{signature}:{n}</c></summary>
    public string IdempotencyKey { get; private set; } = "";
    public Guid? CampaignId { get; init; }
    public Guid? SignatureId { get; init; }
    public Guid? StaffUserId { get; init; }
    public Guid? ActionId { get; init; }
    public Guid? MailingId { get; init; }
    public Guid? TargetId { get; init; }
    public Guid? SocialAccountId { get; init; }
    public bool IsTest { get; init; }

    /// <summary>32 bytes, as <c>Signature.EmailKey</c>. The address itself is read when sending.</summary>
    public byte[] RecipientKey { get; private set; } = [];
    public string RecipientDomain { get; private set; } = "";

    public DeliveryState State { get; init; } = DeliveryState.Pending;
    /// <summary>Why it is in this state, in a word or a sentence for staff.</summary>
    public string? Reason { get; init; }
    public int Attempts { get; private set; }
    /// <summary>Sent again after an ambiguous end; at most once by itself.</summary>
    public int Resends { get; private set; }
    /// <summary>Times that a policy refused it; the third is final.</summary>
    public int PolicyRefusals { get; private set; }
    /// <summary>Times that its worker died before the body began. Each one spreads it further from the rows that were held with it.</summary>
    public int LeaseLosses { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    /// <summary>Null while parked and in every end state. Kept while it is being sent: a claim changes no indexed column.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    /// <summary>Of a letter that ended: the delivery that tells its sender what became of it; its own id where there is nobody to tell.</summary>
    public Guid? ToldInId { get; private set; }
    /// <summary>The <see cref="DeliveryWorker"/> that holds it, or held it last when that one was lost.</summary>
    public Guid? LeaseToken { get; private set; }

    /// <summary>With angle brackets; fixed here and kept through every retry, so that receivers can drop a copy.</summary>
    public string MessageId { get; private set; } = "";
    public string? BounceToken { get; init; }
    public int? ReplyCode { get; private set; }
    public string? EnhancedCode { get; private set; }
    /// <summary>The server's words with addresses masked.</summary>
    public string? ReplyText { get; private set; }
    public string? ExternalId { get; private set; }
    public DateTimeOffset? SentAt { get; private set; }
    public DateTimeOffset? BouncedAt { get; private set; }
    public string? BounceCode { get; private set; }
}

public enum DeliveryChannel { Mail, Post, Webhook }

/// <summary>Pending → Sending → Sent | Uncertain | Failed | Suppressed | Cancelled.</summary>
public enum DeliveryState { Pending, Sending, Sent, Uncertain, Failed, Suppressed, Cancelled }

public enum DeliveryKind
{
    Account, Confirmation, AlreadySigned, Reminder, Confirmed, LetterToTarget, LetterOutcome, Update, TextChanged, ManageLink,
    /// <summary>Tells somebody that a device which remembers them signed with one press.</summary>
    OnePress,
}

/// <summary>The lanes of the queue: 0 account, 10 confirmation, 20 notices, 30 target mail, 50 updates, 60 reminders.</summary>
public static class DeliveryPriority
{
    /// <summary>Every priority in use, first to leave first.</summary>
    public static readonly IReadOnlyList<int> All = [0, 10, 20, 30, 50, 60];

    public static int Of(DeliveryKind kind) => kind switch
    {
        DeliveryKind.Account or DeliveryKind.ManageLink => 0,
        DeliveryKind.Confirmation => 10,
        DeliveryKind.AlreadySigned or DeliveryKind.Confirmed or DeliveryKind.LetterOutcome or DeliveryKind.OnePress => 20,
        DeliveryKind.LetterToTarget => 30,
        DeliveryKind.Update or DeliveryKind.TextChanged => 50,
        DeliveryKind.Reminder => 60,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind of delivery has no priority yet."),
    };
}
