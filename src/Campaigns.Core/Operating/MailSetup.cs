namespace Campaigns.Core.Operating;

/// <summary>The mail settings that staff saved: one row at most. What the configuration says wins over it.</summary>
public sealed class MailSetup
{
    public const int TheOne = 1;

    private MailSetup() { }

    public MailSetup(DateTimeOffset now) => (Id, ChangedAt) = (TheOne, now);

    public int Id { get; private set; }
    /// <summary>Another one with every save: two people who save at once are told, and nodes see that there is something new.</summary>
    public Guid Revision { get; private set; } = Guid.NewGuid();
    /// <summary>Sender: <c>Open Square &lt;hello@opensquare.example&gt;</c>.</summary>
    public string? Sender { get; private set; }
    public string? ReturnPathDomain { get; private set; }
    /// <summary>Name of the mail server; null while there is none.</summary>
    public string? Host { get; private set; }
    public int Port { get; private set; }
    /// <summary>How the connection is protected: None, StartTls or Tls.</summary>
    public string Security { get; private set; } = "";
    public string? User { get; private set; }
    /// <summary>Sealed by Data Protection; never shown again.</summary>
    public string? SealedPassword { get; private set; }
    public int Connections { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }

    public void ChangeSender(string? sender, string? returnPathDomain) => (Sender, ReturnPathDomain) = (sender, returnPathDomain);

    public void ChangeServer(string host, int port, string security, string? user, string? sealedPassword) =>
        (Host, Port, Security, User, SealedPassword) = (host, port, security, user, sealedPassword);

    public void ChangeConnections(int connections) => Connections = connections;

    public void Saved(DateTimeOffset now) => (Revision, ChangedAt) = (Guid.NewGuid(), now);
}
