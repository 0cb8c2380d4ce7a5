using System.Text;
using Campaigns.Web.Features.Letters;

namespace Campaigns.UnitTests.Features.Letters;

public sealed class CopiedLetterTests
{
    private static CopiedLetter Read(string message) => CopiedLetter.Read(Encoding.UTF8.GetBytes(message));

    [Theory]
    [InlineData("To: chief@northwind.example\r\n\r\nbody", "chief@northwind.example")]
    [InlineData("to:chief@northwind.example\n\nbody", "chief@northwind.example")]
    [InlineData("To: \"Whitlock, Dana\" <chief@northwind.example>,\r\n\tomar@northwind.example\r\n\r\n", "chief@northwind.example omar@northwind.example")]
    [InlineData("To: Team: a@x.example, b@x.example;\r\n\r\n", "a@x.example b@x.example")]
    [InlineData("To: =?utf-8?Q?Zo=C3=AB?= <zoe@x.example> (the boss, boss@x.example)\r\n\r\n", "zoe@x.example")]
    [InlineData("To: \"chief@northwind.example\" <other@x.example>\r\n\r\n", "other@x.example")]
    [InlineData("To: \"a \\\" chief@northwind.example\" <other@x.example>\r\n\r\n", "other@x.example")]
    [InlineData("Cc: a@x.example\r\nTo: b@x.example\r\n\r\n", "a@x.example b@x.example")]
    [InlineData("From: a@x.example\r\nSubject: b@x.example\r\n\r\nTo: c@x.example", "")]
    [InlineData("\r\nTo: c@x.example", "")]
    [InlineData("no head at all", "")]
    [InlineData("", "")]
    public void Those_addressed_openly_stand_under_To_and_Cc(string message, string addresses) => string.Join(' ', Read(message).Addressed.Order()).ShouldBe(addresses);

    [Theory]
    [InlineData("Bcc")]
    [InlineData("Delivered-To")]
    [InlineData("X-Original-To")]
    [InlineData("Envelope-To")]
    public void What_mail_servers_say_counts_as_a_recipient_alone(string field)
    {
        var copy = Read($"{field}: proof+x@send.example\r\nTo: chief@northwind.example\r\n\r\n");
        copy.Recipients.ShouldContain("proof+x@send.example");
        copy.Addressed.ShouldBe(["chief@northwind.example"]);
    }

    [Fact]
    public void Any_bytes_are_read_to_an_end()
    {
        var random = new Random(12);
        string[] pieces = ["To:", "Cc: ", "<", ">", "\"", "\\", "(", ")", ",", ";", ":", "@", "a@b.example", "\r\n", "\n", "\r", " ", "\t", "\0", "\u2028", "é", new string('a', 5000)];
        for (var n = 0; n < 5_000; n++)
        {
            var bytes = n % 2 == 0 ? Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => pieces[random.Next(pieces.Length)]))) : new byte[random.Next(300)];
            if (n % 2 == 1) random.NextBytes(bytes);
            var copy = CopiedLetter.Read(bytes);
            copy.Recipients.Count.ShouldBeLessThanOrEqualTo(200);
        }
        CopiedLetter.Read(Encoding.ASCII.GetBytes("To: " + string.Join(", ", Enumerable.Range(0, 50_000).Select(n => $"a{n}@x.example")))).Addressed.Count.ShouldBe(200);
    }
}
