using System.Text;
using System.Text.RegularExpressions;
using Campaigns.Web.Outside.Mail;
using FsCheck;
using FsCheck.Fluent;

namespace Campaigns.UnitTests.Outside.Mail;

public sealed class MimeWriterTests
{
    internal static readonly MailContent Letter = new()
    {
        MessageId = "<0197f3a2b1c27c43a1b2c3d4e5f60718@send.opensquare.example>",
        Date = new(2026, 5, 4, 14, 7, 9, TimeSpan.FromHours(2)),
        From = new("hello@opensquare.example", "Open Square"),
        To = new("ana@example.org", "Ana Silva"),
        Subject = "Confirm your signature",
        Text = "Hello Ana\n\nPress the button.\n",
        Html = "<p>Hello Ana</p>\n<p>Press the button.</p>\n",
    };

    [Fact]
    public void A_letter_has_the_headers_that_every_mail_needs()
    {
        var source = Write(Letter);
        source.ShouldStartWith("Date: Mon, 04 May 2026 12:07:09 +0000\r\nFrom: \"Open Square\" <hello@opensquare.example>\r\nTo: \"Ana Silva\" <ana@example.org>\r\nSubject: Confirm your signature\r\nMessage-ID: <0197f3a2b1c27c43a1b2c3d4e5f60718@send.opensquare.example>\r\nMIME-Version: 1.0\r\n");
        source.ShouldNotContain("List-");
        source.ShouldNotContain("Auto-Submitted");
        source.ShouldContain("\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nHello Ana\r\n\r\nPress the button.\r\n\r\n--=_");
    }

    [Fact]
    public void The_same_mail_is_the_same_bytes_twice() => Write(Letter).ShouldBe(Write(Letter));

