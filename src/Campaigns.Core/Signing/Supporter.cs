namespace Campaigns.Core.Signing;

/// <summary>
/// A person, known by the normal form of their e-mail address. The row also carries what is capped per address,
/// so that one row lock decides it however many requests arrive at once.
/// </summary>
public sealed class Supporter
{
    private Supporter() { }

    public Supporter(byte[] emailKey, DateTimeOffset now) => (EmailKey, FirstSeenAt, MailsSince, ActionsSince) = (emailKey, now, now, now);

    public byte[] EmailKey { get; private set; } = [];
    public DateTimeOffset FirstSeenAt { get; private set; }
    /// <summary>Automatic mails (confirmation, notice, reminder) since <see cref="MailsSince"/>; at most five per 24 hours over all campaigns.</summary>
    public int Mails { get; private set; }
    public DateTimeOffset MailsSince { get; private set; }
    /// <summary>Actions since <see cref="ActionsSince"/>, signings among them.</summary>
    public int Actions { get; private set; }
    public DateTimeOffset ActionsSince { get; private set; }
}
