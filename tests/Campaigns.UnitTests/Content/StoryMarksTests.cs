using Campaigns.Core.Content;

namespace Campaigns.UnitTests.Content;

public sealed class StoryMarksTests
{
    [Theory]
    [InlineData("==A.=={a}[^one]", "a", "one")]
    [InlineData("==A.[^one]=={a}", "a", "one")]
    [InlineData("==A.=={a} and more[^one][^two]", "a", "one two")]
    [InlineData("==A.=={a}\n\nNext paragraph.[^one]", "a", "")]
    [InlineData("==A\nover two lines.=={a}[^one]", "a", "one")]
    public void A_claim_has_the_sources_at_its_sentence(string story, string key, string sources)
    {
        var claim = StoryMarks.Claims(story).ShouldHaveSingleItem();
        (claim.Key, string.Join(' ', claim.Sources)).ShouldBe((key, sources));
    }

    [Fact]
    public void A_source_after_the_next_claim_is_not_the_first_ones()
    {
        var claims = StoryMarks.Claims("==A.=={a} ==B.=={b}[^one]");
        claims.Select(claim => claim.Sources.Count).ShouldBe([0, 1]);
    }

    [Fact]
    public void The_sentence_stands_without_its_marks() => StoryMarks.Claims("==A fact.[^one]=={a}")[0].Sentence.ShouldBe("A fact.");

    [Fact]
    public void Cited_keys_come_once_in_reading_order() => StoryMarks.Cited("x[^b] y[^a] z[^b]").ShouldBe(["b", "a"]);

    [Theory]
    [InlineData("==never closed {a}")]
    [InlineData("== =={}")]
    [InlineData("====={a}")]
    public void What_is_no_mark_is_none(string story) => StoryMarks.Claims(story).ShouldBeEmpty();
}
