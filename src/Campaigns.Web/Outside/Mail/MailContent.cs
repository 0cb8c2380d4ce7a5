namespace Campaigns.Web.Outside.Mail;

/// <summary>A mail before it is written as MIME: text and HTML of the same words, and the few headers this program uses.</summary>
public sealed record MailContent
{
    /// <summary>Message-ID with angle brackets, fixed when the delivery row was written.</summary>
    public required string MessageId { get; init; }
    public required DateTimeOffset Date { get; init; }
    public required MailAddressLine From { get; init; }
    public required MailAddressLine To { get; init; }
    public MailAddressLine? ReplyTo { get; init; }
    public required string Subject { get; init; }
    public required MailText Text { get; init; }
    /// <summary>The same words; null for a mail of text alone.</summary>
    public required MailText? Html { get; init; }
    /// <summary>Language of the words, for Content-Language: <c>en</c>, <c>fr</c>.</summary>
    public string? Language { get; init; }
    /// <summary>Adds <c>Auto-Submitted: auto-generated</c>.</summary>
    public bool AutoSubmitted { get; init; }
    /// <summary>Value of List-Id, with angle brackets; null for none.</summary>
    public string? ListId { get; init; }
    /// <summary>HTTPS address for one-click unsubscribing (RFC 8058); also adds List-Unsubscribe-Post.</summary>
    public string? UnsubscribeUrl { get; init; }
    /// <summary>mailto address that unsubscribes, placed beside the HTTPS one.</summary>
    public string? UnsubscribeMailto { get; init; }
}
