using System.Net;
using System.Text.RegularExpressions;
using Campaigns.Core.Accounts;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Features.TestMode;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.TestMode;

/// <summary>Who sees a campaign in test mode, how it is turned on and off, and what every page of it says.</summary>
public sealed partial class TestModeTests(Apps apps) : IClassFixture<Apps>
{
    private const string Banner = "Test mode. Nothing here counts and no mail reaches Dana Whitlock.";

    [Theory, OnBothDatabases]
    public async Task The_public_finds_nothing_at_any_address_of_a_campaign_in_test_mode(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await TestedAsync(app);
        var stranger = app.Client();
        foreach (var path in Addresses(campaign))
        {
            var answer = await stranger.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
            (await answer.Content.ReadAsStringAsync()).ShouldNotContain("face recognition", Case.Insensitive, path);
        }
        (await stranger.SignAsync(campaign)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.GetStringAsync("/")).ShouldNotContain(campaign.Slug);
        await using var db = app.Db();
        (await db.Signatures.CountAsync()).ShouldBe(0);
    }

    [Theory, OnBothDatabases]
    public async Task A_preview_link_opens_every_page_under_the_banner_and_none_is_kept_or_indexed(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await TestedAsync(app);
        var tester = app.Client();
        var opened = await tester.GetAsync(await PreviewAsync(app, campaign));
        opened.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        opened.Headers.Location!.ToString().ShouldBe(campaign.Path);
        opened.Headers.CacheControl!.ToString().ShouldBe("no-store");
        var cookie = opened.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        cookie.ShouldStartWith("__Host-preview=");
        cookie.ShouldNotContain("expires", Case.Insensitive);

        foreach (var path in (string[])[campaign.Path, campaign.SignPath, $"{campaign.Path}/thanks", $"{campaign.Path}/act/share", $"/embed/{campaign.Slug}"])
            // Twice: were it kept, the second one would come from the cache.
            foreach (var time in (int[])[1, 2])
            {
                var page = await tester.GetAsync(path);
                page.StatusCode.ShouldBe(HttpStatusCode.OK, path);
                page.Headers.Age.ShouldBeNull($"{path} {time}");
                page.Headers.CacheControl!.ToString().ShouldBe("no-store", path);
                page.Headers.GetValues("X-Robots-Tag").ShouldBe(["noindex"], path);
                WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()).ShouldContain(Banner, Case.Sensitive, path);
            }
        (await tester.GetStringAsync(campaign.JsonPath)).ShouldContain("\"status\":\"live\"");
        foreach (var path in (string[])[campaign.JsonPath, $"{campaign.Path}/feed.atom", $"/oembed?url={CampaignsApp.PublicUrl}{campaign.Path}"])
        {
            var file = await tester.GetAsync(path);
            (file.StatusCode, file.Headers.CacheControl!.ToString(), file.Headers.Age).ShouldBe((HttpStatusCode.OK, "no-store", null), path);
        }
        foreach (var path in Addresses(campaign)) (await app.Client().GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
    }

