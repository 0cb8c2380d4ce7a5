using System.ComponentModel.DataAnnotations;
using Campaigns.Web.Outside.Mail;

namespace Campaigns.Web.Startup;

/// <summary>Where outgoing mail goes.</summary>
public enum MailTransportKind
{
    /// <summary>Each message becomes an <c>.eml</c> file in <see cref="MailOptions.Folder"/>.</summary>
    Folder,
    /// <summary>Messages go to the server named by <see cref="SmtpOptions"/>.</summary>
    Smtp,
}

/// <summary>Settings under <c>Mail:</c>.</summary>
public sealed class MailOptions : IValidatableObject
{
    public const string Section = "Mail";

    /// <summary><c>Folder</c> (development) or <c>Smtp</c>.</summary>
    public MailTransportKind Transport { get; set; } = MailTransportKind.Smtp;

    /// <summary>Folder that receives <c>.eml</c> files, made when missing; relative to the program's content root.</summary>
    public string Folder { get; set; } = "data/mail";

    /// <summary>Sender of account mail, confirmations and notices: <c>Open Square &lt;hello@opensquare.example&gt;</c>; when empty staff say who in <c>/admin/settings/mail</c>.</summary>
    public string From { get; set; } = "";

    /// <summary>Domain of bounce addresses (<c>b+token@domain</c>); the domain of <see cref="From"/> when empty.</summary>
    public string? ReturnPathDomain { get; set; }

    /// <summary>Where people who unsubscribe by mail write to; stands beside the web address in list mail. Null for none.</summary>
    public string? UnsubscribeTo { get; set; }

    /// <summary>Signs every message when set; leave out when the relay signs.</summary>
    public DkimOptions? Dkim { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Enum.IsDefined(Transport))
            yield return new("Mail:Transport must be Folder or Smtp.", [nameof(Transport)]);
        if (Transport == MailTransportKind.Folder && string.IsNullOrWhiteSpace(Folder))
            yield return new("Mail:Folder is missing. Set it to the folder that receives the mail files, or set Mail:Transport to Smtp.", [nameof(Folder)]);
        if (!string.IsNullOrWhiteSpace(From) && MailAddressLine.TryParse(From) is null)
            yield return new("Mail:From cannot be read. Write it as: Open Square <hello@opensquare.example>.", [nameof(From)]);
        if (!string.IsNullOrEmpty(ReturnPathDomain) && !MailAddressSyntax.IsSendable("b@" + ReturnPathDomain))
            yield return new("Mail:ReturnPathDomain must be a domain such as send.opensquare.example.", [nameof(ReturnPathDomain)]);

        if (!string.IsNullOrEmpty(UnsubscribeTo) && !MailAddressSyntax.IsSendable(UnsubscribeTo))
            yield return new("Mail:UnsubscribeTo must be one e-mail address such as unsubscribe@opensquare.example, or be left out.", [nameof(UnsubscribeTo)]);

        if (Dkim is null)
            yield break;
        if (!MailAddressSyntax.IsSendable("b@" + Dkim.Domain))
            yield return new("Mail:Dkim:Domain must be the signing domain, for example opensquare.example; remove Mail:Dkim to send without signatures.", [nameof(Dkim)]);
        if (string.IsNullOrEmpty(Dkim.Selector) || !Dkim.Selector.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_'))
            yield return new("Mail:Dkim:Selector must be the name before ._domainkey in your DNS record, for example campaigns1.", [nameof(Dkim)]);
        if (string.IsNullOrEmpty(Dkim.KeyFile))
            yield return new("Mail:Dkim:KeyFile is missing. Set it to a PEM file with the RSA private key.", [nameof(Dkim)]);
        else if (DkimSigner.FaultOf(Dkim.KeyFile) is { } fault)
            yield return new($"Mail:Dkim:KeyFile {fault}", [nameof(Dkim)]);
    }
}

/// <summary>Settings under <c>Mail:Dkim:</c>.</summary>
public sealed class DkimOptions
{
    /// <summary>Signing domain (the <c>d=</c> tag); aligned with the From address.</summary>
    public string Domain { get; set; } = "";

    /// <summary>Name of the DNS record before <c>._domainkey</c> (the <c>s=</c> tag).</summary>
    public string Selector { get; set; } = "";

    /// <summary>Path of a PEM file with an RSA private key, 2,048 bits advised.</summary>
    public string KeyFile { get; set; } = "";
}
