using System.Text;
using Campaigns.IntegrationTests.Support;
using Campaigns.Web.Outside.Mail;

namespace Campaigns.IntegrationTests.Outside.Mail;

/// <summary>What another library reads out of our mails.</summary>
public sealed class MimeWriterTests
{
    private static readonly string[] Bits =
        ["a", "Ana", " ", "é", "ž", "猫", "🙂", "\"", "\\", "(", ")", "<", ">", "@", ",", ";", ":", ".", "=", "=?", "?=", "_", "%", "'", "-", new string('w', 90)];

    [Fact]
    public async Task Another_library_reads_what_was_written() =>
        (await PythonMail.ReadAsync(new MimeWriter().Write(Letters.Full))).ShouldBeFull();

    [Fact]
    public async Task Another_library_reads_any_subject_and_any_text()
    {
        var random = new Random(20260504); // the same every time
        for (var i = 0; i < 30; i++)
        {
            var subject = Any(random, 25).Trim();
            var text = Any(random, 400).Replace(' ', random.Next(2) == 0 ? '\n' : ' ') + "\n";
            var read = await PythonMail.ReadAsync(new MimeWriter().Write(Letters.Full with { Subject = subject, Text = text, To = new("ana@example.org", "A" + subject) }));
            read.Headers["Subject"].ShouldBe(subject);
            read.Text.ShouldBe(text);
            read.Headers["To"].ShouldEndWith("<ana@example.org>");
            read.Headers.Count.ShouldBe(13);
        }
    }

    private static string Any(Random random, int length)
    {
        var text = new StringBuilder();
        for (var n = random.Next(length); n > 0; n--)
            text.Append(Bits[random.Next(Bits.Length)]);
        return text.ToString();
    }
}
