using System.Net;
using Campaigns.Core.Accounts;
using Campaigns.IntegrationTests.Support;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.MailSettings;

public sealed class MailTestTests(WithoutMail apps) : IClassFixture<WithoutMail>
{
    private const string Here = "/admin/settings/mail", To = "noor@example.org", Secret = "marmalade 7 ferry";

    [Theory, OnBothDatabases]
    public async Task A_test_leaves_at_once_past_the_queue_and_shows_every_line_but_the_password(TestDatabase database)
    {
        var app = await apps.On(database);
        await using var server = new ScriptedSmtpServer { Offers = ["AUTH PLAIN", "PIPELINING"] };
        var head = await ReadyAsync(app, server.Port, ("UserName", "campaigns"), ("ServerPassword", Secret));
        head.Page.QuerySelector("#to")!.GetAttribute("value").ShouldBe("head@opensquare.example");
        await head.PressAsync("/test", null, ("To", To));

        head.Status.ShouldBe(HttpStatusCode.OK);
        head.Html.ShouldContain("The mail server took the mail");
        server.Mails.ShouldHaveSingleItem().RcptTo.ShouldContain(To);
        var said = Said(head);
        said.ShouldContain("S: 220 mail.example.test ESMTP");
        said.ShouldContain(line => line.StartsWith("C: EHLO "));
        said.ShouldContain("C: AUTH PLAIN ••••••");
        said.ShouldContain("S: 235 2.7.0 Welcome");
        said.ShouldContain(line => line.StartsWith("C: RCPT TO:<" + To));
        said.ShouldContain("S: 250 2.0.0 Ok: queued as 4F2A");
        said[^1].ShouldBe("S: 221 2.0.0 Bye");
        var sealedInto = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"\0campaigns\0{Secret}"));
        server.Commands.ShouldContain(line => line.Contains(sealedInto));
        head.Html.ShouldNotContain(sealedInto);
        head.Html.ShouldNotContain(Secret);
        head.Page.QuerySelectorAll(".dialogue time").Select(time => double.Parse(time.TextContent, System.Globalization.CultureInfo.InvariantCulture)).ShouldBeInOrder();
        await using var db = app.Db();
        (await db.Deliveries.AnyAsync()).ShouldBeFalse();
        (await db.AuditEntries.SingleAsync(entry => entry.Action == "mail.tested")).Detail.ShouldBe("Accepted");
        app.Logs.Lines.ShouldNotContain(line => line.Contains(To));
    }

    [Theory, OnBothDatabases]
    public async Task What_a_person_can_do_about_a_failure_is_said(TestDatabase database)
    {
        var app = await apps.On(database);
        await using var server = new ScriptedSmtpServer { Offers = ["AUTH LOGIN"] };
        var head = await ReadyAsync(app, server.Port, ("UserName", "campaigns"), ("ServerPassword", Secret));

        server.On("AUTH", $"535 5.7.8 {Secret} is wrong");
        await TestAsync(head, "refused the user or the password", "S: 535 5.7.8 •••••• is wrong");
        Said(head).Count(line => line == "C: ••••••").ShouldBe(2);
        server.On("MAIL", "550 5.7.1 Not you");
        await TestAsync(head, "does not let you send as hello@opensquare.example", "S: 550 5.7.1 Not you");
        server.On("MAIL", "530 5.7.0 Authentication required");
        await TestAsync(head, "wants to know who sends", "S: 530 5.7.0 Authentication required");
        server.On("RCPT", "550 5.1.1 No such person");
        await TestAsync(head, "refused this recipient", "S: 550 5.1.1 No such person");
        server.On("BODY", "554 5.6.0 Not like this");
        await TestAsync(head, "refused the message", "S: 554 5.6.0 Not like this");
        server.On("DATA", SmtpAct.Drop);
        await TestAsync(head, "The connection ended", "C: DATA");

        await MailSettingsTests.SaveAsync(head, PostgresCluster.FreePort());
        await TestAsync(head, "does not take connections on port", null);
        await MailSettingsTests.SaveAsync(head, server.Port, ("Host", "mail.nowhere.invalid"), ("UserName", ""));
        await TestAsync(head, "There is no server with the name mail.nowhere.invalid", null);
        await MailSettingsTests.SaveAsync(head, server.Port, ("Security", "Tls"), ("UserName", ""));
        await TestAsync(head, "did not understand each other", null);
        await MailSettingsTests.SaveAsync(head, server.Port, ("Security", "StartTls"), ("UserName", ""));
        await TestAsync(head, "does not offer STARTTLS", "S: 250 AUTH LOGIN");

        using var certificate = new TestCertificate();
        (server.Certificate, server.Offers) = (certificate.Certificate, ["STARTTLS"]);
        await TestAsync(head, "certificate is not trusted", "C: STARTTLS");
    }

    [Theory, OnBothDatabases]
    public async Task A_silent_server_is_given_up_in_words_within_half_a_minute(TestDatabase database)
    {
        var app = await apps.On(database);
        await using var server = new ScriptedSmtpServer().On("CONNECT", SmtpAct.Hang);
        var head = await ReadyAsync(app, server.Port);
        var began = System.Diagnostics.Stopwatch.StartNew();
        await TestAsync(head, "did not understand each other", null);
        began.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Theory, OnBothDatabases]
    public async Task Twenty_tests_a_day_are_enough(TestDatabase database)
    {
        var app = await apps.On(database);
        var head = await ReadyAsync(app, app.Mail.Port);
        for (var test = 0; test < 20; test++)
        {
            await head.PressAsync("/test", null, ("To", To));
            head.Status.ShouldBe(HttpStatusCode.OK);
        }
        await head.PressAsync("/test", null, ("To", To));
        head.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        head.Html.ShouldContain("20 tests a day are enough. Try again after");
        app.Mail.To(To).Count.ShouldBe(20);
    }

    [Theory, OnBothDatabases]
    public async Task Without_a_sender_or_an_address_a_test_says_what_is_missing(TestDatabase database)
    {
        var app = await apps.On(database);
        var head = await MailSettingsTests.HeadAsync(app);
        await head.OpenAsync(Here);
        await head.PressAsync("/test", null, ("To", To));
        (head.Status, head.Html.Contains("Enter the sender and the mail server first")).ShouldBe((HttpStatusCode.UnprocessableEntity, true));
        await head.PressAsync("/test", null, ("To", "nobody"));
        head.Html.ShouldContain("Enter an email address in the correct format");
    }

    private static async Task<TestBrowser> ReadyAsync(CampaignsApp app, int port, params (string, string?)[] but)
    {
        var head = await MailSettingsTests.HeadAsync(app);
        await MailSettingsTests.SaveAsync(head, port, but);
        head.Path.ShouldBe($"{Here}?done=saved");
        return head;
    }

    private static async Task TestAsync(TestBrowser head, string advice, string? line)
    {
        await head.PressAsync("/test", null, ("To", To));
        head.Status.ShouldBe(HttpStatusCode.OK);
        head.Html.ShouldContain("The mail did not leave.");
        head.Page.QuerySelector("#test .note")!.TextContent.ShouldContain(advice);
        if (line is not null) Said(head).ShouldContain(line);
    }

    private static List<string> Said(TestBrowser head) => [.. head.Page.QuerySelectorAll(".dialogue code").Select(code => code.TextContent)];
}

