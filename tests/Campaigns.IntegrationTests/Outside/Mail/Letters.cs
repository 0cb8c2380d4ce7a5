using Campaigns.Web.Outside.Mail;

namespace Campaigns.IntegrationTests.Outside.Mail;

/// <summary>Mails that use every header and every awkward character.</summary>
internal static class Letters
{
    private static readonly string Text = "Dear Ana,\n\n.a line that begins with a dot\n..\nFrom here on: 100 % = all\n\ttab and trailing blank \n" + new string('x', 300) + "\nŽluťoučký kůň — 猫 🙂\n";
    private static readonly string Html = "<p>Dear Ana,</p>\n<p style=\"x\">" + string.Concat(Enumerable.Repeat("Žluťoučký kůň — 猫 🙂 ", 60)) + "</p>\n.\n";

    public static MailContent Full { get; } = new()
    {
        MessageId = "<0197f3a2b1c27c43a1b2c3d4e5f60718@send.opensquare.example>",
        Date = new(2026, 5, 4, 14, 7, 9, TimeSpan.FromHours(2)),
        From = new("hello@opensquare.example", "Open Square — Žižkov"),
        To = new("ana@example.org", "Silva, Ana \"Zoë\""),
        ReplyTo = new("press@opensquare.example", "Příliš žluťoučký kůň of the Association for Rights in Public Space"),
        Subject = "Potvrďte svůj podpis 🙂: Northwind must stop selling face recognition to police while the law is silent",
        Text = Text,
        Html = Html,
        Language = "cs",
        AutoSubmitted = true,
        ListId = "<northwind.opensquare.example>",
        UnsubscribeUrl = "https://act.opensquare.example/u/0123456789abcdef0123456789abcdef0123456789abcdef",
        UnsubscribeMailto = "u+0123456789abcdef@send.opensquare.example",
    };

    public static void ShouldBeFull(this Support.PythonMail mail)
    {
        mail.Defects.ShouldBeEmpty();
        mail.ContentType.ShouldBe("multipart/alternative");
        mail.Headers["Subject"].ShouldBe(Full.Subject);
        mail.Headers["From"].ShouldBe("Open Square — Žižkov <hello@opensquare.example>");
        mail.Headers["To"].ShouldBe("\"Silva, Ana \\\"Zoë\\\"\" <ana@example.org>");
        // Python before 3.13 keeps the blank between two encoded words of a name.
        mail.Headers["Reply-To"].Replace("  ", " ").ShouldBe("Příliš žluťoučký kůň of the Association for Rights in Public Space <press@opensquare.example>");
        mail.Headers["Message-ID"].ShouldBe(Full.MessageId);
        mail.Headers["Date"].ShouldBe("Mon, 04 May 2026 12:07:09 +0000");
        mail.Headers["Content-Language"].ShouldBe("cs");
        mail.Headers["Auto-Submitted"].ShouldBe("auto-generated");
        mail.Headers["List-Id"].ShouldBe(Full.ListId);
        mail.Headers["List-Unsubscribe"].ShouldBe($"<{Full.UnsubscribeUrl}>, <mailto:{Full.UnsubscribeMailto}>");
        mail.Headers["List-Unsubscribe-Post"].ShouldBe("List-Unsubscribe=One-Click");
        mail.Text.ShouldBe(Text);
        mail.Html.ShouldBe(Html);
    }
}
