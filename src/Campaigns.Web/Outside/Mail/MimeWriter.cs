using System.Globalization;

namespace Campaigns.Web.Outside.Mail;

/// <summary>
/// Writes our own kinds of mail as the bytes that travel: text alone or with an HTML alternative, quoted-printable, CRLF, 7-bit
/// (an address with a local part beyond ASCII excepted), signed when a signer is given. Safe for concurrent use.
/// </summary>
public sealed class MimeWriter(DkimSigner? signer = null)
{
    /// <exception cref="UnsendableMailException">A header or part holds what a mail may not hold.</exception>
    public byte[] Write(MailContent mail)
    {
        using var to = new MailBuffer(2048 + mail.Text.Room + (mail.Html?.Room ?? 0));
        WriteHeaders(to, mail);
        to.Write("MIME-Version: 1.0\r\n"u8);
        if (mail.Html is { } html) WriteBoth(to, BoundaryOf(mail.MessageId), mail.Text, html);
        else WriteText(to, "plain"u8, mail.Text);
        return signer is null ? to.Written.ToArray() : signer.Sign(to.Written);
    }

    private static void WriteHeaders(MailBuffer to, MailContent mail)
    {
        if (mail.MessageId is not ['<', .., '>'] || !mail.MessageId.Contains('@'))
            throw new UnsendableMailException("Message-ID must look like <id@domain>.");

        to.Write("Date: "u8);
        to.Write(mail.Date.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        to.Write("\r\n"u8);
        HeaderText.WriteMailbox(to, "From", mail.From);
        HeaderText.WriteMailbox(to, "To", mail.To);
        if (mail.ReplyTo is not null)
            HeaderText.WriteMailbox(to, "Reply-To", mail.ReplyTo);
        HeaderText.WriteText(to, "Subject", mail.Subject);
        HeaderText.WriteToken(to, "Message-ID", mail.MessageId);
        if (mail.Language is not null)
            HeaderText.WriteToken(to, "Content-Language", mail.Language);
        if (mail.AutoSubmitted)
            to.Write("Auto-Submitted: auto-generated\r\n"u8);
        if (mail.ListId is not null)
            HeaderText.WriteToken(to, "List-Id", mail.ListId);
        WriteUnsubscribe(to, mail);
    }

    private static void WriteUnsubscribe(MailBuffer to, MailContent mail)
    {
        var url = mail.UnsubscribeUrl;
        if (url is not null && (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("https" or "http") || url.AsSpan().ContainsAny("<>, ")))
            throw new UnsendableMailException("List-Unsubscribe must hold an absolute web address.");
        var mailto = mail.UnsubscribeMailto is { } m && !m.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? "mailto:" + m : mail.UnsubscribeMailto;
        if (mailto?.AsSpan().ContainsAny("<>, ") == true)
            throw new UnsendableMailException("List-Unsubscribe must hold one mail address.");

        var value = (url, mailto) switch
        {
            (null, null) => null,
            (not null, null) => $"<{url}>",
            (null, not null) => $"<{mailto}>",
            _ => $"<{url}>,",
        };
        if (value is null)
            return;
        HeaderText.WriteToken(to, "List-Unsubscribe", value);
        if (url is not null && mailto is not null)
            HeaderText.WriteContinuation(to, "List-Unsubscribe", $"<{mailto}>");
        if (url is not null)
            to.Write("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"u8);
    }

    private static void WriteBoth(MailBuffer to, string boundary, MailText text, MailText html)
    {
        to.Write("Content-Type: multipart/alternative;\r\n boundary=\""u8);
        to.Write(boundary);
        to.Write("\"\r\n\r\n--"u8);
        to.Write(boundary);
        to.Write("\r\n"u8);
        WriteText(to, "plain"u8, text);
        to.Write("--"u8);
        to.Write(boundary);
        to.Write("\r\n"u8);
        WriteText(to, "html"u8, html);
        to.Write("--"u8);
        to.Write(boundary);
        to.Write("--\r\n"u8);
    }

    private static void WriteText(MailBuffer to, ReadOnlySpan<byte> subtype, MailText text)
    {
        to.Write("Content-Type: text/"u8);
        to.Write(subtype);
        to.Write("; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"u8);
        text.WriteTo(to);
        if (text.EndsLine)
            to.Write("\r\n"u8); // the line end before a boundary belongs to the boundary, not to the text
    }

    /// <summary>
    /// <c>=_</c> cannot occur in quoted-printable, so no part can hold it; the id keeps a mail apart from others when
    /// it is forwarded inside one, and a retry has the same bytes.
    /// </summary>
    private static string BoundaryOf(string messageId) =>
        string.Concat("=_", new string([.. messageId.Where(char.IsAsciiLetterOrDigit).Take(40)]));
}
