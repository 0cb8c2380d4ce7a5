namespace Campaigns.Web.Outside.Mail;

/// <summary>What the server was answering.</summary>
internal enum SmtpStage
{
    /// <summary>Greeting, EHLO or STARTTLS.</summary>
    Hello,
    Auth,
    Mail,
    Recipient,
    Data,
    /// <summary>The final dot.</summary>
    Body,
}
