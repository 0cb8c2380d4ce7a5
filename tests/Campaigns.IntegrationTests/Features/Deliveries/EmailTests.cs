using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.Deliveries;

/// <summary>What the mails say, in which language, and that nothing a person typed becomes markup.</summary>
public sealed class EmailTests(QueueApps apps) : QueueTest(apps)
{
    private async Task<(CampaignsApp App, Guid Id, ReceivedMail Mail)> MailOfAsync(DeliveryKind kind, string name = "Ana Silva", string language = "en")
    {
        var app = await StartAsync(TestDatabase.Sqlite);
        var id = (await AddAsync(app, kind: kind, name: name, language: language))[0];
        await DrainAsync(app);
        var mail = Transport.Left.ShouldHaveSingleItem();
        if (Environment.GetEnvironmentVariable("CAMPAIGNS_KEEP_MAILS") is { Length: > 0 } folder)
            await File.WriteAllTextAsync(Path.Combine(folder, $"{kind}-{language}-{name.Length}.html"), new ReceivedMail("", "", mail.Message.ToArray()).Html);
        return (app, id, new ReceivedMail(mail.ReturnPath, mail.Recipient, mail.Message.ToArray()));
    }

    [Fact]
    public async Task The_confirmation_says_why_it_comes_and_holds_one_link_in_both_halves()
    {
        var (app, id, mail) = await MailOfAsync(DeliveryKind.Confirmation);
        var link = $"https://campaigns.test/s/{app.Services.GetRequiredService<InstallationKeys>().LinkToken(id, LinkPurpose.Confirm)}";

        mail.Subject.ShouldBe("One more step: confirm your signature");
        mail.Text.ShouldStartWith("You get this because you signed “Stop selling face recognition to police”.");
        mail.Text.ShouldContain(link);
        mail.Text.ShouldContain("This wasn’t me");
        mail.Text.ShouldContain("valid until");
        mail.Html.Split(link).Length.ShouldBe(4); // button, plain link and its words
        mail.Html.ShouldNotContain("<img");
        mail.Html.ShouldNotContain("http://");
        mail.Header("Auto-Submitted").ShouldBe("auto-generated");
        mail.Header("From").ShouldContain("hello@opensquare.example");
        mail.Header("List-Unsubscribe").ShouldBeEmpty();
        mail.MessageId.ShouldBe((await ReadAsync(app, id)).MessageId);
    }

    [Fact]
    public async Task A_repeat_signer_is_told_when_they_signed()
    {
        var (_, _, mail) = await MailOfAsync(DeliveryKind.AlreadySigned);
        mail.Subject.ShouldBe("You have signed this already");
        mail.Text.ShouldContain("You signed on");
    }

    [Fact]
    public async Task The_supporters_language_decides_whatever_the_worker_speaks()
    {
        var (_, _, mail) = await MailOfAsync(DeliveryKind.Confirmation, language: "fr");
        mail.Subject.ShouldBe("Encore une étape : confirmez votre signature");
        mail.Html.ShouldContain("lang=\"fr\"");
        mail.Header("Content-Language").ShouldBe("fr");
    }

    [Fact]
    public async Task A_hostile_name_stays_text()
    {
        var (_, _, mail) = await MailOfAsync(DeliveryKind.Confirmation, name: "\"><script>alert('x')</script>&amp;\uE001");
        mail.Html.ShouldNotContain("<script");
        mail.Html.ShouldContain("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;");
        mail.Text.ShouldContain("<script>");
    }
}
