using System.Text;

namespace Campaigns.Web.Outside.Mail;

/// <summary>A message as the session needs it: checked addresses in wire form and what the server must be able to do.</summary>
internal readonly record struct SmtpEnvelope(Guid DeliveryId, string ReturnPath, string Recipient, int Size, bool EightBit, bool NeedsUtf8)
{
    /// <summary>Null with words when an address could not stand in a command.</summary>
    public static SmtpEnvelope? TryRead(OutgoingMail mail, out MailOutcome? fault)
    {
        fault = null;
        var recipient = MailAddressSyntax.ToWire(mail.Recipient);
        var sender = mail.ReturnPath.Length == 0 ? "" : MailAddressSyntax.ToWire(mail.ReturnPath);
        if (recipient is null || sender is null)
        {
            fault = new(MailOutcomeKind.Unsendable, ReplyText: recipient is null ? "The recipient's address cannot be sent to." : "The return path is not an address.");
            return null;
        }

        var message = mail.Message.Span;
        var eightBit = !Ascii.IsValid(message);
        var needsUtf8 = !Ascii.IsValid(recipient) || !Ascii.IsValid(sender);
        if (eightBit && !needsUtf8)
        {
            var split = message.IndexOf("\r\n\r\n"u8);
            needsUtf8 = !Ascii.IsValid(split < 0 ? message : message[..split]);
        }
        return new(mail.DeliveryId, sender, recipient, message.Length, eightBit, needsUtf8);
    }

    /// <summary>Why this server cannot take the message, known before asking it; null when it can.</summary>
    public MailOutcome? RefusedBy(SmtpCapabilities server)
    {
        if (server.MaxSize > 0 && Size > server.MaxSize)
            return new(MailOutcomeKind.MessageRefused, ReplyText: $"The message has {Size} bytes; the server takes {server.MaxSize}.");
        if (NeedsUtf8 && !server.SmtpUtf8)
            return Ascii.IsValid(Recipient)
                ? new(MailOutcomeKind.Unsendable, ReplyText: "An address in the message has letters beyond ASCII and the server does not offer SMTPUTF8.")
                : new(MailOutcomeKind.BadRecipient, ReplyText: "The address has letters beyond ASCII before the @ and the server does not offer SMTPUTF8.");
        if (EightBit && !server.EightBitMime)
            return new(MailOutcomeKind.Unsendable, ReplyText: "The message has 8-bit text and the server does not offer 8BITMIME.");
        return null;
    }

    /// <summary>Writes MAIL FROM with the parameters that the server offered.</summary>
    public int WriteMail(Span<byte> to, SmtpCapabilities server)
    {
        var used = Put(to, 0, "MAIL FROM:<", ReturnPath, ">");
        if (server.Size)
        {
            used = Put(to, used, " SIZE=");
            Size.TryFormat(to[used..], out var digits);
            used += digits;
        }
        if (EightBit)
            used = Put(to, used, " BODY=8BITMIME");
        if (NeedsUtf8)
            used = Put(to, used, " SMTPUTF8");
        if (server.Dsn)
        {
            used = Put(to, used, " RET=HDRS ENVID=");
            DeliveryId.TryFormat(to[used..], out var id, "N");
            used += id;
        }
        return Put(to, used, "\r\n");
    }

    /// <summary>Writes RCPT TO; delays are not reported, since nothing would be done about them.</summary>
    public int WriteRecipient(Span<byte> to, SmtpCapabilities server) =>
        Put(to, 0, "RCPT TO:<", Recipient, server.Dsn ? "> NOTIFY=FAILURE\r\n" : ">\r\n");

    private static int Put(Span<byte> to, int at, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
            at += Encoding.UTF8.GetBytes(part, to[at..]);
        return at;
    }
}
