using Campaigns.Web.Startup;

namespace Campaigns.Web.Features.Signing;

/// <summary>Where people of the large mail providers read their mail.</summary>
internal static class Webmail
{
    private static readonly Dictionary<string, string> Inboxes = new()
    {
        ["gmail.com"] = "https://mail.google.com/", ["googlemail.com"] = "https://mail.google.com/",
        ["outlook.com"] = "https://outlook.live.com/mail/", ["hotmail.com"] = "https://outlook.live.com/mail/", ["live.com"] = "https://outlook.live.com/mail/", ["msn.com"] = "https://outlook.live.com/mail/",
        ["yahoo.com"] = "https://mail.yahoo.com/", ["yahoo.fr"] = "https://mail.yahoo.com/", ["yahoo.co.uk"] = "https://mail.yahoo.com/",
        ["icloud.com"] = "https://www.icloud.com/mail/", ["me.com"] = "https://www.icloud.com/mail/",
        ["proton.me"] = "https://mail.proton.me/", ["protonmail.com"] = "https://mail.proton.me/",
        ["gmx.de"] = "https://www.gmx.net/", ["gmx.net"] = "https://www.gmx.net/", ["web.de"] = "https://web.de/email/",
        ["orange.fr"] = "https://messagerie.orange.fr/", ["free.fr"] = "https://webmail.free.fr/", ["laposte.net"] = "https://www.laposte.net/accueil",
    };

    /// <returns>Null for providers whose inbox we do not know.</returns>
    public static string? Of(string email) => Inboxes.GetValueOrDefault(SendingDomain.Of(email));
}
