using Campaigns.Web.Outside.Mail;

namespace Campaigns.Web.Startup;

/// <summary>The mail settings that hold now, wherever they come from.</summary>
public sealed record MailInUse
{
    public required MailTransportKind Transport { get; init; }
    /// <summary>Null while nobody has said who sends.</summary>
    public required MailAddressLine? From { get; init; }
    /// <summary>Domain of bounce addresses; null for the sender's own address.</summary>
    public required string? ReturnPathDomain { get; init; }
    /// <summary>Its host is empty while there is no mail server.</summary>
    public required SmtpOptions Server { get; init; }
    /// <summary>Another one for every save; empty where staff saved nothing.</summary>
    public required Guid Revision { get; init; }
    /// <summary>A password is kept, but the keys that sealed it are gone.</summary>
    public bool LostPassword { get; init; }

    /// <summary>Mail may leave. Until then it waits in the queue.</summary>
    public bool IsReady => From is not null && !LostPassword && (Transport is MailTransportKind.Folder || Server.Host.Length > 0);

    public string FromAddress => From?.Address ?? "";
}

/// <summary>Which mail settings the configuration holds: those win, and pages show them read-only.</summary>
public sealed record ConfiguredMail(bool Sender, bool ReturnPath, bool Server, bool Connections)
{
    public static ConfiguredMail Of(IConfiguration configuration) => new(
        Has(configuration, "Mail:From"), Has(configuration, "Mail:ReturnPathDomain"), NamesServer(configuration), Has(configuration, "Smtp:Connections"));

    /// <summary>A server is one thing: host, port, protection, user and password come from one place, so that no password ever goes to another host.</summary>
    internal static bool NamesServer(IConfiguration configuration) =>
        Array.Exists<string>(["Host", "Port", "Security", "User", "Password"], key => Has(configuration, "Smtp:" + key));

    private static bool Has(IConfiguration configuration, string key) => !string.IsNullOrWhiteSpace(configuration[key]);
}
