using Campaigns.Web.Outside.Mail;

namespace Campaigns.UnitTests.Outside.Mail;

public sealed class MailAddressSyntaxTests
{
    [Theory]
    [InlineData("ana@example.org")]
    [InlineData("ana.silva+petition@mail.example.org")]
    [InlineData("o'neil@example.org")]
    [InlineData("b+0123456789abcdef@send.example.org")]
    [InlineData("root@localhost")]
    [InlineData("jürgen@example.org")]
    [InlineData("猫@example.org")]
    public void An_ordinary_address_can_be_sent_to(string address)
    {
        MailAddressSyntax.IsSendable(address).ShouldBeTrue();
        MailAddressSyntax.ToWire(address).ShouldBe(address);
    }

    [Fact]
    public void A_domain_beyond_ASCII_travels_in_its_ASCII_form() =>
        MailAddressSyntax.ToWire("ana@bücher.example").ShouldBe("ana@xn--bcher-kva.example");

    [Theory]
    [InlineData("")]
    [InlineData("ana")]
    [InlineData("@example.org")]
    [InlineData("ana@")]
    [InlineData("\"ana silva\"@example.org")]
    [InlineData("ana silva@example.org")]
    [InlineData("a@b@example.org")]
    [InlineData("ana@exa mple.org")]
    [InlineData("ana@[127.0.0.1]")]
    [InlineData("ana@-example.org")]
    [InlineData("ana@example..org")]
    [InlineData("ana@example.org\r\nRCPT TO:<other@example.org>")]
    [InlineData("ana\r\n@example.org")]
    [InlineData("ana\0@example.org")]
    [InlineData("ana>@example.org")]
    [InlineData("<ana@example.org>")]
    [InlineData("ana\u00a0b@example.org")]
    [InlineData("ana\u202eb@example.org")]
    [InlineData("ana\u2028@example.org")]
    [InlineData("ana,ben@example.org")]
    [InlineData("ana(comment)@example.org")]
    public void An_address_that_could_end_a_command_or_a_header_cannot(string address) =>
        MailAddressSyntax.IsSendable(address).ShouldBeFalse();

    [Fact]
    public void An_address_with_half_a_character_cannot_be_sent_to() =>
        MailAddressSyntax.IsSendable("ana\ud800@example.org").ShouldBeFalse();

    [Fact]
    public void An_address_over_254_characters_cannot_be_sent_to() =>
        MailAddressSyntax.IsSendable(new string('a', 243) + "@example.org").ShouldBeFalse();

    [Theory]
    [InlineData("Open Square <hello@opensquare.example>", "Open Square", "hello@opensquare.example")]
    [InlineData("\"Square, Open\" <hello@opensquare.example>", "Square, Open", "hello@opensquare.example")]
    [InlineData(" hello@opensquare.example ", null, "hello@opensquare.example")]
    [InlineData("<hello@opensquare.example>", null, "hello@opensquare.example")]
    public void A_sender_is_read_as_people_write_it(string text, string? name, string address) =>
        MailAddressLine.TryParse(text).ShouldBe(new(address, name));

    [Theory]
    [InlineData("Open Square")]
    [InlineData("Open Square <hello>")]
    [InlineData("Open Square <hello@opensquare.example> x")]
    [InlineData("Open\r\nBcc: x <hello@opensquare.example>")]
    public void A_sender_that_is_none_is_not_read(string text) => MailAddressLine.TryParse(text).ShouldBeNull();
}
