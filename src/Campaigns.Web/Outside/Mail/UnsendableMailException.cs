namespace Campaigns.Web.Outside.Mail;

/// <summary>
/// The mail cannot be built as asked: a control character, an address that cannot stand in a header, broken text.
/// The message names the header or part, never its content. The queue turns this into <see cref="MailOutcomeKind.Unsendable"/>.
/// </summary>
public sealed class UnsendableMailException(string message) : Exception(message);
