using System.Text;
using Campaigns.Web.Outside.Mail;

namespace Campaigns.UnitTests.Outside.Mail;

public sealed class SmtpReplyTests
{
    [Fact]
    public void The_lines_of_a_reply_are_joined_and_its_codes_told_once()
    {
        var reply = Parse(550, "550-5.1.1 The account does not exist.\r\n550-5.1.1 Check for typing errors.\r\n550 5.1.1 https://help.example.org\r\n");
        reply.Enhanced.ShouldBe("5.1.1");
        reply.Text.ShouldBe("550 5.1.1 The account does not exist. Check for typing errors. https://help.example.org");
    }

    [Theory]
    [InlineData("250 2.0.0 Ok: queued as 4F2\r\n", "2.0.0", "250 2.0.0 Ok: queued as 4F2")]
    [InlineData("250 Ok\r\n", null, "250 Ok")]
    [InlineData("250\r\n", null, "250")]
    [InlineData("250 \n", null, "250")]
    [InlineData("250 2.0 Ok\r\n", null, "250 2.0 Ok")]
    [InlineData("250 3.1.1 Ok\r\n", null, "250 3.1.1 Ok")]
    [InlineData("250 2.1234.1 Ok\r\n", null, "250 2.1234.1 Ok")]
    [InlineData("250 2.7.26\r\n", "2.7.26", "250 2.7.26")]
    public void An_enhanced_code_is_taken_only_where_it_is_one(string raw, string? enhanced, string text)
    {
        var reply = Parse(250, raw);
        reply.Enhanced.ShouldBe(enhanced);
        reply.Text.ShouldBe(text);
    }

    [Fact]
    public void A_long_reply_keeps_500_characters_without_controls()
    {
        var reply = Parse(550, "550 5.7.1 \u001b[2J\u0000" + new string('x', 5000) + "\r\n");
        reply.Text.Length.ShouldBe(SmtpReply.MaxText);
        reply.Text.ShouldNotContain('\u001b');
        reply.Text.ShouldNotContain('\0');
    }

    private static SmtpReply Parse(int code, string raw) => SmtpReply.Parse(code, Encoding.UTF8.GetBytes(raw));
}
