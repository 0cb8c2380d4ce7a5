using Campaigns.Core.Acting;
using Campaigns.Web.Features.Shared;
using Shouldly;

namespace Campaigns.UnitTests.Features.Shared;

/// <summary>Each network gets the words as the person wrote them, and nothing in the words changes where they go.</summary>
public sealed class NetworksTests
{
    private const string Link = "https://act.example/go/Ab3dE6gH9j";

    public static TheoryData<string> HostileTexts =>
    [
        "Tom & Jerry #1 \"quoted\" 'single' 100% +1 a=b;c?d/e\\f",
        "first line\nsecond line\r\nthird line\rfourth",
        "https://evil.example/?to=me&url=https://evil.example",
        "&url=https://evil.example#@evil.example\r\nBcc: everybody@example.org",
        "אני חתמתי. والآن أنت: ‏",
        "🧑🏽‍🤝‍🧑🏻 家族 🇵🇹",
        "half a pair \ud83d and on",
        "]]>'\"><script>alert(1)</script>",
        "%0D%0A%00%2e%2e/",
    ];

    [Theory, MemberData(nameof(HostileTexts))]
    public void Every_network_gets_exactly_the_text_and_the_link(string text)
    {
        var wanted = text.ReplaceLineEndings("\n").Replace("\ud83d ", "\ufffd ");
        foreach (var channel in Networks.Composers)
        {
            var url = Networks.ComposerUrl(channel, text, Link, "Will you & yours sign?", "social.example");

            url.All(c => char.IsAscii(c) && c > ' ').ShouldBeTrue(url);
            url.ShouldNotContain("+", customMessage: "not every program reads a plus sign as a space");
            if (channel is Channel.Email)
            {
                var mail = Query(url, "mailto:");
                mail["subject"].ShouldBe("Will you & yours sign?");
                mail["body"].ShouldBe($"{wanted.ReplaceLineEndings("\r\n")} {Link}");
                mail.Count.ShouldBe(2);
                continue;
            }
            new Uri(url).UserInfo.ShouldBeEmpty();
            new Uri(url).Host.ShouldBe(HostOf(channel));
            new Uri(url).Fragment.ShouldBeEmpty();
            var query = Query(url, url[..url.IndexOf('?')]);
            switch (channel)
            {
                case Channel.Facebook: query.ShouldBe(new Dictionary<string, string> { ["u"] = Link }); break;
                case Channel.LinkedIn: query.ShouldBe(new Dictionary<string, string> { ["url"] = Link }); break;
                case Channel.Telegram: query.ShouldBe(new Dictionary<string, string> { ["url"] = Link, ["text"] = wanted }); break;
                default: query.ShouldBe(new Dictionary<string, string> { ["text"] = $"{wanted} {Link}" }); break;
            }
        }
    }

    [Theory]
    [InlineData(Channel.X, "https://x.com/intent/tweet?text=a%20b%20https%3A%2F%2Fact.example%2Fgo%2FAb3dE6gH9j")]
    [InlineData(Channel.Bluesky, "https://bsky.app/intent/compose?text=a%20b%20https%3A%2F%2Fact.example%2Fgo%2FAb3dE6gH9j")]
    [InlineData(Channel.Mastodon, "https://social.example/share?text=a%20b%20https%3A%2F%2Fact.example%2Fgo%2FAb3dE6gH9j")]
    [InlineData(Channel.Threads, "https://www.threads.com/intent/post?text=a%20b%20https%3A%2F%2Fact.example%2Fgo%2FAb3dE6gH9j")]
    [InlineData(Channel.WhatsApp, "https://wa.me/?text=a%20b%20https%3A%2F%2Fact.example%2Fgo%2FAb3dE6gH9j")]
    [InlineData(Channel.Telegram, "https://t.me/share/url?url=https%3A%2F%2Fact.example%2Fgo%2FAb3dE6gH9j&text=a%20b")]
    [InlineData(Channel.Facebook, "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fact.example%2Fgo%2FAb3dE6gH9j")]
    [InlineData(Channel.LinkedIn, "https://www.linkedin.com/sharing/share-offsite/?url=https%3A%2F%2Fact.example%2Fgo%2FAb3dE6gH9j")]
    [InlineData(Channel.Email, "mailto:?subject=s&body=a%20b%20https%3A%2F%2Fact.example%2Fgo%2FAb3dE6gH9j")]
    public void A_composer_is_opened_as_its_network_documents(Channel channel, string expected)
    {
        Networks.ComposerUrl(channel, "a b", Link, "s", "social.example").ShouldBe(expected);
        Networks.ComposerUrl(channel, $"a b {Link}", Link, "s", "social.example").ShouldBe(expected, "a link in the text is not said twice");
    }

