using Campaigns.Core.Signing;
using Shouldly;

namespace Campaigns.UnitTests.Signing;

/// <summary>What counts as an address, and which addresses are one mailbox.</summary>
public sealed class EmailTests
{
    private static readonly EmailKeyMaker Keys = new(new byte[32],
    [
        new EmailDomainRule("googlemail.com", 10, aliasOf: "gmail.com"),
        new EmailDomainRule("gmail.com", 20, ".", "+"),
        new EmailDomainRule("*.dots.example", 30, ".-"),
        new EmailDomainRule("*", 1000, stripFrom: "+"),
    ]);

    [Theory]
    [InlineData("ana@example.org")]
    [InlineData("a@b.co")]
    [InlineData("ana.sousa+x@mail.example.org")]
    [InlineData("o'brien@example.org")]
    [InlineData("käthe@bücher.example")]
    [InlineData("用户@例子.测试")]
    [InlineData("  ana@example.org ")]
    public void These_are_addresses(string text) => EmailAddress.IsWellFormed(text).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("ana")]
    [InlineData("ana@")]
    [InlineData("@example.org")]
    [InlineData("ana@localhost")]
    [InlineData("ana@example.1")]
    [InlineData("ana@-example.org")]
    [InlineData("ana@exa mple.org")]
    [InlineData("ana..b@example.org")]
    [InlineData(".ana@example.org")]
    [InlineData("\"ana b\"@example.org")]
    [InlineData("ana@[127.0.0.1]")]
    [InlineData("ana@example.org\r\nBcc: all@example.org")]
    [InlineData("ana@example..org")]
    [InlineData("a@b@example.org")]
    [InlineData("ana(at)example.org")]
    public void These_are_not(string text) => EmailAddress.IsWellFormed(text).ShouldBeFalse();

    [Fact]
    public void An_address_has_at_most_254_characters() =>
        EmailAddress.IsWellFormed($"ana@{string.Join('.', Enumerable.Repeat(new string('a', 60), 5))}.org").ShouldBeFalse();

    [Theory]
    [InlineData("Ana.Sousa+petition@Gmail.com", "anasousa@gmail.com")]
    [InlineData("ana@googlemail.com", "ana@gmail.com")]
    [InlineData("ana.sousa+x@example.org", "ana.sousa@example.org")]
    [InlineData("+only@example.org", "+only@example.org")]
    [InlineData("a-n.a@team.dots.example", "ana@team.dots.example")]
    [InlineData("...@gmail.com", "...@gmail.com")]
    [InlineData("Käthe@BÜCHER.example", "käthe@xn--bcher-kva.example")]
    public void The_first_rule_that_fits_makes_the_normal_form(string typed, string canonical) => Keys.Canonical(typed).ShouldBe(canonical);

    [Fact]
    public void Keys_are_equal_for_one_mailbox_and_differ_by_secret()
    {
        Keys.KeyOf("a.na@gmail.com").ShouldBe(Keys.KeyOf("ana+2@googlemail.com"));
        Keys.KeyOf("ana@gmail.com").ShouldNotBe(Keys.KeyOf("ana@example.org"));
        new EmailKeyMaker([1, 2, 3], []).KeyOf("ana@example.org").ShouldNotBe(new EmailKeyMaker([4, 5, 6], []).KeyOf("ana@example.org"));
        Keys.KeyOf("ana@example.org").Length.ShouldBe(32);
    }

    [Theory]
    [InlineData("ana@gmial.com", "ana@gmail.com")]
    [InlineData("ana@gmail.con", "ana@gmail.com")]
    [InlineData("ana@hotmai.com", "ana@hotmail.com")]
    [InlineData("ana@outlok.com", "ana@outlook.com")]
    [InlineData("ana@gmail.com", null)]
    [InlineData("ana@example.org", null)]
    [InlineData("ana@mee.com", null)]
    public void A_slip_in_a_well_known_domain_is_guessed(string typed, string? likely) => EmailTypo.Suggest(typed).ShouldBe(likely);

    [Theory]
    [InlineData("Ana Sousa", true)]
    [InlineData("ليلى حداد", true)]
    [InlineData("a\0b", false)]
    [InlineData("a\nb", false)]
    [InlineData("a\u202Eb", false)]
    [InlineData("a\u200Fb", false)]
    [InlineData("a\u2028b", false)]
    [InlineData("a\u0085b", false)]
    public void A_line_holds_no_controls(string text, bool fine) => TextRules.IsOneLine(text).ShouldBe(fine);

    [Fact]
    public void Half_a_character_is_no_text() => TextRules.IsOneLine("a" + (char)0xD800 + "b").ShouldBeFalse();
}
