using System.Net;
using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Targets;
using Campaigns.Web.Features.TestMode;
using Campaigns.Web.Outside;
using Campaigns.Web.Outside.Jobs;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.TestMode;

/// <summary>
/// Tries hard to make a campaign in test mode mail a real target. What counts is what the mail server was told: every recipient that it was
/// asked to take, accepted or not, and the headers of what it accepted.
/// </summary>
public sealed class NoTargetIsMailedTests(Apps apps) : IClassFixture<Apps>
{
    private const string Chief = "chief@northwind.example", Press = "press@northwind.example", Minister = "minister@state.example", Tester = "tess@example.org";
    private static readonly string[] Targets = [Chief, Press, Minister];

    [Theory, OnBothDatabases]
    public async Task A_real_letter_does_reach_its_target_so_that_these_tests_could_fail(TestDatabase database)
    {
        var app = await apps.On(database);
        var (campaign, _, asked) = await StartAsync(app, isTest: false);
        await WriteAsync(await SignedAsync(app, campaign, "real@example.org"), campaign);
        await ConfirmAsync(app, "real@example.org");
        await DaysAsync(app);
        asked.ShouldContain(Chief);
        app.Mail.To(Chief).ShouldNotBeEmpty();
    }

    [Theory, OnBothDatabases]
    public async Task Letters_by_our_server_go_to_their_tester(TestDatabase database)
    {
        var app = await apps.On(database);
        var (campaign, _, asked) = await StartAsync(app);
        var tester = await SignedAsync(app, campaign, Tester);
        await WriteAsync(tester, campaign); // before the address is confirmed
        await ConfirmAsync(app, Tester, by: tester);
        await DaysAsync(app);
        await WriteAsync(tester, campaign, 2); // and after
        await DaysAsync(app);
        await OnlyTesterWasAskedAsync(app, asked);
        Letters(app).ShouldBe(2, "both letters leave, to the one who wrote them");
    }

    [Theory, OnBothDatabases]
    public async Task Forged_fields_reach_nobody_else(TestDatabase database)
    {
        var app = await apps.On(database);
        var (campaign, other, asked) = await StartAsync(app);
        var tester = await SignedAsync(app, campaign, Tester);
        await ConfirmAsync(app, Tester, by: tester);
        (string, string?)[][] forgeries =
        [
            [("IsTest", "false")], [("Campaign.IsTest", "false"), ("Details.IsTest", "false")], [("To", "2")], [("To", "99")], [("To", "-1")], [("To", other.TargetId.ToString())],
            [("TargetId", other.TargetId.ToString())], [("Email", Chief), ("ToLine", Chief), ("Recipient", Chief)], [("CampaignId", other.Id.ToString()), ("slug", other.Slug)],
            [("Subject", $"Hello\r\nBcc: {Chief}")], [("Text", $"Hello\r\n.\r\nRCPT TO:<{Chief}>")], [("Copy", "true"), ("Bcc", Chief)],
        ];
        await tester.OpenAsync($"{campaign.Path}/act/email?to=1");
        var fields = tester.Fields("/act/email", "start", ("Subject", "About the contracts"), ("Text", "Stop selling it. I live beside one of those cameras."));
        foreach (var forged in forgeries)
        {
            var posted = fields.Where(field => forged.All(each => each.Item1 != field.Key)).Concat(forged.Select(each => KeyValuePair.Create(each.Item1, each.Item2 ?? "")));
            ((int)(await tester.Client.PostAsync($"{campaign.Path}/act/email", new FormUrlEncodedContent(posted))).StatusCode).ShouldBeLessThan(500);
        }
        // The address of another campaign with this one's cookies, and this one's with a signature of the other.
        ((int)(await tester.Client.PostAsync($"{other.Path}/act/email", new FormUrlEncodedContent(fields))).StatusCode).ShouldBeLessThan(500);
        await DaysAsync(app);
        await OnlyTesterWasAskedAsync(app, asked);
        Letters(app).ShouldBeGreaterThan(0);
    }

