using Campaigns.Web.Features.CampaignPages;

namespace Campaigns.UnitTests.Features.CampaignPages;

public sealed class StoryRendererTests
{
    [Fact]
    public void A_citation_becomes_a_numbered_link_to_its_source() =>
        Html("It is public.[^contracts]", [new("contracts", 4)]).ShouldBe(
            "<p>It is public.\u2060<a class=\"fn\" id=\"cite-4\" href=\"#source-4\" aria-label=\"Source 4\">[4]</a></p>");

    [Fact]
    public void Sources_without_a_number_are_numbered_by_first_use()
    {
        var story = Render("One.[^b] Two.[^a] Again.[^b]", [new("a", null), new("b", null)]);
        story.Numbers["b"].ShouldBe(1);
        story.Numbers["a"].ShouldBe(2);
    }

    [Fact]
    public void A_frozen_number_holds_and_new_sources_follow_after_the_last_one()
    {
        var story = Render("New.[^new] Old.[^old]", [new("new", null), new("old", 7)]);
        story.Numbers["old"].ShouldBe(7);
        story.Numbers["new"].ShouldBe(8);
    }

    [Fact]
    public void A_source_that_no_text_cites_keeps_a_place_in_the_list() =>
        Render("Nothing cited.", [new("silent", null)]).Numbers["silent"].ShouldBe(1);

    [Fact]
    public void A_source_knows_every_place_that_cites_it() =>
        Render("One.[^a] Two.[^a]", [new("a", 3)]).Citations["a"].ShouldBe(["cite-3", "cite-3-2"]);

    [Fact]
    public void A_citation_of_an_unknown_key_leaves_no_mark() =>
        Html("It is so.[^nowhere] Yes.", [new("a", 1)]).ShouldBe("<p>It is so. Yes.</p>");

    [Fact]
    public void What_looks_like_a_citation_in_code_stays_as_it_is() =>
        Html("Write `[^a]` here.", [new("a", 1)]).ShouldBe("<p>Write <code>[^a]</code> here.</p>");

    [Fact]
    public void A_claim_gets_an_anchor() =>
        Html("==It is so.=={so} Yes.", []).ShouldBe("<p><mark class=\"claim\" id=\"claim-so\">It is so.</mark> Yes.</p>");

    [Fact]
    public void A_claim_without_a_row_has_no_answer_beside_it() =>
        Render("==It is so.=={so}\n\nMore.", []).Parts.ShouldAllBe(part => part.Answers.Count == 0);

    [Fact]
    public void The_answer_stands_after_the_paragraph_of_its_claim()
    {
        var story = Render("Before.\n\n==It is so.=={so} Yes.\n\nAfter.", [], new AnsweredClaim("so", "“It is not.”"));
        story.Parts.Count.ShouldBe(2);
        story.Parts[0].Html.ShouldEndWith("Yes.</p>");
        story.Parts[0].Answers.ShouldHaveSingleItem().AnswerHtml.ShouldBe("<p>“It is not.”</p>");
        story.Parts[1].Html.ShouldBe("<p>After.</p>");
    }

    [Fact]
    public void A_claim_without_an_answer_stays_open() =>
        Render("==It is so.=={so}", [], new AnsweredClaim("so", null)).Parts[0].Answers.ShouldHaveSingleItem().AnswerHtml.ShouldBeNull();

    [Fact]
    public void An_answer_may_cite_a_source_in_the_order_of_reading()
    {
        var story = Render("==It is so.=={so}[^first]\n\nLater.[^third]", [new("first", null), new("second", null), new("third", null)], new AnsweredClaim("so", "No.[^second]"));
        story.Numbers.OrderBy(pair => pair.Value).Select(pair => pair.Key).ShouldBe(["first", "second", "third"]);
    }

    [Fact]
    public void The_same_claim_twice_makes_one_anchor_and_one_answer()
    {
        var story = Render("==One.=={so}\n\n==Two.=={so}", [], new AnsweredClaim("so", "No."));
        string.Concat(story.Parts.Select(part => part.Html)).Split("id=\"claim-so\"").Length.ShouldBe(2);
        story.Parts.Sum(part => part.Answers.Count).ShouldBe(1);
    }

    [Fact]
    public void The_status_note_cites_with_the_numbers_of_the_story() =>
        StoryRenderer.Render("Text.", "Won.[^proof]", [new("proof", 2)], [], "Source {0}").NoteHtml.ShouldNotBeNull().ShouldContain("href=\"#source-2\"");

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("==<svg onload=alert(1)>=={so}")]
    [InlineData("[press](javascript:alert(1))")]
    [InlineData("[press](JaVaScRiPt&colon;alert(1))")]
    [InlineData("[press](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("[press](//evil.example/)")]
    [InlineData("[press](/\\evil.example/)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("![picture](https://tracker.example/pixel.png)")]
    [InlineData("[^a]: javascript:alert(1)\n\n[^a]")]
    [InlineData("==x=={a\" onclick=\"alert(1)}")]
    [InlineData("<a href=\"https://example.org\" style=\"position:fixed\" onclick=\"x()\">x</a>")]
    [InlineData("<iframe src=https://evil.example></iframe><form action=https://evil.example><input></form>")]
    public void Hostile_text_stays_text(string markdown)
    {
        var body = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(Html(markdown, [new("a", 1)])).Body!;
        body.QuerySelectorAll("script,img,svg,iframe,form,input,style,object,embed,math").ShouldBeEmpty();
        foreach (var attribute in body.QuerySelectorAll("*").SelectMany(element => element.Attributes))
        {
            attribute.Name.ShouldBeOneOf("href", "rel", "class", "id", "aria-label");
            if (attribute.Name is "href") attribute.Value.ShouldMatch(@"^(https://|#|/[^/\\])");
        }
    }

    [Fact]
    public void Links_to_elsewhere_carry_no_weight_and_no_opener() =>
        Html("[there](https://example.org/a)", []).ShouldBe("<p><a href=\"https://example.org/a\" rel=\"noopener nofollow ugc\">there</a></p>");

    [Fact]
    public void The_headline_of_a_page_stays_its_only_first_heading() => Html("# Big", []).ShouldBe("<h2>Big</h2>");

    private static string Html(string markdown, CitedSource[] sources) => string.Concat(Render(markdown, sources).Parts.Select(part => part.Html));

    private static RenderedStory Render(string markdown, CitedSource[] sources, params AnsweredClaim[] claims) =>
        StoryRenderer.Render(markdown, note: null, sources, claims, "Source {0}");
}
