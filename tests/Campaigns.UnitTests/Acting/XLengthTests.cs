using System.Text;
using Campaigns.Core.Acting;
using FsCheck;
using FsCheck.Fluent;

namespace Campaigns.UnitTests.Acting;

/// <summary>How long X takes a text to be.</summary>
public sealed class XLengthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("Stop.", 5)]
    [InlineData("é", 1)]
    [InlineData("e\u0301", 1)] // composed first
    [InlineData("Привет", 6)]
    [InlineData("سلام", 4)]
    [InlineData("日本語", 6)]
    [InlineData("한국", 4)]
    [InlineData("\u1112\u1161\u11ab", 2)] // one syllable once composed
    [InlineData("\u10ff\u1100", 3)] // the last of weight 1, the first of weight 2
    [InlineData("“a” – ‘b’ … •", 15)] // quotes and dash weigh 1, ellipsis and bullet 2
    [InlineData("\u2009|\u200d", 3)]
    [InlineData("a\r\nb", 3)]
    [InlineData("a\n\nb", 4)]
    public void Letters_weigh_by_their_block(string text, int length) => XLength.Of(text).ShouldBe(length);

    [Theory]
    [InlineData("😀")]
    [InlineData("❤️")]
    [InlineData("👍🏽")]
    [InlineData("👨‍👩‍👧‍👦")]
    [InlineData("👩🏿‍🚒")]
    [InlineData("🏳️‍🌈")]
    [InlineData("🇫🇷")]
    [InlineData("1️⃣")]
    [InlineData("#⃣")]
    [InlineData("©️")]
    [InlineData("🏴\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F")]
    public void An_emoji_weighs_two_however_it_is_put_together(string emoji)
    {
        XLength.Of(emoji).ShouldBe(2);
        XLength.Of($"a{emoji}{emoji} b").ShouldBe(7);
    }

    [Theory]
    [InlineData("©", 1)]
    [InlineData("1", 1)]
    [InlineData("🇫🇷🇩🇪", 4)]
    [InlineData("😀\u0301", 3)]
    public void What_is_no_emoji_counts_by_letters(string text, int length) => XLength.Of(text).ShouldBe(length);

    [Theory]
    [InlineData("https://a.co")]
    [InlineData("http://campaigns.example.org/c/northwind?via=abc123&x=1#sign")]
    [InlineData("https://localhost:5000/go/0123456789")]
    [InlineData("HTTPS://EXAMPLE.ORG")]
    [InlineData("https://bücher.example.com/straße")]
    [InlineData("https://例え.jp/a")]
    [InlineData("https://example.org:8443/a_(b)")]
    [InlineData("example.org")]
    [InlineData("www.example.com/a/b?c=d")]
    [InlineData("news.example.co.uk")]
    [InlineData("t.co")]
    [InlineData("bit.ly/abc")]
    public void A_link_weighs_23(string link)
    {
        XLength.Of(link).ShouldBe(23);
        XLength.Of($"See {link}, ok").ShouldBe(31);
        XLength.Of($"({link})").ShouldBe(25);
        XLength.Of($"{link}.").ShouldBe(24);
        XLength.Of($"{link} {link}").ShouldBe(47);
    }

    [Theory]
    [InlineData("now.It is", 9)]
    [InlineData("ana@example.org", 15)]
    [InlineData("report.pdf", 10)]
    [InlineData("e.g. this", 9)]
    [InlineData("1.5", 3)]
    [InlineData("https:// a", 10)]
    [InlineData("bit.ly", 6)]
    [InlineData("#example.org", 12)]
    public void What_is_no_link_counts_by_letters(string text, int length) => XLength.Of(text).ShouldBe(length);

    [Fact]
    public void Chinese_and_Japanese_begin_where_the_link_ends() => XLength.Of("https://example.org/a日本").ShouldBe(27);

    [Fact]
    public void Half_a_letter_is_counted_and_stops_nothing() => XLength.Of("a\ud83d b").ShouldBe(5);

    [Fact]
    public void A_long_text_is_measured_in_a_moment()
    {
        foreach (var piece in (string[])["a", "a.", "a-", "https://a.b/(", "http://", "....", "😀\u200d", "(a)", "\u0301\u0323"])
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            XLength.Of(string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length))).ShouldBeGreaterThan(0);
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3), piece);
        }
    }

    [Fact]
    public void Texts_next_to_each_other_weigh_what_each_weighs_and_normal_forms_weigh_the_same() =>
        Prop.ForAll(Gen.Elements("é", "word", "語", "👍🏽", "🇫🇷", "https://example.org/x", "ﬁ", "”", "أهلا", "\n").ListOf().ToArbitrary(), words =>
        {
            var text = string.Join(' ', words);
            var length = XLength.Of(text);
            length.ShouldBe(words.Sum(XLength.Of) + Math.Max(0, words.Count - 1));
            XLength.Of(text.Normalize(NormalizationForm.FormD)).ShouldBe(length);
        }).QuickCheckThrowOnFailure();
}