    [Theory, OnBothDatabases]
    public async Task Two_tabs_double_presses_and_letters_taken_back_and_written_again(TestDatabase database)
    {
        var app = await apps.On(database);
        var (campaign, _, asked) = await StartAsync(app);
        var tester = await SignedAsync(app, campaign, Tester);
        await tester.OpenAsync($"{campaign.Path}/act/email?to=1");
        var fields = tester.Fields("/act/email", "start", ("Text", "Stop selling it. I live beside one of those cameras."));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => tester.Client.PostAsync($"{campaign.Path}/act/email", new FormUrlEncodedContent(fields))));
        await app.RunAllAsync();
        var confirm = app.Mail.To(Tester)[0].ConfirmPath;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(press => (press == 0 ? tester.Client : app.Client()).PressConfirmAsync(confirm)));

        await tester.OpenAsync($"{campaign.Path}/act/email");
        await tester.PressAsync("/take-back");
        await DaysAsync(app);
        var before = Letters(app);
        await WriteAsync(tester, campaign);
        await DaysAsync(app);
        await OnlyTesterWasAskedAsync(app, asked);
        Letters(app).ShouldBe(before + 1);
    }

    [Theory, OnBothDatabases("app", "gmail", "outlook", "copy")]
    public async Task The_testers_own_program_is_handed_their_own_address(TestDatabase database, string program)
    {
        var app = await apps.On(database);
        var (campaign, _, asked) = await StartAsync(app, way: LetterWay.OwnProgram);
        foreach (var isSigned in (bool[])[false, true])
        {
            var tester = isSigned ? await SignedAsync(app, campaign, Tester) : await BrowserAsync(app, campaign);
            await tester.OpenAsync($"{campaign.Path}/act/email");
            NamesNoTarget(tester);
            await tester.PressAsync("/act/email", program);
            tester.Status.ShouldBe(HttpStatusCode.OK);
            tester.Page.QuerySelector("#ready").ShouldNotBeNull();
            NamesNoTarget(tester);
            if (isSigned) WebUtility.UrlDecode(WebUtility.HtmlDecode(tester.Html)).ShouldContain(Tester);
            await tester.PressAsync("/posted", "yes");
            NamesNoTarget(tester);
        }
        await ConfirmAsync(app, Tester);
        await DaysAsync(app);
        await OnlyTesterWasAskedAsync(app, asked);
        Letters(app).ShouldBe(0);
    }

    [Theory, OnBothDatabases]
    public async Task Refusals_and_retries_ask_for_nobody_else(TestDatabase database)
    {
        var app = await apps.On(database);
        var refusals = 0;
        var (campaign, _, asked) = await StartAsync(app, reply: _ => refusals++ % 3 == 0 ? "451 4.7.1 Later" : refusals % 5 == 0 ? "550 5.7.1 Not you" : null);
        var tester = await SignedAsync(app, campaign, Tester);
        await WriteAsync(tester, campaign);
        for (var round = 0; round < 6; round++)
        {
            app.Clock.Advance(TimeSpan.FromHours(1));
            await app.RunAllAsync();
        }
        await ConfirmAsync(app, Tester, by: tester);
        await DaysAsync(app);
        await DaysAsync(app);
        await OnlyTesterWasAskedAsync(app, asked);
        asked.Count.ShouldBeGreaterThan(2);
    }

    [Theory, OnBothDatabases]
    public async Task Test_letters_that_wait_when_test_mode_ends_never_leave(TestDatabase database)
    {
        var app = await apps.On(database);
        var (campaign, _, asked) = await StartAsync(app);
        var tester = await SignedAsync(app, campaign, Tester);
        await WriteAsync(tester, campaign);
        await ConfirmAsync(app, Tester, by: tester);
        var link = app.Mail.To(Tester)[0].ConfirmPath;
        await TestModeTests.EndAndPublishAsync(app, campaign);
        await DaysAsync(app);
        (await app.Client().PostAsync(link, null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await tester.OpenAsync($"{campaign.Path}/act/email");
        await DaysAsync(app);
        await OnlyTesterWasAskedAsync(app, asked);
        Letters(app).ShouldBe(0);
        await using var db = app.Db();
        (await db.Actions.CountAsync() + await db.Signatures.CountAsync()).ShouldBe(0);
    }

    [Theory, OnBothDatabases]
    public async Task Even_when_the_campaigns_row_says_live_its_test_letters_stay_with_their_tester(TestDatabase database)
    {
        var app = await apps.On(database);
        var (campaign, _, asked) = await StartAsync(app);
        var tester = await SignedAsync(app, campaign, Tester);
        await WriteAsync(tester, campaign);
        await SetTestAsync(app, campaign, false);
        await ConfirmAsync(app, Tester, purges: false); // of a test, under a campaign that is none any more
        await SetTestAsync(app, campaign, true);
        await ConfirmAsync(app, Tester, purges: false);
        await SetTestAsync(app, campaign, false);
        // Somebody mends the target's address meanwhile, and rows lose the word that says they are tests.
        await using (var db = app.Db())
        {
            await db.Targets.Where(t => t.Email == Press).ExecuteUpdateAsync(set => set.SetProperty(t => t.Email, "new-press@northwind.example"));
            await db.Deliveries.ExecuteUpdateAsync(set => set.SetProperty(d => d.IsTest, false));
        }
        await DaysAsync(app, purges: false);
        await OnlyTesterWasAskedAsync(app, asked);
    }

    [Theory, OnBothDatabases]
    public async Task Real_letters_wait_while_their_campaign_is_in_test_mode_and_links_of_before_queue_none(TestDatabase database)
    {
        var app = await apps.On(database);
        var (campaign, _, asked) = await StartAsync(app, isTest: false);
        await WriteAsync(await SignedAsync(app, campaign, "real@example.org"), campaign);
        await ConfirmAsync(app, "real@example.org");
        await WriteAsync(await SignedAsync(app, campaign, "late@example.org"), campaign);
        await app.RunAllAsync();
        await SetTestAsync(app, campaign, true);
        await DaysAsync(app);
        await ConfirmAsync(app, "late@example.org"); // given for real, pressed in test mode
        await DaysAsync(app);
        asked.ShouldAllBe(address => !Targets.Contains(address));
        await using (var db = app.Db()) (await db.Signatures.CountAsync(s => s.ConfirmedAt != null)).ShouldBe(1);

        await SetTestAsync(app, campaign, false);
        await DaysAsync(app);
        app.Mail.To(Chief).Count.ShouldBe(1, "it only waited");
        app.Mail.To(Chief)[0].Subject.ShouldNotStartWith("[TEST]");
    }

    [Theory, OnBothDatabases]
    public async Task A_target_cannot_be_the_tester_by_any_spelling(TestDatabase database)
    {
        var app = await apps.On(database);
        var (campaign, _, asked) = await StartAsync(app);
        var tester = await BrowserAsync(app, campaign);
        foreach (var spelling in (string[])[Chief, "CHIEF@Northwind.example", "chief+test@northwind.example", Press])
            (await tester.Client.SignAsync(campaign, SigningPost.Form(spelling))).StatusCode.ShouldBe(HttpStatusCode.BadRequest, spelling);
        await tester.Client.SignAsync(campaign, SigningPost.Form(Tester));
        foreach (var spelling in (string[])[Chief, "chief+x@NORTHWIND.example"])
            (await tester.Client.PostAsync($"{campaign.Path}/thanks/address", new FormUrlEncodedContent([KeyValuePair.Create("email", spelling)]))).StatusCode.ShouldBe(HttpStatusCode.BadRequest, spelling);
        await WriteAsync(tester, campaign);
        await ConfirmAsync(app, Tester);
        await DaysAsync(app);
        await OnlyTesterWasAskedAsync(app, asked);
    }

    /// <summary>Two targets with addresses, and another campaign that is live. Everything the mail server is asked is written down.</summary>
    private static async Task<(SeededCampaign Campaign, SeededCampaign Other, List<string> Asked)> StartAsync(CampaignsApp app, bool isTest = true, LetterWay way = LetterWay.OurServer, Func<string, string?>? reply = null)
    {
        var campaign = await new TestCampaign
        {
            IsDraft = isTest, TargetEmail = Chief,
            Then = (row, now) =>
            {
                row.SendLetters(way, now);
                row.ChooseTargets(TargetChoice.Chosen, AreaFallback.General, now);
                if (isTest) row.SetTestMode(true, now);
            },
        }.AddToAsync(app);
        var other = await new TestCampaign { TargetEmail = Minister }.AddToAsync(app);
        await using var db = app.Db();
        db.Add(new Target(campaign.Id, 2, "Press team") { Organisation = "Northwind", Email = Press });
        await db.SaveChangesAsync();
        var asked = new List<string>();
        app.Mail.Refuse = address =>
        {
            lock (asked) asked.Add(address);
            return reply?.Invoke(address);
        };
        return (campaign, other, asked);
    }

    private static async Task<TestBrowser> BrowserAsync(CampaignsApp app, SeededCampaign campaign)
    {
        var browser = TestBrowser.Of(app);
        await using var db = app.Db();
        if (await db.Campaigns.Where(c => c.Id == campaign.Id).Select(c => c.TestRun).SingleAsync() is { } run)
            await browser.OpenAsync($"/preview/{app.Services.GetRequiredService<InstallationKeys>().LinkToken(run, Core.Signing.LinkPurpose.Preview)}");
        return browser;
    }

    private static async Task<TestBrowser> SignedAsync(CampaignsApp app, SeededCampaign campaign, string email)
    {
        var browser = await BrowserAsync(app, campaign);
        (await browser.Client.SignAsync(campaign, SigningPost.Form(email))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return browser;
    }

    /// <summary>To the target of that number, by way of the page that lets people choose.</summary>
    private static async Task WriteAsync(TestBrowser person, SeededCampaign campaign, int to = 1)
    {
        await person.OpenAsync($"{campaign.Path}/act/email?to={to}");
        await person.PressAsync("/act/email", "start", ("Subject", "About the contracts"), ("Text", $"Stop selling it. I live beside one of those cameras. Number {to}."));
        ((int)person.Status).ShouldBeLessThan(400, person.Page.QuerySelector("main")?.TextContent);
    }

    private static async Task ConfirmAsync(CampaignsApp app, string email, bool purges = true, TestBrowser? by = null)
    {
        await app.RunAllAsync(purges ? null : typeof(PurgeTests));
        await (by?.Client ?? app.Client()).PressConfirmAsync(app.Mail.To(email)[0].ConfirmPath);
    }

    /// <summary>Office hours of five days, with every job of the program.</summary>
    private static async Task DaysAsync(CampaignsApp app, bool purges = true)
    {
        for (var day = 0; day < 5; day++)
        {
            var now = app.Now;
            var ten = new DateTimeOffset(now.Year, now.Month, now.Day, 10, 0, 0, TimeSpan.Zero);
            app.Clock.Advance((ten > now ? ten : ten.AddDays(1)) - now);
            for (var turn = 0; turn < 4; turn++)
            {
                await app.RunAllAsync(purges ? null : typeof(PurgeTests));
                app.Clock.Advance(TimeSpan.FromMinutes(11));
            }
        }
    }

    /// <summary>As no page can: the column itself.</summary>
    private static async Task SetTestAsync(CampaignsApp app, SeededCampaign campaign, bool isTest)
    {
        await using var db = app.Db();
        await db.Campaigns.Where(c => c.Id == campaign.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.IsTest, isTest).SetProperty(c => c.Status, CampaignStatus.Live));
        app.Clock.Advance(TimeSpan.FromSeconds(5));
        foreach (var slug in (string[])[campaign.Slug]) app.Services.GetRequiredService<Web.Features.Shared.PublicCampaigns>().Forget(slug);
    }

    private static int Letters(CampaignsApp app) => app.Mail.Received.Count(mail => mail.Text.Contains("Stop selling it. I live beside", StringComparison.Ordinal) && mail.To == Tester);

    private static void NamesNoTarget(TestBrowser page)
    {
        var plain = WebUtility.UrlDecode(WebUtility.HtmlDecode(page.Html));
        foreach (var target in Targets) plain.ShouldNotContain(target, Case.Insensitive, page.Path);
    }

    private static async Task OnlyTesterWasAskedAsync(CampaignsApp app, List<string> asked)
    {
        asked.ShouldNotBeEmpty();
        asked.ShouldAllBe(address => address == Tester);
        foreach (var mail in app.Mail.Received)
        {
            mail.To.ShouldBe(Tester);
            mail.Subject.ShouldStartWith("[TEST] ");
            var headers = mail.Source[..mail.Source.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
            foreach (var target in Targets) headers.ShouldNotContain(target, Case.Insensitive);
            foreach (var header in (string[])["Cc", "Bcc", "Resent-To"]) mail.Header(header).ShouldBeEmpty(header);
        }
        await using var db = app.Db();
        var keys = app.Services.GetRequiredService<InstallationKeys>().Emails;
        foreach (var target in Targets)
        {
            var key = keys.KeyOf(target);
            (await db.Deliveries.CountAsync(d => d.RecipientKey == key)).ShouldBe(0, "no row of a test ever stands for a target's address");
        }
        (await db.Deliveries.CountAsync(d => d.Kind == DeliveryKind.LetterToTarget && d.State == DeliveryState.Uncertain)).ShouldBe(0);
    }
}
