using System.Text;
using System.Text.RegularExpressions;
using Campaigns.Web.Outside.Mail;
using FsCheck;
using FsCheck.Fluent;

namespace Campaigns.UnitTests.Outside.Mail;

public sealed partial class QuotedPrintableTests
{
    [Theory]
    [InlineData("Hello", "Hello\r\n")]
    [InlineData("1 = 1", "1 =3D 1\r\n")]
    [InlineData("é", "=C3=A9\r\n")]
    [InlineData("end \nnext\t\nlast", "end=20\r\nnext=09\r\nlast\r\n")]
    [InlineData("a\r\nb\n", "a\r\nb\r\n")]
    [InlineData("\n\n", "\r\n\r\n")]
    [InlineData("", "")]
    [InlineData(".\n..b", "=2E\r\n=2E.b\r\n")]
    [InlineData("From me\nFromage", "=46rom me\r\nFromage\r\n")]
    public void Text_is_encoded_as_mail_programs_read_it(string text, string encoded) => Encode(text).ShouldBe(encoded);

    [Theory]
    [InlineData("a\0b")]
    [InlineData("a\u0001")]
    [InlineData("a\u001b[2J")]
    [InlineData("a\rb")]
    [InlineData("a\u007f")]
    public void A_control_character_is_refused(string text) => Should.Throw<UnsendableMailException>(() => Encode(text));

    [Theory]
    [InlineData('x')]
    [InlineData(' ')]
    [InlineData('=')]
    [InlineData('.')]
    [InlineData('é')]
    public void A_line_of_any_length_survives(char c)
    {
        for (var length = 1; length < 240; length++)
            foreach (var text in (string[])[new(c, length), new string('x', length) + c, new string(c, length) + "y"])
                Check(text);
    }

    [Fact]
    public void Any_text_survives()
    {
        var character = Gen.Frequency((20, Gen.Elements("abcdefgh .=?\t".Select(c => c.ToString()).ToArray())), (5, Gen.Elements("é", "—", "猫", "🙂", "\u200f")), (2, Gen.Constant("\n")), (1, Gen.Constant("From ")));
        Prop.ForAll(character.ListOf().Select(string.Concat).ToArbitrary(), Check).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(600));
    }

    private static void Check(string text)
    {
        var encoded = Encode(text);
        Decode(encoded).ShouldBe(text.Length == 0 || text.EndsWith('\n') ? text : text + "\n");
        foreach (var line in encoded.Split("\r\n"))
        {
            line.Length.ShouldBeLessThanOrEqualTo(76);
            line.ShouldNotMatch(@"[ \t]$");
            line.ShouldNotMatch(@"^\.");
            line.ShouldNotMatch("[^\t\x20-\x7e]");
        }
    }

    private static string Encode(string text)
    {
        using var to = new MailBuffer(16);
        QuotedPrintable.Write(to, Encoding.UTF8.GetBytes(text));
        return Encoding.ASCII.GetString(to.Written);
    }

    /// <summary>By the words of RFC 2045, independent of the encoder.</summary>
    private static string Decode(string encoded) =>
        Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(Escape().Replace(encoded.Replace("=\r\n", "").Replace("\r\n", "\n"), m => ((char)Convert.ToByte(m.Groups[1].Value, 16)).ToString())));

    [GeneratedRegex("=([0-9A-F]{2})")]
    private static partial Regex Escape();
}