/// <summary>An installation whose configuration names everything.</summary>
public sealed class ConfiguredMailTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task What_the_configuration_says_wins_and_is_shown_read_only(TestDatabase database)
    {
        var app = await apps.On(database);
        var head = await MailSettingsTests.HeadAsync(app);
        await head.OpenAsync("/admin/settings/mail");
        head.Html.ShouldContain("Set in the configuration file");
        head.Page.QuerySelector("input[name=Host], input[name=SenderAddress], input[name=ServerPassword]").ShouldBeNull();
        await head.PressAsync("/admin/settings/mail", null, ("Host", "evil.example"), ("SenderAddress", "evil@example.org"), ("ReturnPathDomain", "send.opensquare.example"));
        head.Path.ShouldBe("/admin/settings/mail?done=saved");
        var now = app.Services.GetRequiredService<CurrentMail>().Now;
        (now.Server.Host, now.FromAddress, now.ReturnPathDomain).ShouldBe(("127.0.0.1", "hello@opensquare.example", "send.opensquare.example"));
    }

    [Theory, OnBothDatabases]
    public async Task A_pause_is_shown_with_its_reason_and_lifted_by_its_button(TestDatabase database)
    {
        var app = await apps.On(database);
        await using var db = app.Db();
        DateTimeOffset? at = app.Now;
        await db.Lanes.ExecuteUpdateAsync(set => set.SetProperty(lane => lane.PausedAt, at).SetProperty(lane => lane.PausedReason, "535 Not you"));
        var head = await MailSettingsTests.HeadAsync(app);
        await head.OpenAsync("/admin/settings/mail");
        head.Html.ShouldContain("535 Not you");
        await head.PressAsync("/resume");
        head.Html.ShouldNotContain("535 Not you");
        (await db.Lanes.SingleAsync()).PausedAt.ShouldBeNull();
        (await db.AuditEntries.CountAsync(entry => entry.Action == "mail.resumed")).ShouldBe(1);
    }
}