    [Fact]
    public void A_mailing_can_be_left_with_one_click()
    {
        var source = Write(Letter with { ListId = "<northwind.opensquare.example>", UnsubscribeUrl = "https://act.example.org/u/abc", UnsubscribeMailto = "u+abc@send.example.org", Language = "fr", AutoSubmitted = true });
        source.ShouldContain("\r\nList-Unsubscribe: <https://act.example.org/u/abc>,\r\n <mailto:u+abc@send.example.org>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
        source.ShouldContain("\r\nList-Id: <northwind.opensquare.example>\r\n");
        source.ShouldContain("\r\nContent-Language: fr\r\n");
        source.ShouldContain("\r\nAuto-Submitted: auto-generated\r\n");
    }

    [Fact]
    public void A_name_beyond_ASCII_is_encoded_and_lines_stay_short()
    {
        var source = Write(Letter with { Subject = string.Concat(Enumerable.Repeat("Žluťoučký kůň 🙂 ", 12)).Trim(), To = new("ana@example.org", "Zoë Ångström-Çelik of the Association for Quiet Streets") });
        foreach (var line in Headers(source).Split("\r\n"))
            line.Length.ShouldBeLessThanOrEqualTo(78);
        Ascii.IsValid(source).ShouldBeTrue();
        Header(source, "Subject").ShouldBe(string.Concat(Enumerable.Repeat("Žluťoučký kůň 🙂 ", 12)).Trim());
        Header(source, "To").ShouldBe("Zoë Ångström-Çelik of the Association for Quiet Streets <ana@example.org>");
    }

    [Theory]
    [InlineData("Square, Open", "\"Square, Open\"")]
    [InlineData("The \"Open\" Square", "\"The \\\"Open\\\" Square\"")]
    [InlineData("a@b <c>", "\"a@b <c>\"")]
    public void A_name_with_signs_is_quoted(string name, string quoted) =>
        Write(Letter with { From = new("hello@opensquare.example", name) }).ShouldContain($"\r\nFrom: {quoted} <hello@opensquare.example>\r\n");

    [Fact]
    public void Words_that_look_encoded_are_not_taken_for_it()
    {
        const string Subject = "=?utf-8?B?SGVsbG8=?= is not a greeting";
        var source = Write(Letter with { Subject = Subject });
        Header(source, "Subject").ShouldBe(Subject);
        source.ShouldNotContain(Subject);
    }

    [Theory]
    [InlineData("a\r\nBcc: x@example.org")]
    [InlineData("a\nb")]
    [InlineData("a\rb")]
    [InlineData("a\0b")]
    [InlineData("a\tb")]
    [InlineData("a\u0085b")]
    [InlineData("a\u2028b")]
    [InlineData("a\u202eb")]
    [InlineData("\r\nBcc: x@example.org")]
    public void A_control_character_in_a_header_is_refused(string words)
    {
        Should.Throw<UnsendableMailException>(() => Write(Letter with { Subject = words }));
        Should.Throw<UnsendableMailException>(() => Write(Letter with { From = new("hello@opensquare.example", words) }));
        Should.Throw<UnsendableMailException>(() => Write(Letter with { To = new("ana@example.org", words) }));
        Should.Throw<UnsendableMailException>(() => Write(Letter with { ReplyTo = new(words + "@example.org") }));
        Should.Throw<UnsendableMailException>(() => Write(Letter with { MessageId = $"<{words}@example.org>" }));
        Should.Throw<UnsendableMailException>(() => Write(Letter with { ListId = words }));
        Should.Throw<UnsendableMailException>(() => Write(Letter with { Language = words }));
        Should.Throw<UnsendableMailException>(() => Write(Letter with { UnsubscribeUrl = "https://example.org/" + words }));
        Should.Throw<UnsendableMailException>(() => Write(Letter with { UnsubscribeMailto = words }));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("/u/abc")]
    [InlineData("https://example.org/>,<mailto:x@example.org")]
    public void Only_a_web_address_unsubscribes(string url) =>
        Should.Throw<UnsendableMailException>(() => Write(Letter with { UnsubscribeUrl = url }));

    [Fact]
    public void Half_a_character_is_refused()
    {
        const string Half = "half \ud83d a smile";
        Should.Throw<UnsendableMailException>(() => Write(Letter with { Text = Half }));
        Should.Throw<UnsendableMailException>(() => Write(Letter with { Html = Half }));
        Should.Throw<UnsendableMailException>(() => Write(Letter with { Subject = Half }));
        Should.Throw<UnsendableMailException>(() => Write(Letter with { To = new("ana@example.org", Half) }));
    }

    [Fact]
    public void Whatever_is_typed_no_header_is_added()
    {
        var bits = Gen.Elements("\r", "\n", "\r\n", "Bcc: x@example.org", ": ", "a", "é", " ", "<", ">", "\"", "\\", "=?", "?=", "\u2028", "\0", ",", "🙂", new string('w', 200));
        string[] expected = ["Date", "From", "To", "Reply-To", "Subject", "Message-ID", "MIME-Version", "Content-Type"];
        Prop.ForAll(bits.ListOf().Select(string.Concat).ToArbitrary(), words =>
        {
            string source;
            try
            {
                source = Write(Letter with { Subject = words, From = new("hello@opensquare.example", words), ReplyTo = new("ana@example.org", words) });
            }
            catch (UnsendableMailException)
            {
                return;
            }
            Regex.Matches(Headers(source), @"(?<=^|\r\n)([^ \t:]+):").Select(m => m.Groups[1].Value).ShouldBe(expected);
            Header(source, "Subject").ShouldBe(words);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(12));
    }

    private static string Write(MailContent mail) => Encoding.UTF8.GetString(new MimeWriter().Write(mail));

    private static string Headers(string source) => source[..source.IndexOf("\r\n\r\n", StringComparison.Ordinal)];

    /// <summary>Unfolds and decodes by the words of RFC 5322 and RFC 2047, independent of the writer.</summary>
    private static string Header(string source, string name)
    {
        var raw = Regex.Match("\r\n" + Headers(source) + "\r\n", $@"\r\n{name}: ((?:.|\r\n[ \t])*)\r\n").Groups[1].Value.Replace("\r\n", "");
        raw = Regex.Replace(raw, @"(=\?utf-8\?B\?[^?]*\?=)\s+(?==\?)", "$1");
        return Regex.Replace(raw, @"=\?utf-8\?B\?([^?]*)\?=", m => Encoding.UTF8.GetString(Convert.FromBase64String(m.Groups[1].Value)));
    }
}
