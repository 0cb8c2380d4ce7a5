using System.ComponentModel.DataAnnotations;
using Campaigns.Web.Outside.Mail;

namespace Campaigns.Web.Startup;

/// <summary>How the connection to the mail server is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>Clear text: only for a relay on the same machine or a private network.</summary>
    None,
    /// <summary>Clear text first, TLS before anything is said (port 587, or 25). Never falls back.</summary>
    StartTls,
    /// <summary>TLS from the first byte (port 465).</summary>
    Tls,
}

/// <summary>Settings under <c>Smtp:</c>; read when <c>Mail:Transport</c> is <c>Smtp</c>. Without a server here, staff name one in <c>/admin/settings/mail</c>; mail waits until they do.</summary>
public sealed class SmtpOptions : IValidatableObject
{
    public const string Section = "Smtp";

    /// <summary>Name or address of the mail server; the certificate is checked against it.</summary>
    public string Host { get; set; } = "";

    /// <summary>TCP port: 587 for StartTls, 465 for Tls, 25 for None.</summary>
    public int Port { get; set; } = 587;

    /// <summary>Protection of the connection.</summary>
    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    /// <summary>User for AUTH; empty to send without signing in.</summary>
    public string? User { get; set; }

    /// <summary>Password for AUTH.</summary>
    public string? Password { get; set; }

    /// <summary>Sessions open at once, 1 to 64.</summary>
    public int Connections { get; set; } = 4;

    /// <summary>Name given in EHLO; this machine's full name or address when empty.</summary>
    public string? HeloName { get; set; }

    /// <summary>Allows sending the password without TLS. Only for a server on a private network.</summary>
    public bool AllowPlainAuth { get; set; }

    /// <summary>PEM file of the only certificate authorities to trust, for a server with a private one; the system's when empty.</summary>
    public string? CaFile { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrWhiteSpace(Host) || !Host.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':'))
            yield return new("Smtp:Host must be the name of your mail server, for example mail.opensquare.example.", [nameof(Host)]);
        if (Port is < 1 or > 65535)
            yield return new("Smtp:Port must be from 1 to 65535: 587 for StartTls, 465 for Tls, 25 for None.", [nameof(Port)]);
        if (!Enum.IsDefined(Security))
            yield return new("Smtp:Security must be None, StartTls or Tls.", [nameof(Security)]);
        if (Connections is < 1 or > 64)
            yield return new("Smtp:Connections must be from 1 to 64.", [nameof(Connections)]);
        if (!string.IsNullOrEmpty(HeloName) && !HeloName.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '[' or ']'))
            yield return new("Smtp:HeloName must be this machine's full name, for example web1.opensquare.example.", [nameof(HeloName)]);
        if (!string.IsNullOrEmpty(CaFile) && !File.Exists(CaFile))
            yield return new("Smtp:CaFile does not exist. Set it to a PEM file of certificate authorities, or remove it.", [nameof(CaFile)]);

        if (string.IsNullOrEmpty(User))
        {
            if (!string.IsNullOrEmpty(Password))
                yield return new("Smtp:User is missing while Smtp:Password is set. Set both or neither.", [nameof(User)]);
            yield break;
        }
        if (string.IsNullOrEmpty(Password))
            yield return new("Smtp:Password is missing while Smtp:User is set. Set both or neither.", [nameof(Password)]);
        if (User.Contains('\0') || Password?.Contains('\0') == true)
            yield return new("Smtp:User and Smtp:Password cannot hold a NUL character.", [nameof(User)]);
        if (Security == SmtpSecurity.None && !AllowPlainAuth)
            yield return new("Smtp:Security is None, so the password would travel in clear text. Set it to StartTls or Tls, or set Smtp:AllowPlainAuth to true for a private network.", [nameof(Security)]);
    }
}