    [Fact]
    public void Mails_are_written_in_three_programs()
    {
        const string body = "Dear Dana,\nstop & think.";
        Networks.MailUrl(MailProgram.Own, "dana+press@northwind.example", "A \"question\"", body, "proof+x1@act.example")
            .ShouldBe("mailto:dana%2Bpress@northwind.example?subject=A%20%22question%22&body=Dear%20Dana%2C%0D%0Astop%20%26%20think.&bcc=proof%2Bx1%40act.example");
        Networks.MailUrl(MailProgram.Gmail, "dana@northwind.example", "A question", body)
            .ShouldBe("https://mail.google.com/mail/?view=cm&fs=1&to=dana%40northwind.example&su=A%20question&body=Dear%20Dana%2C%0D%0Astop%20%26%20think.");
        Networks.MailUrl(MailProgram.Outlook, "dana@northwind.example", "A question", body)
            .ShouldBe("https://outlook.live.com/mail/0/deeplink/compose?to=dana%40northwind.example&subject=A%20question&body=Dear%20Dana%2C%0D%0Astop%20%26%20think.");
    }

    [Fact]
    public void Channels_without_a_composer_and_servers_that_nobody_checked_are_refused()
    {
        foreach (var channel in Enum.GetValues<Channel>().Except(Networks.Composers))
            Should.Throw<ArgumentException>(() => Networks.ComposerUrl(channel, "a", Link), $"{channel}");
        foreach (var server in (string?[])[null, "", "localhost", "social.example/x", "Social.Example", "a@social.example"])
            Should.Throw<ArgumentException>(() => Networks.ComposerUrl(Channel.Mastodon, "a", Link, server: server), server);
    }

    [Theory]
    [InlineData("mastodon.example", "mastodon.example")]
    [InlineData("  Mastodon.Example ", "mastodon.example")]
    [InlineData("https://mastodon.example/", "mastodon.example")]
    [InlineData("@ana@social.mastodon.example", "social.mastodon.example")]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    [InlineData("مثال.إختبار", "xn--mgbh0fb.xn--kgbechtv")]
    public void A_public_host_name_is_a_server(string typed, string expected) => MastodonServer.Normalise(typed).ShouldBe(expected);

    [Theory]
    [InlineData(null), InlineData(""), InlineData(" "), InlineData("mastodon"), InlineData("localhost"), InlineData("printer.local"), InlineData("db.internal"), InlineData("router.lan")]
    [InlineData("127.0.0.1"), InlineData("0x7f.1"), InlineData("1.0x7f"), InlineData("[::1]"), InlineData("2130706433"), InlineData("a.1")]
    [InlineData("mastodon.example:8080"), InlineData("ana@mastodon.example"), InlineData("mastodon.example/share"), InlineData("https://mastodon.example/@ana"), InlineData("http://mastodon.example")]
    [InlineData("mastodon.example?x"), InlineData("mastodon.example#x"), InlineData("mastodon.example\\@evil.example"), InlineData("javascript:alert(1)"), InlineData("@a@b@mastodon.example")]
    [InlineData("mastodon..example"), InlineData(".mastodon.example"), InlineData("-a.example"), InlineData("a-.example"), InlineData("a b.example"), InlineData("a\nb.example"), InlineData("a.example\0"), InlineData("under_score.example")]
    public void Anything_else_is_none(string? typed) => MastodonServer.Normalise(typed).ShouldBeNull();

    [Fact]
    public void A_server_s_name_has_an_end() => MastodonServer.Normalise(string.Join('.', Enumerable.Repeat("abcdefgh", 40)) + ".example").ShouldBeNull();

    private static string HostOf(Channel channel) => channel switch
    {
        Channel.X => "x.com", Channel.Facebook => "www.facebook.com", Channel.Bluesky => "bsky.app", Channel.Mastodon => "social.example", Channel.Threads => "www.threads.com",
        Channel.WhatsApp => "wa.me", Channel.Telegram => "t.me", Channel.LinkedIn => "www.linkedin.com",
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, null),
    };

    private static Dictionary<string, string> Query(string url, string start)
    {
        url.ShouldStartWith(start + "?");
        return url[(start.Length + 1)..].Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
    }
}
