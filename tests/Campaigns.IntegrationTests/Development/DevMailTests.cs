using System.Net;
using Campaigns.Web.Outside.Mail;

namespace Campaigns.IntegrationTests.Development;

public sealed class DevelopmentApps : Apps
{
    protected override void Configure(AppSetup setup)
    {
        setup.Environment = "Development";
        setup.Settings["Mail:Transport"] = "Folder";
    }
}

/// <summary>The developer's mailbox, and that nobody else has one.</summary>
public sealed class DevMailTests(DevelopmentApps development, Apps others) : IClassFixture<DevelopmentApps>, IClassFixture<Apps>
{
    [Fact]
    public async Task A_caught_mail_is_listed_and_shown_with_its_link_and_its_html_in_a_sandbox()
    {
        var app = await development.On(TestDatabase.Sqlite);
        var folder = Path.Combine(Path.GetDirectoryName(app.ConnectionString["Data Source=".Length..])!, "mail");
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, "20260101T000000.0000000Z-abc.eml"), new MimeWriter().Write(new MailContent
        {
            MessageId = "<1@campaigns.test>",
            Date = app.Now,
            From = new("hello@opensquare.example"),
            To = new("ana@example.org", "Ána <b>Silva"),
            Subject = "Une étape",
            Text = "Bonjour https://campaigns.test/s/AAAAAAAAAAAAAAAAAAAAAA",
            Html = "<html><head></head><body><a href=\"https://campaigns.test/s/A\">Là</a></body></html>",
        }));
        var client = app.Client();

        (await client.GetStringAsync("/dev/mail")).ShouldContain("Une étape");
        var page = await client.GetStringAsync("/dev/mail/20260101T000000.0000000Z-abc");
        page.ShouldContain("href=\"https://campaigns.test/s/AAAAAAAAAAAAAAAAAAAAAA\"");
        page.ShouldNotContain("<b>Silva");
        var html = await client.GetAsync("/dev/mail/20260101T000000.0000000Z-abc/html");
        (await html.Content.ReadAsStringAsync()).ShouldContain(">Là</a>");
        var policy = html.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("sandbox");
        policy.ShouldNotContain("allow-scripts");
        (await client.GetAsync("/dev/mail/..%2F..%2Fcampaigns")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Outside_development_there_is_no_such_mailbox() =>
        (await (await others.On(TestDatabase.Sqlite)).Client().GetAsync("/dev/mail")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
}
