namespace Campaigns.Web.Outside.Mail;

/// <summary>The conversation cannot go on. Never leaves this folder: the session turns it into an outcome.</summary>
/// <param name="message">What the server did, as the rest of a sentence that begins with its name.</param>
internal sealed class SmtpBrokenException(string message) : Exception(message);
