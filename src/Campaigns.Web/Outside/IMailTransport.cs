namespace Campaigns.Web.Outside;

/// <summary>
/// Hands one finished message to one recipient's mail system. Every answer is an outcome, never an exception,
/// except cancellation before anything was sent. Safe to call from as many callers at once as there are connections.
/// </summary>
public interface IMailTransport
{
    /// <param name="mail">Envelope and the bytes of the message, CRLF line ends, not dot-stuffed.</param>
    /// <param name="fence">Awaited once, after the server agreed to take the body and before its first byte leaves.
    /// When it answers false the body must not leave: the connection is dropped and the outcome is <see cref="MailOutcomeKind.FenceLost"/>.</param>
    /// <param name="ct">Stops waiting for a connection. A message whose body has begun is finished.</param>
    Task<MailOutcome> SendAsync(OutgoingMail mail, BodyFence fence, CancellationToken ct);
}

/// <summary>True when the body may leave now; false when the right to send was lost meanwhile.</summary>
public delegate ValueTask<bool> BodyFence(CancellationToken ct);

/// <summary>One message to one recipient, ready to send.</summary>
/// <param name="DeliveryId">The delivery that this is; names the file in the folder transport and the envelope id.</param>
/// <param name="ReturnPath">Envelope sender (MAIL FROM), without angle brackets; empty means the null sender.</param>
/// <param name="Recipient">Envelope recipient (RCPT TO), without angle brackets.</param>
/// <param name="Message">The whole message, headers and body, CRLF line ends.</param>
public sealed record OutgoingMail(Guid DeliveryId, string ReturnPath, string Recipient, ReadOnlyMemory<byte> Message);

/// <summary>What happened to a message. The rules from reply to kind are in <c>SmtpReplyRules</c>.</summary>
public enum MailOutcomeKind
{
    /// <summary>250 after the final dot.</summary>
    Accepted,
    /// <summary>No session, or it broke before the body: DNS, refused, dropped, timed out, 421 at any stage.</summary>
    NotConnected,
    /// <summary>4xx: try this message again later.</summary>
    Deferred,
    /// <summary>The address does not exist or may not receive mail.</summary>
    BadRecipient,
    /// <summary>552 or 5.2.2 for this recipient.</summary>
    MailboxFull,
    /// <summary>5.7.x: refused by policy; says nothing about the address.</summary>
    PolicyRefused,
    /// <summary>Our settings are wrong: authentication, sender, TLS, certificate.</summary>
    OurFault,
    /// <summary>This message was refused for good by any other 5xx.</summary>
    MessageRefused,
    /// <summary>The body had begun and no reply came: it may or may not have been delivered.</summary>
    Ambiguous,
    /// <summary>The message cannot be sent as it is built (for example an address that needs what the server lacks is BadRecipient; a broken message is this).</summary>
    Unsendable,
    /// <summary>The fence answered false: nothing was sent.</summary>
    FenceLost,
}

/// <summary>The outcome with the server's own words, where it said any.</summary>
/// <param name="Kind">What to do next follows from this alone.</param>
/// <param name="ReplyCode">Three digits of the deciding reply.</param>
/// <param name="EnhancedCode">RFC 3463 code such as <c>5.1.1</c>, when present.</param>
/// <param name="ReplyText">The reply as received, joined over lines, at most 500 characters; for faults of ours, a sentence for staff.</param>
public sealed record MailOutcome(MailOutcomeKind Kind, int? ReplyCode = null, string? EnhancedCode = null, string? ReplyText = null);
