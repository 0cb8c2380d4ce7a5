using Campaigns.Core.Content;

namespace Campaigns.UnitTests.Content;

public sealed class WordDiffTests
{
    [Fact]
    public void One_changed_word_is_all_that_differs() =>
        WordDiff.Between("We ask the city to stop.", "We ask the council to stop.").ShouldBe(
        [
            new(DiffKind.Same, "We ask the "), new(DiffKind.Went, "city"), new(DiffKind.Came, "council"), new(DiffKind.Same, " to stop."),
        ]);

    [Theory]
    [InlineData("", "")]
    [InlineData("", "All of it")]
    [InlineData("All of it", "")]
    [InlineData("one two three four", "four three two one")]
    [InlineData("a\n\nb c", "a\n\nc\n\nb")]
    [InlineData("النص القديم هنا", "النص الجديد هنا")]
    public void What_stays_and_goes_is_the_old_text_and_what_stays_and_comes_the_new_one(string before, string after)
    {
        var pieces = WordDiff.Between(before, after);
        string.Concat(pieces.Where(piece => piece.Kind is not DiffKind.Came).Select(piece => piece.Text)).ShouldBe(before);
        string.Concat(pieces.Where(piece => piece.Kind is not DiffKind.Went).Select(piece => piece.Text)).ShouldBe(after);
    }

    [Fact]
    public void Two_long_texts_that_share_nothing_take_no_table()
    {
        var (before, after) = (string.Join(' ', Enumerable.Range(0, 30_000)), string.Join(' ', Enumerable.Range(50_000, 30_000)));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        WordDiff.Between($"Same {before} end", $"Same {after} end").Select(piece => piece.Kind).ShouldBe([DiffKind.Same, DiffKind.Went, DiffKind.Came, DiffKind.Same]);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }
}
