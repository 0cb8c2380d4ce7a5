namespace Campaigns.Web.Outside.Mail;

/// <summary>How long to wait for what (RFC 5321 4.5.3.2), and when a session ends.</summary>
public sealed record SmtpLimits
{
    public static SmtpLimits Default { get; } = new();

    /// <summary>Name look-up and TCP.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Each reply before the body, and the TLS handshake.</summary>
    public TimeSpan Reply { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The answer to the final dot: giving up early makes duplicates.</summary>
    public TimeSpan FinalReply { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>An unused session is ended after this time.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A session is ended after this many messages.</summary>
    public int MessagesPerConnection { get; init; } = 1000;
}
