using Campaigns.Core.Acting;
using FsCheck;
using FsCheck.Fluent;

namespace Campaigns.UnitTests.Acting;

/// <summary>What a prewritten message says once it is filled in.</summary>
public sealed class PlaceholdersTests
{
    private static readonly PlaceholderValues All = new("Ana", "Dana Whitlock", "northwind", "https://c.example/go/abc", "Portugal");
    private static readonly PlaceholderValues None = new(null, null, "", " ", null);

    [Theory]
    [InlineData(".{handle} stop it. {link}", ".@northwind stop it. https://c.example/go/abc")]
    [InlineData(".@{handle} stop it.", ".@northwind stop it.")]
    [InlineData("Dear {target}, {first_name} from {country}", "Dear Dana Whitlock, Ana from Portugal")]
    [InlineData("{First_Name}!", "Ana!")]
    [InlineData("{first_name|a supporter}", "Ana")]
    [InlineData("{signed} .{handle} I signed", ".@northwind I signed")]
    [InlineData("Stop it. {SIGNED}\n\nI signed", "Stop it. \n\nI signed")]
    public void Values_take_their_place(string text, string filled) => Placeholders.Fill(text, All).ShouldBe(filled);

    [Fact]
    public void A_handle_may_be_given_with_its_sign() => Placeholders.Fill("{handle}", All with { Handle = "@northwind" }).ShouldBe("@northwind");

    [Theory]
    [InlineData(".{handle} stop it.", "Dana Whitlock stop it.")]
    [InlineData(".@{handle} stop it.", "Dana Whitlock stop it.")]
    [InlineData("I ask .@{handle}, too", "I ask Dana Whitlock, too")]
    [InlineData("Stop.{handle}", "Stop.Dana Whitlock")]
    [InlineData("{handle|You there}, stop", "You there, stop")]
    public void A_target_without_a_handle_is_called_by_name(string text, string filled) => Placeholders.Fill(text, All with { Handle = null }).ShouldBe(filled);

    [Theory]
    [InlineData("I am {first_name|a supporter} from {country|far away}.", "I am a supporter from far away.")]
    [InlineData("Stop it, {target}.", "Stop it.")]
    [InlineData("Stop it {target}!", "Stop it!")]
    [InlineData("Dear {target},\nplease stop", "Dear,\nplease stop")]
    [InlineData("I, {first_name}, ask", "I, ask")]
    [InlineData("{first_name}, please sign", "please sign")]
    [InlineData("{first_name}, {country}", "")]
    [InlineData("Yours,\n{first_name}, {country}\n{link}", "Yours,\n\n")]
    [InlineData("I ({first_name}) ask {target} to stop", "I ask to stop")]
    [InlineData("{handle} stop it", "stop it")]
    [InlineData(".@{handle} stop it", "stop it")]
    [InlineData("Sign: {link} now", "Sign: now")]
    public void Without_a_value_the_sentence_stays_clean(string text, string filled) => Placeholders.Fill(text, None).ShouldBe(filled);

    [Fact]
    public void A_name_without_a_country_ends_without_a_comma() => Placeholders.Fill("{first_name}, {country}", All with { Country = null }).ShouldBe("Ana");

    [Theory]
    [InlineData("{nobody} {first name} {} { link } {\"a\": 1}")]
    [InlineData("{{first}} [your town]")]
    public void Anything_else_stays_as_typed(string text) => Placeholders.Fill(text, All).ShouldBe(text);

    [Fact]
    public void A_value_is_not_filled_in_turn() => Placeholders.Fill("{first_name}", All with { FirstName = "{link}" }).ShouldBe("{link}");

    [Theory]
    [InlineData("I live in [your town], [why]", "[your town]")]
    [InlineData("[votre ville]", "[votre ville]")]
    [InlineData("See [4] and []", null)]
    [InlineData("a ] b [ c", null)]
    [InlineData("[two\nlines]", null)]
    public void The_first_gap_is_named(string text, string? gap) => Placeholders.Unfilled(text).ShouldBe(gap);

    [Theory]
    [InlineData("I live in [your town].", "I live in [your town].", "[your town]")]
    [InlineData("I live in Porto [sic].", "I live in [your town].", null)]
    [InlineData("[b] then [a]", "[a] then [b]", "[b]")]
    [InlineData("[my own]", "no gap", null)]
    public void Only_gaps_of_the_offered_message_are_asked_for(string text, string offered, string? gap) => Placeholders.Unfilled(text, offered).ShouldBe(gap);

    [Fact]
    public void No_known_placeholder_survives_and_no_two_spaces_appear() =>
        Prop.ForAll(Gen.Elements("Dear", "{target}", "{first_name}", "{handle}", "stop", "{country|home}", "{link}").NonEmptyListOf().ToArbitrary(),
            Gen.Elements(All, None, All with { Handle = null }, None with { FirstName = "Ana" }).ToArbitrary(), (words, values) =>
            {
                var filled = Placeholders.Fill(string.Join(' ', words), values);
                filled.ShouldNotContain("{");
                filled.ShouldNotContain("  ");
                filled.Count(c => c == 'D').ShouldBeGreaterThanOrEqualTo(words.Count(word => word == "Dear"));
                filled.ShouldBe(filled.Trim());
            }).QuickCheckThrowOnFailure();
}
