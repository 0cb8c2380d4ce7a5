using System.Text;
using Campaigns.Web.Outside.Mail;
using FsCheck;
using FsCheck.Fluent;

namespace Campaigns.UnitTests.Outside.Mail;

public sealed class DotStuffingTests
{
    [Theory]
    [InlineData("Hello\r\n", "Hello\r\n.\r\n")]
    [InlineData("Hello", "Hello\r\n.\r\n")]
    [InlineData("", ".\r\n")]
    [InlineData(".\r\n", "..\r\n.\r\n")]
    [InlineData(".", "..\r\n.\r\n")]
    [InlineData("a\r\n.\r\n..b\r\nc.d\r\n", "a\r\n..\r\n...b\r\nc.d\r\n.\r\n")]
    public void A_leading_dot_is_doubled_and_a_final_dot_added(string message, string onTheWire) =>
        Stuff(message).ShouldBe(onTheWire);

    [Theory]
    [InlineData("a\nb\r\n")]
    [InlineData("a\rb\r\n")]
    [InlineData("a\r\nb\r")]
    [InlineData("a\r\n\n.\r\nMAIL FROM:<x@example.org>\r\n")]
    [InlineData("\na\r\n")]
    [InlineData("a\r\r\n")]
    [InlineData("a\0b\r\n")]
    [InlineData("a\r\n\0")]
    public void A_lone_line_end_or_a_NUL_is_refused(string message)
    {
        Stuff(message).ShouldBeNull();
        // The same far into a long message, where 32 bytes are checked at a time.
        foreach (var before in Enumerable.Range(0, 70))
            Stuff(new string('x', before) + "\r\n" + message + string.Concat(Enumerable.Repeat("\r\nmore", 20))).ShouldBeNull();
    }

    [Fact]
    public void A_line_of_998_bytes_passes_and_one_of_999_does_not()
    {
        Stuff($"a\r\n{new string('x', 998)}\r\nb\r\n").ShouldNotBeNull();
        Stuff($"a\r\n{new string('x', 999)}\r\nb\r\n").ShouldBeNull();
        Stuff($"a\r\n{new string('x', 998)}").ShouldNotBeNull();
        Stuff($"a\r\n{new string('x', 999)}").ShouldBeNull();
    }

    [Fact]
    public void What_the_server_unstuffs_is_what_was_given()
    {
        var line = Gen.Elements("", ".", "..", ".a", "a.", "Words of a letter, not very short.", new string('.', 40), " ").ListOf().Select(lines => string.Join("\r\n", lines) + "\r\n");
        Prop.ForAll(line.ToArbitrary(), message =>
        {
            var wire = Stuff(message)!;
            wire.ShouldEndWith(".\r\n");
            var lines = wire[..^3].Split("\r\n");
            lines.ShouldNotContain("."); // nothing ends the message early
            string.Join("\r\n", lines.Select(l => l.StartsWith('.') ? l[1..] : l)).ShouldBe(message);
        }).QuickCheckThrowOnFailure();
    }

    private static string? Stuff(string message)
    {
        var bytes = Encoding.Latin1.GetBytes(message);
        var to = new byte[DotStuffing.MaxLength(bytes.Length)];
        var length = DotStuffing.Write(bytes, to);
        return length < 0 ? null : Encoding.Latin1.GetString(to, 0, length);
    }
}
