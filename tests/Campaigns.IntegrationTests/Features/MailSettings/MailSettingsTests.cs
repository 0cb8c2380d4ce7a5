using System.Net;
using Campaigns.Core.Accounts;
using Campaigns.Core.Deliveries;
using Campaigns.IntegrationTests.Support;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.MailSettings;

/// <summary>An installation whose configuration says nothing of mail.</summary>
public sealed class WithoutMail : Apps
{
    public static readonly Dictionary<string, string?> Nothing = new() { ["Mail:From"] = "", ["Smtp:Host"] = "", ["Smtp:Port"] = null, ["Smtp:Security"] = null, ["Smtp:Connections"] = null, ["Smtp:AllowPlainAuth"] = "true" };

    protected override void Configure(AppSetup setup)
    {
        foreach (var (key, value) in Nothing) setup.Settings[key] = value;
    }
}

public sealed class MailSettingsTests(WithoutMail apps) : IClassFixture<WithoutMail>
{
    private const string Here = "/admin/settings/mail", Head = "head@opensquare.example", Secret = "marmalade 7 ferry";

    [Theory, OnBothDatabases]
    public async Task Mail_waits_until_somebody_says_who_sends_and_through_which_server(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        (await app.Client().SignAsync(campaign)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await app.RunAsync<DrainDeliveries>();
        await using var db = app.Db();
        var row = await db.Deliveries.AsNoTracking().SingleAsync();
        (row.State, row.Attempts, app.Mail.Received.Count).ShouldBe((DeliveryState.Pending, 0, 0));

        var head = await HeadAsync(app);
        await head.OpenAsync(Here);
        head.Html.ShouldContain("Mail waits.");
        head.Html.ShouldContain("1 mail waits in the queue");
        await SaveAsync(head, app.Mail.Port);
        (head.Path, head.Status).ShouldBe(($"{Here}?done=saved", HttpStatusCode.OK));
        head.Html.ShouldNotContain("Mail waits.");
        await app.RunAsync<DrainDeliveries>();

        (await db.Deliveries.AsNoTracking().SingleAsync()).State.ShouldBe(DeliveryState.Sent);
        app.Mail.To("ana@example.org").ShouldHaveSingleItem().Source.ShouldContain("From: \"Open Square\" <hello@opensquare.example>");
        (await db.AuditEntries.CountAsync(entry => entry.Action == "mail.settings-saved")).ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task Another_node_sends_by_the_new_settings_without_a_restart(TestDatabase database)
    {
        var app = await apps.On(database);
        var setup = new AppSetup { Settings = { ["ConnectionStrings:Campaigns"] = app.ConnectionString } };
        foreach (var (key, value) in WithoutMail.Nothing) setup.Settings[key] = value;
        await using var other = await CampaignsApp.StartAsync(database, setup);
        other.Clock.Advance(app.Now - other.Now);
        var campaign = await new TestCampaign().AddToAsync(app);
        await app.Client().SignAsync(campaign);
        await other.RunAsync<DrainDeliveries>();
        await SaveAsync(await HeadAsync(app), app.Mail.Port);

        other.Clock.Advance(TimeSpan.FromSeconds(2));
        await other.RunAsync<DrainDeliveries>();
        app.Mail.To("ana@example.org").Count.ShouldBe(1);

        await using var second = new ScriptedSmtpServer();
        await SaveAsync(await SignedInAsync(app), second.Port);
        await app.Client().SignAsync(campaign, SigningPost.Form("ben@example.org"));
        await Task.Delay(TimeSpan.FromSeconds(3.2)); // nobody asks it: it looks by itself
        other.Services.GetRequiredService<CurrentMail>().Now.Server.Port.ShouldBe(second.Port);
        other.Clock.Advance(TimeSpan.FromSeconds(2));
        await other.RunAsync<DrainDeliveries>();
        second.Mails.ShouldHaveSingleItem().RcptTo.ShouldContain("ben@example.org");
    }

    [Theory, OnBothDatabases]
    public async Task The_password_is_sealed_never_shown_and_never_goes_to_another_server(TestDatabase database)
    {
        var app = await apps.On(database);
        await using var server = new ScriptedSmtpServer { Offers = ["AUTH PLAIN LOGIN", "PIPELINING"] };
        var head = await HeadAsync(app);
        await SaveAsync(head, server.Port, ("UserName", "campaigns"), ("ServerPassword", Secret));
        head.Html.ShouldNotContain(Secret);
        head.Html.ShouldContain("One is kept, sealed, and never shown");
        await using var db = app.Db();
        var saved = await db.MailSetups.AsNoTracking().SingleAsync();
        saved.SealedPassword.ShouldNotBeNull().ShouldNotContain(Secret);

        await SaveAsync(head, server.Port, ("SenderName", "Square"), ("UserName", "campaigns"));
        app.Services.GetRequiredService<CurrentMail>().Now.Server.Password.ShouldBe(Secret);

        await SaveAsync(head, server.Port, ("Host", "localhost"), ("UserName", "campaigns"));
        head.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        head.Page.QuerySelector("#serverPassword-error")!.TextContent.ShouldContain("Enter the password for this server and user");
        (await db.MailSetups.AsNoTracking().SingleAsync()).Host.ShouldBe("127.0.0.1");
        app.Logs.Lines.ShouldNotContain(line => line.Contains(Secret));
    }

    [Theory, OnBothDatabases]
    public async Task Two_who_save_at_once_lose_nothing(TestDatabase database)
    {
        var app = await apps.On(database);
        var (first, second) = (await HeadAsync(app), await SignedInAsync(app));
        await first.OpenAsync(Here);
        await second.OpenAsync(Here);
        await first.PressAsync(Here, null, Fields(app.Mail.Port));
        await second.PressAsync(Here, null, Fields(app.Mail.Port, ("SenderName", "Another Name")));
        second.Status.ShouldBe(HttpStatusCode.Conflict);
        second.Value("SenderName").ShouldBe("Another Name");
        second.Html.ShouldContain("Open Square &lt;hello@opensquare.example&gt;");
        await second.PressAsync(Here, null, ("SenderName", "Another Name"));
        app.Services.GetRequiredService<CurrentMail>().Now.From!.DisplayName.ShouldBe("Another Name");
    }

    [Theory, OnBothDatabases]
    public async Task Every_wrong_field_says_what_to_enter_and_keeps_what_was_typed(TestDatabase database)
    {
        var app = await apps.On(database);
        var head = await HeadAsync(app);
        await SaveAsync(head, app.Mail.Port, ("SenderName", "A <b>"), ("SenderAddress", "nobody"), ("ReturnPathDomain", "no domain"), ("Host", "smtp://x"), ("Port", "99999"), ("Security", "Ssl"), ("Connections", "0"), ("ServerPassword", "x"));
        head.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        head.Page.QuerySelectorAll("p.error").Select(error => error.Id).ShouldBe(["senderName-error", "senderAddress-error", "returnPathDomain-error", "host-error", "security-error", "port-error", "userName-error", "connections-error"], ignoreOrder: true);
        (head.Value("Host"), head.Value("Port"), head.Value("ServerPassword")).ShouldBe(("smtp://x", "99999", ""));
        await using var db = app.Db();
        (await db.MailSetups.AnyAsync()).ShouldBeFalse();
    }

    [Theory, OnBothDatabases]
    public async Task A_password_that_can_no_longer_be_read_makes_mail_wait_and_is_asked_for_again(TestDatabase database)
    {
        var app = await apps.On(database);
        var head = await HeadAsync(app);
        await SaveAsync(head, app.Mail.Port, ("UserName", "campaigns"), ("ServerPassword", Secret));
        await using var db = app.Db();
        await db.MailSetups.ExecuteUpdateAsync(set => set.SetProperty(setup => setup.SealedPassword, "broken").SetProperty(setup => setup.Revision, Guid.NewGuid()));
        app.Clock.Advance(TimeSpan.FromSeconds(5));
        await head.OpenAsync(Here);
        head.Html.ShouldContain("cannot be read any more");
        await new TestCampaign().AddToAsync(app);
        await app.RunAsync<DrainDeliveries>(); // waits instead of failing
        await SaveAsync(head, app.Mail.Port, ("UserName", "campaigns"));
        head.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    internal static async Task<TestBrowser> HeadAsync(CampaignsApp app)
    {
        await app.AddStaffAsync(Head, Roles.Admin);
        return await SignedInAsync(app);
    }

    internal static async Task<TestBrowser> SignedInAsync(CampaignsApp app)
    {
        var client = app.Client();
        await client.SignInAsync(Head);
        return new TestBrowser(client);
    }

    internal static async Task SaveAsync(TestBrowser head, int port, params (string, string?)[] but)
    {
        await head.OpenAsync(Here);
        await head.PressAsync(Here, null, Fields(port, but));
    }

    private static (string, string?)[] Fields(int port, params (string Field, string? Value)[] but) =>
    [
        .. new (string Field, string? Value)[]
        {
            ("SenderName", "Open Square"), ("SenderAddress", "hello@opensquare.example"), ("Host", "127.0.0.1"),
            ("Port", port.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Security", "None"), ("Connections", "2"),
        }.Where(field => !but.Any(other => other.Field == field.Field)), .. but,
    ];
}
