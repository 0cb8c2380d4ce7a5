using Campaigns.Core.Acting;

namespace Campaigns.Web.Features.Shared;

/// <summary>Where a mail is written: the person's own program, or one of the two large webmail services.</summary>
public enum MailProgram { Own, Gmail, Outlook }

/// <summary>
/// Addresses of the composers of other networks, with the message filled in as each of them documents. The hosts stand here and nowhere else
/// (a Mastodon server is the one exception: see <see cref="MastodonServer"/>), so a redirect can lead to no other place.
/// </summary>
public static class Networks
{
    /// <summary>Networks that open a composer, in the order in which pages offer them.</summary>
    public static readonly IReadOnlyList<Channel> Composers =
        [Channel.WhatsApp, Channel.Email, Channel.Telegram, Channel.Facebook, Channel.X, Channel.Bluesky, Channel.Mastodon, Channel.Threads, Channel.LinkedIn];

    /// <summary>Facebook and LinkedIn take a link alone: the person pastes the words.</summary>
    public static bool TakesText(Channel channel) => channel is not (Channel.Facebook or Channel.LinkedIn);

    /// <param name="text">Line breaks of any kind. A link that it does not hold already is put behind it.</param>
    /// <param name="link">Full address; empty for none.</param>
    /// <param name="subject">Of a mail; ignored elsewhere.</param>
    /// <param name="server">For Mastodon: in normal form, see <see cref="MastodonServer.Normalise"/>.</param>
    /// <exception cref="ArgumentException">The channel opens no composer, or a Mastodon server is missing or not in normal form.</exception>
    public static string ComposerUrl(Channel channel, string text, string link, string? subject = null, string? server = null)
    {
        var whole = With(text, link);
        return channel switch
        {
            Channel.X => $"https://x.com/intent/tweet?text={Encode(whole)}",
            Channel.Bluesky => $"https://bsky.app/intent/compose?text={Encode(whole)}",
            Channel.Mastodon => $"https://{Checked(server)}/share?text={Encode(whole)}",
            Channel.Threads => $"https://www.threads.com/intent/post?text={Encode(whole)}",
            Channel.WhatsApp => $"https://wa.me/?text={Encode(whole)}",
            Channel.Telegram => $"https://t.me/share/url?url={Encode(link)}&text={Encode(Without(text, link))}",
            Channel.Facebook => $"https://www.facebook.com/sharer/sharer.php?u={Encode(link)}",
            Channel.LinkedIn => $"https://www.linkedin.com/sharing/share-offsite/?url={Encode(link)}",
            Channel.Email => MailUrl(MailProgram.Own, null, subject, whole),
            _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "It opens no composer."),
        };
    }

    /// <param name="to">One address; null lets the person choose.</param>
    /// <param name="bcc">One address that gets a blind copy; null for none.</param>
    public static string MailUrl(MailProgram program, string? to, string? subject, string body, string? bcc = null)
    {
        // mailto wants CRLF and knows no plus sign for a space (RFC 6068, 2 and 5); the webmail services take the same.
        var rest = $"body={Encode(body, "\r\n")}{(bcc is null ? "" : $"&bcc={Encode(bcc)}")}";
        return program switch
        {
            MailProgram.Own => $"mailto:{(to is null ? "" : Encode(to).Replace("%40", "@", StringComparison.Ordinal))}?{(subject is null ? "" : $"subject={Encode(subject)}&")}{rest}",
            MailProgram.Gmail => $"https://mail.google.com/mail/?view=cm&fs=1{(to is null ? "" : $"&to={Encode(to)}")}{(subject is null ? "" : $"&su={Encode(subject)}")}&{rest}",
            MailProgram.Outlook => $"https://outlook.live.com/mail/0/deeplink/compose?{(to is null ? "" : $"to={Encode(to)}&")}{(subject is null ? "" : $"subject={Encode(subject)}&")}{rest}",
            _ => throw new ArgumentOutOfRangeException(nameof(program), program, null),
        };
    }

    private static string With(string text, string link) =>
        link.Length == 0 || text.Contains(link, StringComparison.Ordinal) ? text : text.Length == 0 ? link : $"{text.TrimEnd()} {link}";

    /// <summary>Telegram shows the link on a line of its own: at the end of the text it would stand there twice.</summary>
    private static string Without(string text, string link)
    {
        var trimmed = text.TrimEnd();
        return link.Length > 0 && trimmed.EndsWith(link, StringComparison.Ordinal) ? trimmed[..^link.Length].TrimEnd() : text;
    }

    private static string Checked(string? server) =>
        server is not null && MastodonServer.Normalise(server) == server ? server : throw new ArgumentException("A Mastodon server in normal form is needed.", nameof(server));

    // All but letters, digits and - . _ ~ is percent-encoded as UTF-8; half a surrogate pair becomes U+FFFD.
    private static string Encode(string text, string lineBreak = "\n") => Uri.EscapeDataString(text.ReplaceLineEndings(lineBreak));
}
