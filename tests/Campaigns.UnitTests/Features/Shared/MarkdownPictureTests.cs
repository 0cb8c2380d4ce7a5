using Campaigns.Core.Content;
using Campaigns.Web.Features.Shared;

namespace Campaigns.UnitTests.Features.Shared;

public sealed class MarkdownPictureTests
{
    private const string Name = "media/0123456789abcdef0123456789abcdef-1200x800.jpg";

    [Fact]
    public void A_picture_of_ours_is_shown_with_its_size_and_its_credit_under_it() =>
        Html($"![A lit bus](/{Name} \"Photo: Ana\")").ShouldBe($"<figure><img src=\"/{Name}\" alt=\"A lit bus\" width=\"1200\" height=\"800\" loading=\"lazy\" decoding=\"async\"><figcaption dir=\"auto\">Photo: Ana</figcaption></figure>");

    [Fact]
    public void Within_a_sentence_it_stays_there() => Html($"See ![it](/{Name}) here").ShouldStartWith("<p>See <img ");

    [Theory]
    [InlineData("https://evil.example/track.png")]
    [InlineData("//evil.example/media/0123456789abcdef0123456789abcdef-1200x800.jpg")]
    [InlineData("/media/0123456789abcdef0123456789abcdef.pdf")]
    [InlineData("/media/../admin/sign-out")]
    [InlineData("media/0123456789abcdef0123456789abcdef-1200x800.jpg")]
    [InlineData("/media/0123456789abcdef0123456789abcdef-1200x800.jpg?x=1")]
    [InlineData("data:image/png;base64,AAAA")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/demo/bus.svg")]
    public void Any_other_address_is_words_alone(string address) => Html($"![The words]({address})").ShouldBe("<p>The words</p>");

    [Fact]
    public void Html_of_ones_own_stays_text() => Html($"<img src=\"/{Name}\" onerror=\"alert(1)\">").ShouldNotContain("<img");

    [Fact]
    public void In_mail_its_words_stand_for_it() => SafeMarkdown.ToText($"Look ![A lit bus](/{Name}) here").ShouldBe("Look A lit bus here");

    [Theory]
    [InlineData("A lit bus")]
    [InlineData("He said \"no\" [twice] \\o/ *now*")]
    [InlineData("](https://evil.example) ==a=={b} [^contracts]")]
    [InlineData("<b>&amp; a_b_c")]
    [InlineData("")]
    public void A_mark_says_what_was_typed_whatever_it_was(string words)
    {
        var body = SafeMarkdown.Parse(StoryMarks.Picture(Name, words, words));
        var picture = body.QuerySelectorAll("img").ShouldHaveSingleItem();
        picture.GetAttribute("alt").ShouldBe(words);
        (body.QuerySelector("figcaption")?.TextContent ?? "").ShouldBe(words);
        StoryMarks.Cited(StoryMarks.Picture(Name, words, words)).ShouldBeEmpty();
        StoryMarks.Claims(StoryMarks.Picture(Name, words, words)).ShouldBeEmpty();
    }

    private static string Html(string markdown) => SafeMarkdown.Parse(markdown).InnerHtml.Trim();
}