    [Theory, OnBothDatabases]
    public async Task A_tester_and_a_stranger_who_ask_at_once_each_get_their_own_answer(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await TestedAsync(app);
        var tester = await TesterAsync(app, campaign);
        var stranger = app.Client();
        for (var round = 0; round < 5; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? tester : stranger).GetAsync(campaign.Path)));
            answers.Select(answer => answer.StatusCode).ShouldBe(Enumerable.Range(0, 8).Select(i => i % 2 == 0 ? HttpStatusCode.OK : HttpStatusCode.NotFound));
        }
    }

    [Theory, OnBothDatabases]
    public async Task Staff_who_are_signed_in_see_it_without_a_link_and_everybody_else_does_not(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await TestedAsync(app);
        var viewer = await app.StaffClientAsync("viewer@opensquare.example", Roles.Viewer);
        (await viewer.GetStringAsync(campaign.Path)).ShouldContain("class=\"test\"");
        (await viewer.GetAsync(campaign.SignPath)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var nobody = await app.StaffClientAsync("nobody@opensquare.example");
        (await nobody.GetAsync(campaign.Path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, OnBothDatabases]
    public async Task Public_pages_of_other_campaigns_read_neither_cookie_and_stay_cached(TestDatabase database)
    {
        var app = await apps.On(database);
        var (tested, open) = (await TestedAsync(app), await new TestCampaign().AddToAsync(app));
        var viewer = await app.StaffClientAsync("viewer@opensquare.example", Roles.Viewer);
        await viewer.GetAsync(await PreviewAsync(app, tested));
        var first = await viewer.GetAsync(open.Path);
        first.Headers.Contains("Set-Cookie").ShouldBeFalse();
        (await first.Content.ReadAsStringAsync()).ShouldNotContain("class=\"test\"");
        (await app.Client().GetAsync(open.Path)).Headers.Age.ShouldNotBeNull("what a tester saw of another campaign is everybody's page");
    }

    [Theory, OnBothDatabases]
    public async Task A_link_of_another_campaign_or_an_earlier_run_or_a_forged_one_opens_nothing(TestDatabase database)
    {
        var app = await apps.On(database);
        var (campaign, other) = (await TestedAsync(app), await TestedAsync(app));
        var organiser = await app.StaffClientAsync("organiser@opensquare.example", Roles.Organiser);
        var earlier = await PreviewAsync(app, campaign);
        var tester = app.Client();
        await tester.GetAsync(earlier);
        (await tester.GetAsync(campaign.Path)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await tester.GetAsync(other.Path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // One link each: the second does not take the first away.
        await tester.GetAsync(await PreviewAsync(app, other));
        (await tester.GetAsync(other.Path)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await tester.GetAsync(campaign.Path)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await SwitchAsync(organiser, campaign, on: false);
        await SwitchAsync(organiser, campaign, on: true);
        (await tester.GetAsync(campaign.Path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.Client().GetAsync(earlier)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await PreviewAsync(app, campaign)).ShouldNotBe(earlier);
        foreach (var forged in (string[])["AAAAAAAAAAAAAAAAAAAAAA", "x", campaign.Id.ToString()])
            (await app.Client().GetAsync($"/preview/{forged}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, OnBothDatabases]
    public async Task An_organiser_turns_it_on_for_a_draft_and_off_again_and_is_told_what_was_deleted(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { IsDraft = true }.AddToAsync(app);
        var organiser = await app.StaffClientAsync("organiser@opensquare.example", Roles.Organiser);
        (await organiser.GetAsync(campaign.Path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var desk = $"/admin/campaigns/{campaign.Id}";
        (await organiser.GetStringAsync(desk)).ShouldNotContain("/preview/");

        (await SwitchAsync(organiser, campaign, on: true)).Headers.Location!.ToString().ShouldBe($"{desk}#test-mode");
        (await organiser.GetStringAsync(desk)).ShouldContain("/preview/");
        var tester = await TesterAsync(app, campaign);
        await SignAndConfirmAsync(app, tester, campaign, "one@example.org");
        await tester.SignAsync(campaign, SigningPost.Form("two@example.org"));
        WebUtility.HtmlDecode(await organiser.GetStringAsync(desk)).ShouldContain("2 test signatures will be deleted");

        var off = await SwitchAsync(organiser, campaign, on: false);
        WebUtility.HtmlDecode(await organiser.GetStringAsync(off.Headers.Location!.ToString())).ShouldContain("2 test signatures were deleted");
        await using var db = app.Db();
        (await db.Signatures.CountAsync()).ShouldBe(0);
        (await db.Consents.CountAsync()).ShouldBe(0);
        (await db.Deliveries.Where(d => d.State == DeliveryState.Pending).CountAsync()).ShouldBe(0);
        (await db.Deliveries.Where(d => d.State == DeliveryState.Cancelled).CountAsync()).ShouldBe(2, "the thank-you of one and the link of the other");
        (await db.CountChanges.CountAsync()).ShouldBe(0);
        (await db.AuditEntries.Where(entry => entry.Subject == campaign.Id.ToString() && entry.Action.StartsWith("campaign.test-mode")).OrderBy(entry => entry.Id)
            .Select(entry => new { entry.Action, entry.Count }).ToListAsync()).ShouldBe([new { Action = "campaign.test-mode-on", Count = (int?)null }, new { Action = "campaign.test-mode-off", Count = (int?)2 }]);
        (await tester.GetAsync(campaign.Path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, OnBothDatabases]
    public async Task A_live_a_paused_a_closed_and_a_scheduled_campaign_are_refused_in_words(TestDatabase database)
    {
        var app = await apps.On(database);
        var organiser = await app.StaffClientAsync("organiser@opensquare.example", Roles.Organiser);
        (TestCampaign Campaign, string Words)[] all =
        [
            (new TestCampaign(), "only drafts can be tested"),
            (new TestCampaign { Then = (c, now) => c.Pause(now) }, "only drafts can be tested"),
            (new TestCampaign { Then = (c, now) => c.Close(now) }, "only drafts can be tested"),
            (new TestCampaign { IsDraft = true, Then = (c, now) => c.Schedule(now.AddDays(2), now) }, "This campaign is scheduled"),
        ];
        foreach (var (campaign, words) in all)
        {
            var seeded = await campaign.AddToAsync(app);
            var desk = await organiser.GetStringAsync($"/admin/campaigns/{seeded.Id}");
            WebUtility.HtmlDecode(desk).ShouldContain(words);
            desk.ShouldNotContain($"/admin/campaigns/{seeded.Id}/test-mode");
            await SwitchAsync(organiser, seeded, on: true);
            await using var db = app.Db();
            (await db.Campaigns.SingleAsync(c => c.Id == seeded.Id)).IsTest.ShouldBeFalse();
            (await app.Client().GetAsync(seeded.Path)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_viewer_sees_who_may_turn_it_on_but_neither_the_switch_nor_the_link(TestDatabase database)
    {
        var app = await apps.On(database);
        var (draft, tested) = (await new TestCampaign { IsDraft = true }.AddToAsync(app), await TestedAsync(app));
        var viewer = await app.StaffClientAsync("viewer@opensquare.example", Roles.Viewer);
        await app.AddStaffAsync("organiser@opensquare.example", Roles.Organiser);
        foreach (var campaign in (SeededCampaign[])[draft, tested])
        {
            var desk = await viewer.GetStringAsync($"/admin/campaigns/{campaign.Id}");
            desk.ShouldContain("Name of organiser");
            desk.ShouldNotContain("/preview/");
            (await SwitchAsync(viewer, campaign, on: campaign == draft)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }
        await using var db = app.Db();
        (await db.Campaigns.OrderBy(c => c.Id).Select(c => c.IsTest).ToListAsync()).ShouldBe([false, true]);
    }

    [Theory, OnBothDatabases]
    public async Task Mails_of_a_test_say_so_in_their_subjects_and_its_links_work_on_another_device(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await TestedAsync(app);
        var tester = await TesterAsync(app, campaign);
        await tester.SignAsync(campaign);
        await app.RunAsync<DrainDeliveries>();
        var mail = app.Mail.Received.ShouldHaveSingleItem();
        mail.Subject.ShouldBe("[TEST] One more step: confirm your signature");

        var phone = app.Client(followsRedirects: true);
        WebUtility.HtmlDecode(await phone.GetStringAsync(mail.ConfirmPath)).ShouldContain(Banner);
        var thanks = await phone.PressConfirmAsync(mail.ConfirmPath);
        thanks.RequestMessage!.RequestUri!.AbsolutePath.ShouldStartWith(campaign.Path);
        thanks.StatusCode.ShouldBe(HttpStatusCode.OK);
        WebUtility.HtmlDecode(await thanks.Content.ReadAsStringAsync()).ShouldContain(Banner);

        app.Clock.Advance(TimeSpan.FromMinutes(5));
        await tester.SignAsync(campaign);
        await app.RunAsync<DrainDeliveries>();
        app.Mail.Received.ShouldAllBe(each => each.Subject.StartsWith("[TEST] "));
        app.Mail.Received.Count.ShouldBeGreaterThan(1);
    }

    [Theory, OnBothDatabases]
    public async Task A_cookie_from_the_test_signs_for_real_once_the_campaign_is_open(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await TestedAsync(app);
        var tester = await TesterAsync(app, campaign);
        await tester.SignAsync(campaign);
        await EndAndPublishAsync(app, campaign);

        app.Clock.Advance(TimeSpan.FromMinutes(5));
        (await tester.PostAsync($"{campaign.Path}/thanks/resend", null)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var db = app.Db();
        var signature = await db.Signatures.SingleAsync();
        signature.IsTest.ShouldBeFalse();
        await app.RunAsync<DrainDeliveries>();
        app.Mail.Received.ShouldHaveSingleItem().Subject.ShouldBe("One more step: confirm your signature");
        await app.Client().PressConfirmAsync(app.Mail.Received[0].ConfirmPath);
        (await app.Client().GetStringAsync(campaign.JsonPath)).ShouldContain("\"online\":1");
    }

    [Theory, OnBothDatabases]
    public async Task What_is_left_of_a_test_goes_at_night_and_real_signatures_stay(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await SignAndConfirmAsync(app, app.Client(), campaign, "real@example.org");
        await using var db = app.Db();
        var real = await db.Signatures.AsNoTracking().SingleAsync();
        db.Add(new Signature(Guid.CreateVersion7(), DetailsOf(real, "left@example.org", app) with { IsTest = true }, SignatureState.Pending, null, app.Now));
        await db.SaveChangesAsync();
        await app.RunAsync<PurgeTests>();
        (await db.Signatures.AsNoTracking().SingleAsync()).Id.ShouldBe(real.Id);
        (await db.Consents.CountAsync()).ShouldBe(1);
    }

    internal static SignatureDetails DetailsOf(Signature like, string email, CampaignsApp app) => new(
        like.CampaignId, like.TextVersionId, like.Language, app.Services.GetRequiredService<InstallationKeys>().Emails.KeyOf(email), email, "Left Over", "PT", null, null, true, true, null);

    private static string[] Addresses(SeededCampaign campaign) =>
    [
        campaign.Path, campaign.JsonPath, campaign.SignPath, $"{campaign.Path}/thanks", $"{campaign.Path}/thanks/address", $"{campaign.Path}?via=AAAAAAAAAA", $"{campaign.Path}?version=1",
        $"{campaign.Path}/act/tweet", $"{campaign.Path}/act/facebook", $"{campaign.Path}/act/email", $"{campaign.Path}/act/share", $"/embed/{campaign.Slug}", $"{campaign.Path}/feed.atom",
        $"{campaign.Path}/card-0123456789abcdef.png", $"/oembed?url={CampaignsApp.PublicUrl}{campaign.Path}",
    ];

    internal static Task<SeededCampaign> TestedAsync(CampaignsApp app) => new TestCampaign { IsDraft = true, Then = (campaign, now) => campaign.SetTestMode(true, now) }.AddToAsync(app);

    internal static async Task<HttpClient> TesterAsync(CampaignsApp app, SeededCampaign campaign)
    {
        var tester = app.Client();
        (await tester.GetAsync(await PreviewAsync(app, campaign))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return tester;
    }

    /// <summary>The path of the preview link, as its desk shows it to an administrator.</summary>
    internal static async Task<string> PreviewAsync(CampaignsApp app, SeededCampaign campaign)
    {
        var admin = await app.StaffClientAsync($"{Guid.NewGuid():n}@opensquare.example", Roles.Admin);
        return Preview().Match(await admin.GetStringAsync($"/admin/campaigns/{campaign.Id}")).Value;
    }

    internal static Task<HttpResponseMessage> SwitchAsync(HttpClient staff, SeededCampaign campaign, bool on) =>
        staff.PostStaffFormAsync($"/admin/campaigns/{campaign.Id}", $"/admin/campaigns/{campaign.Id}/test-mode", new() { ["On"] = on ? "true" : "false" });

    internal static async Task EndAndPublishAsync(CampaignsApp app, SeededCampaign campaign)
    {
        await app.Services.GetRequiredService<EndTest>().RunAsync(campaign.Id, null, null, CancellationToken.None);
        await using var db = app.Db();
        (await db.Campaigns.SingleAsync(c => c.Id == campaign.Id)).Publish(app.Now);
        await db.SaveChangesAsync();
    }

    internal static async Task SignAndConfirmAsync(CampaignsApp app, HttpClient person, SeededCampaign campaign, string email)
    {
        (await person.SignAsync(campaign, SigningPost.Form(email))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await app.RunAsync<DrainDeliveries>();
        (await person.PressConfirmAsync(app.Mail.To(email)[^1].ConfirmPath)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [GeneratedRegex("/preview/[A-Za-z0-9_-]{22}")]
    private static partial Regex Preview();
}
