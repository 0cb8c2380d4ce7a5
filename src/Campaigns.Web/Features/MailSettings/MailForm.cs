using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Campaigns.Core.Signing;
using Campaigns.Web.Outside.Mail;
using Campaigns.Web.Startup;

namespace Campaigns.Web.Features.MailSettings;

/// <summary>Who sends, and through which server. What the configuration holds is not asked for, and not read.</summary>
public sealed class MailForm
{
    public const int LongestName = 120;
    public const int LongestText = 254;
    public const int LongestPassword = 500;

    public string? SenderName { get; set; }
    public string? SenderAddress { get; set; }
    public string? ReturnPathDomain { get; set; }
    public string? Host { get; set; }
    /// <summary>Text, so that what was typed stands there again.</summary>
    public string? Port { get; set; }
    public string? Security { get; set; }
    public string? UserName { get; set; }
    /// <summary>Empty keeps the one that is known for this server and user.</summary>
    public string? ServerPassword { get; set; }
    public string? Connections { get; set; }
    /// <summary>Of the settings that the form was opened on.</summary>
    public Guid Revision { get; set; }

    public string Sender => SenderName?.Trim() is { Length: > 0 } name ? $"{name} <{SenderAddress?.Trim()}>" : SenderAddress?.Trim() ?? "";

    public SmtpSecurity? KnownSecurity => Enum.GetNames<SmtpSecurity>().Contains(Security) ? Enum.Parse<SmtpSecurity>(Security!) : null;

    public int? PortNumber => Number(Port, 65_535);

    public int? ConnectionNumber => Number(Connections, 64);

    public static MailForm Of(MailInUse now) => new()
    {
        SenderName = now.From?.DisplayName, SenderAddress = now.From?.Address, ReturnPathDomain = now.ReturnPathDomain, Host = now.Server.Host,
        Port = now.Server.Port.ToString(CultureInfo.InvariantCulture), Security = now.Server.Security.ToString(), UserName = now.Server.User,
        Connections = now.Server.Connections.ToString(CultureInfo.InvariantCulture), Revision = now.Revision,
    };

    /// <param name="keepsPassword">The password that is known belongs to this server and this user.</param>
    /// <returns>Sentences for the fields, in the order of the form.</returns>
    public IEnumerable<ValidationResult> Problems(ConfiguredMail configured, SmtpOptions inUse, bool keepsPassword)
    {
        if (!configured.Sender)
        {
            if (SenderName?.Trim() is { Length: > LongestName }) yield return new("Shorten the name to 120 characters", [nameof(SenderName)]);
            else if (SenderName?.Any(c => char.IsControl(c) || c is '<' or '>' or '"') is true) yield return new("Leave out line breaks, quotation marks and pointed brackets", [nameof(SenderName)]);
            if (!EmailAddress.IsWellFormed(SenderAddress)) yield return new("Enter an email address in the correct format, like name@example.com", [nameof(SenderAddress)]);
        }
        if (!configured.ReturnPath && ReturnPathDomain?.Trim() is { Length: > 0 } domain && !MailAddressSyntax.IsSendable("b@" + domain)) yield return new("Enter a domain such as send.example.org, or leave it empty", [nameof(ReturnPathDomain)]);
        if (!configured.Server)
        {
            if (!IsHost(Host?.Trim())) yield return new("Enter the name of your mail server, such as mail.example.org", [nameof(Host)]);
            if (PortNumber is null) yield return new("Enter a port from 1 to 65535", [nameof(Port)]);
            if (KnownSecurity is null) yield return new("Choose how the connection is protected", [nameof(Security)]);
            if (UserName?.Trim() is { Length: > 0 } user)
            {
                if (user.Length > LongestText || user.Any(char.IsControl)) yield return new("Enter a user of at most 254 characters, on one line", [nameof(UserName)]);
                if (ServerPassword is { Length: > LongestPassword }) yield return new("Enter a password of at most 500 characters", [nameof(ServerPassword)]);
                else if (string.IsNullOrEmpty(ServerPassword) && !keepsPassword) yield return new("Enter the password for this server and user", [nameof(ServerPassword)]);
                if (KnownSecurity is SmtpSecurity.None && !inUse.AllowPlainAuth) yield return new("Choose STARTTLS or TLS: without it the password would travel in the open", [nameof(Security)]);
            }
            else if (!string.IsNullOrEmpty(ServerPassword)) yield return new("Enter the user to whom this password belongs", [nameof(UserName)]);
        }
        if (!configured.Connections && ConnectionNumber is null) yield return new("Enter a number from 1 to 64", [nameof(Connections)]);
    }

    private static bool IsHost(string? host) => host is { Length: > 0 and <= 253 } && host.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':');

    private static int? Number(string? text, int most) => int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;
}

/// <summary>Where a test mail goes.</summary>
public sealed class TestForm
{
    public string? To { get; set; }
}
