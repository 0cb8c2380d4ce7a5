using Campaigns.Core.Targets;

namespace Campaigns.UnitTests.Targets;

/// <summary>To whom a supporter writes.</summary>
public sealed class TargetMatchTests
{
    private static readonly Target[] Targets =
    [
        At("board", null, null), At("france", "FR", null), At("paris", "FR", "75, 92"), At("paris 11", "fr", "75011"), At("westminster", "GB", "SW1"),
        At("manchester", "GB", "M1"), At("all of M", "GB", "M"), At("dublin", "IE", "D02, d04"), At("dublin too", "IE", "D 02"), At("sevens", null, "7"),
    ];

    [Theory]
    [InlineData("FR", "75011", TargetsBy.Area, "paris 11")]
    [InlineData("FR", "75 012", TargetsBy.Area, "paris")]
    [InlineData("fr", "92-100", TargetsBy.Area, "paris")]
    [InlineData("FR", "13001", TargetsBy.Country, "france")]
    [InlineData("FR", "", TargetsBy.Country, "france")]
    [InlineData("FR", null, TargetsBy.Country, "france")]
    [InlineData("FR", "FR-75011", TargetsBy.Country, "france")]
    [InlineData("GB", "sw1a 1aa", TargetsBy.Area, "westminster")]
    [InlineData("GB", "SW10 9AA", TargetsBy.General, "board")]
    [InlineData("GB", "M1 1AA", TargetsBy.Area, "manchester")]
    [InlineData("GB", "M11 1AA", TargetsBy.Area, "all of M")]
    [InlineData("GB", "ME1 1AA", TargetsBy.General, "board")]
    [InlineData("GB", "M1", TargetsBy.Area, "manchester")]
    [InlineData("IE", "d02 x285", TargetsBy.Area, "dublin, dublin too")]
    [InlineData("IE", "D04", TargetsBy.Area, "dublin")]
    [InlineData("DE", "75011", TargetsBy.Area, "sevens")]
    [InlineData("DE", "80331", TargetsBy.General, "board")]
    [InlineData(null, null, TargetsBy.General, "board")]
    public void The_longest_area_wins_then_the_country_then_the_rest(string? country, string? postcode, TargetsBy by, string names) =>
        Found(AreaFallback.General, Targets, country, postcode).ShouldBe((by, names));

    [Fact]
    public void Where_nobody_answers_the_campaign_says_what_happens()
    {
        Found(AreaFallback.Chosen, Targets[..4], "DE", "1").ShouldBe((TargetsBy.Pick, "board, france, paris, paris 11"));
        Found(AreaFallback.Nobody, Targets[..4], "DE", "1").ShouldBe((TargetsBy.Nobody, ""));
        Found(AreaFallback.General, Targets[1..4], "DE", "1").ShouldBe((TargetsBy.Nobody, ""));
        Found(AreaFallback.Chosen, [], "DE", "1").ShouldBe((TargetsBy.Nobody, ""));
    }

    [Fact]
    public void Fixed_is_all_and_chosen_is_a_pick_from_all_wherever_one_lives()
    {
        TargetMatch.For(TargetChoice.Fixed, AreaFallback.Nobody, Targets, "FR", "75011").ShouldSatisfyAllConditions(found => found.By.ShouldBe(TargetsBy.Fixed), found => found.Targets.ShouldBe(Targets));
        TargetMatch.For(TargetChoice.Chosen, AreaFallback.Nobody, Targets, "FR", "75011").ShouldSatisfyAllConditions(found => found.By.ShouldBe(TargetsBy.Pick), found => found.Targets.ShouldBe(Targets));
    }

    private static (TargetsBy, string) Found(AreaFallback fallback, Target[] targets, string? country, string? postcode)
    {
        var found = TargetMatch.For(TargetChoice.ByArea, fallback, targets, country, postcode);
        return (found.By, string.Join(", ", found.Targets.Select(target => target.Name)));
    }

    private static Target At(string name, string? country, string? area) => new(Guid.Empty, 0, name) { Country = country, Area = area };
}
