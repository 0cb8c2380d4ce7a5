using System.Text;
using Campaigns.Web.Features.Deliveries.Emails;
using Campaigns.Web.Outside.Mail;
using Shouldly;

namespace Campaigns.UnitTests.Outside.Mail;

/// <summary>A body that was encoded in pieces travels as the same bytes as one encoded at once.</summary>
public sealed class MailTextTests
{
    private static readonly EmailValues Values = new("Zoë O’Brien <b>", "https://campaigns.example/s/AAAAAAAAAAAAAAAAAAAAAA", "3 May 2026", "19 April 2026");

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("No slot at all")]
    [InlineData("No slot at all\n")]
    [InlineData("Hello {name},\n\nopen {link}\n")]
    [InlineData("{name}")]
    [InlineData("{name}\n{link}")]
    [InlineData("A line before.\nHello {name}, it is {signed}, until {expires}\n.a dot\nFrom here on  \nà la fin = 1\n\n\nand a long one that does not fit into seventy-six columns, so that it has to be broken somewhere\nlast {link} line")]
    public void Pieces_make_the_same_bytes_as_the_whole(string text)
    {
        var slots = text.Replace("{name}", $"{EmailSlot.Name}").Replace("{link}", $"{EmailSlot.Link}").Replace("{expires}", $"{EmailSlot.Expires}").Replace("{signed}", $"{EmailSlot.SignedOn}");
        var whole = text.Replace("{name}", Values.Name).Replace("{link}", Values.Link).Replace("{expires}", Values.Expires).Replace("{signed}", Values.SignedOn);

        Bytes(new EmailTemplate("s", slots, "", "en").Text(Values)).ShouldBe(Bytes(whole));
    }

    [Fact]
    public void What_goes_into_html_is_escaped() =>
        Bytes(new EmailTemplate("s", "", $"<p>{EmailSlot.Name}</p>\n", "en").Html(Values)).ShouldContain("&lt;b&gt;");

    private static string Bytes(MailText text) => Encoding.UTF8.GetString(new MimeWriter().Write(new MailContent
    {
        MessageId = "<1@example.org>", Date = DateTimeOffset.UnixEpoch, From = new("a@example.org", "A"), To = new("b@example.org", "B"), Subject = "S", Text = text, Html = "",
    }));
}
