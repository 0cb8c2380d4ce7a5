using System.Net;
using System.Text.RegularExpressions;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.IntegrationTests.Features.TestMode;
using Campaigns.Web.Features.Launching;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Launching;

/// <summary>From a draft to the public: the checklist, publishing at once or for a time, and a time that was missed.</summary>
public sealed class PublishTests(Apps apps) : LaunchTest, IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task The_checklist_says_what_is_there_and_what_is_missing_from_what_was_done(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await TestModeTests.TestedAsync(app);
        var publisher = await PublisherAsync(app);
        var before = Checks(await ReadAsync(publisher, $"{Desk(campaign)}/launch"));
        before["Headline"].ShouldBe("Done");
        before["Target"].ShouldBe("Done");
        before["Your own confirmation mail"].ShouldBe("Missing");
        before["A test run of each step"].ShouldBe("Missing");

        var tester = await TestModeTests.TesterAsync(app, campaign);
        await TestModeTests.SignAndConfirmAsync(app, tester, campaign, "own@example.org");
        await using (var db = app.Db())
        {
            var signature = await db.Signatures.SingleAsync(s => s.CampaignId == campaign.Id);
            foreach (var step in (Step[])[Step.Tweet, Step.FacebookComment, Step.EmailTarget, Step.Share])
                db.Add(new SupporterAction(campaign.Id, signature.Id, step, Channel.X, campaign.TargetId, "en", app.Now) { IsTest = true });
            await db.SaveChangesAsync();
        }
        var after = Checks(await ReadAsync(publisher, $"{Desk(campaign)}/launch"));
        after["Your own confirmation mail"].ShouldBe("Done");
        after["A test run of each step"].ShouldBe("Done");
        after["Sources and claims"].ShouldBe("Missing"); // the claim has no source of its own

        // What was gone through stays known when test mode ends and its rows go.
        (await publisher.PostStaffFormAsync(Desk(campaign), $"{Desk(campaign)}/test-mode", new() { ["on"] = "false" })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using (var db = app.Db()) (await db.Signatures.CountAsync(s => s.CampaignId == campaign.Id)).ShouldBe(0);
        var later = Checks(await ReadAsync(publisher, $"{Desk(campaign)}/launch"));
        later["Your own confirmation mail"].ShouldBe("Done");
        later["A test run of each step"].ShouldBe("Done");
    }

    [Theory, OnBothDatabases]
    public async Task Publishing_ends_test_mode_and_says_how_many_test_signatures_went(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await TestModeTests.TestedAsync(app);
        var tester = await TestModeTests.TesterAsync(app, campaign);
        await TestModeTests.SignAndConfirmAsync(app, tester, campaign, "one@example.org");
        (await tester.SignAsync(campaign, SigningPost.Form("two@example.org"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await app.Client().GetAsync(campaign.Path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var publisher = await PublisherAsync(app);
        (await ReadAsync(publisher, $"{Desk(campaign)}/launch")).ShouldContain("2 test signatures are deleted");

        var answer = await PressAsync(publisher, campaign, "publish-now", page: "launch");
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await ReadAsync(publisher, answer.Headers.Location!.OriginalString)).ShouldContain("2 test signatures were deleted.");

        var row = await RowAsync(app, campaign);
        (row.Status, row.IsTest).ShouldBe((CampaignStatus.Live, false));
        row.PublishedAt!.Value.ShouldBe(app.Now, TimeSpan.FromMinutes(1));
        (await app.Client().GetStringAsync(campaign.Path)).ShouldContain("face recognition");
        await using var db = app.Db();
        (await db.Signatures.CountAsync(s => s.CampaignId == campaign.Id)).ShouldBe(0);
        (await AuditAsync(app, campaign, "campaign.published")).ShouldHaveSingleItem().Count.ShouldBe(2);
        // A second press, from another window, changes nothing.
        (await PressAsync(publisher, campaign, "publish-now", page: "launch?again")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await AuditAsync(app, campaign, "campaign.published")).Count.ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task Cited_sources_get_their_numbers_in_the_order_of_the_story_and_the_first_version_its_date(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { IsDraft = true, Story = "First.[^zebra] Then.[^contracts] Again.[^zebra] Last.[^apple]" }.AddToAsync(app);
        await using (var db = app.Db())
        {
            foreach (var key in (string[])["apple", "unused", "zebra"])
                db.Add(new Source(campaign.TextId, key, $"Title of {key}", $"https://city.example/{key}", "City", new DateOnly(2026, 2, 1), SourceKind.News));
            await db.SaveChangesAsync();
        }
        app.Clock.Advance(TimeSpan.FromHours(3));
        var publisher = await PublisherAsync(app);
        (await PressAsync(publisher, campaign, "publish-now", page: "launch")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        await using var after = app.Db();
        // The seeded source had its number already, and keeps it.
        (await after.Sources.Where(s => s.CampaignTextId == campaign.TextId).ToDictionaryAsync(s => s.Key, s => s.Number))
            .ShouldBe(new Dictionary<string, int?> { ["contracts"] = 1, ["zebra"] = 2, ["apple"] = 3, ["unused"] = null }, ignoreOrder: true);
        (await VersionsAsync(app, campaign)).ShouldHaveSingleItem().PublishedAt.ShouldBe(app.Now, TimeSpan.FromMinutes(1));
    }

    [Theory, OnBothDatabases]
    public async Task A_campaign_without_story_or_target_is_not_published_whoever_posts_it(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { IsDraft = true, Story = "" }.AddToAsync(app);
        var publisher = await PublisherAsync(app);
        var page = await ReadAsync(publisher, $"{Desk(campaign)}/launch");
        Checks(page)["Story"].ShouldBe("Missing");
        page.ShouldNotContain("publish-now");
        var answer = await publisher.PostStaffFormAsync("/admin", $"{Desk(campaign)}/publish-now", []);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ReadAsync(answer)).ShouldContain("Headline, summary, story and a target are needed first");
        (await RowAsync(app, campaign)).Status.ShouldBe(CampaignStatus.Draft);
    }

    [Theory, OnBothDatabases]
    public async Task Who_may_not_publish_reads_who_may(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { IsDraft = true }.AddToAsync(app);
        await app.AddStaffAsync("paula@opensquare.example", Roles.Publisher);
        var organiser = await app.StaffClientAsync($"{Guid.NewGuid():n}@opensquare.example", Roles.Organiser);
        var page = await ReadAsync(organiser, $"{Desk(campaign)}/launch");
        page.ShouldContain("A Publisher must do this.");
        page.ShouldContain("Name of paula");
        page.ShouldNotContain("publish-now");
        foreach (var act in (string[])["publish-now", "schedule", "unschedule", "pause", "close", "win", "archive", "extend", "resume"])
            (await organiser.PostStaffFormAsync("/admin", $"{Desk(campaign)}/{act}", [])).StatusCode.ShouldBe(HttpStatusCode.Forbidden, act);
    }

    [Theory, OnBothDatabases]
    public async Task A_time_is_said_in_full_before_it_is_confirmed_and_opens_the_campaign_by_itself(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { IsDraft = true, Then = (row, now) => row.SetTimeZone("Europe/Berlin", now) }.AddToAsync(app);
        var publisher = await PublisherAsync(app);
        var opens = new DateTimeOffset(app.Now.UtcDateTime.Date.AddDays(3).AddHours(10), TimeSpan.Zero);
        var local = TimeZoneInfo.ConvertTime(opens, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        var typed = local.ToString("yyyy-MM-dd'T'HH:mm");
        var said = $"{local:d MMMM yyyy}, {local:HH:mm} Europe/Berlin ({opens:HH:mm} UTC), in {Math.Round((opens - app.Now).TotalDays)} days";
        (await ReadAsync(publisher, $"{Desk(campaign)}/schedule?opensAt={typed}")).ShouldContain(said);
        (await RowAsync(app, campaign)).Status.ShouldBe(CampaignStatus.Draft);

        var answer = await PressAsync(publisher, campaign, "schedule", new() { ["opensAt"] = typed }, $"schedule?opensAt={typed}");
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await ReadAsync(publisher, $"{Desk(campaign)}/launch")).ShouldContain(said);
        (await RowAsync(app, campaign)).StatusAt(app.Now).ShouldBe(CampaignStatus.Scheduled);

        app.Clock.Advance(opens - app.Now + TimeSpan.FromMinutes(5));
        (await RowAsync(app, campaign)).StatusAt(app.Now).ShouldBe(CampaignStatus.Live);
        await app.RunAsync<OpenCampaigns>();
        app.Clock.Advance(TimeSpan.FromHours(5)); // on record, so no later question
        var row = await RowAsync(app, campaign);
        (row.Status, row.StatusAt(app.Now), row.HasMissedOpeningAt(app.Now)).ShouldBe((CampaignStatus.Live, CampaignStatus.Live, false));
        row.PublishedAt.ShouldBe(row.OpensAt);
        (await AuditAsync(app, campaign, "campaign.opened")).ShouldHaveSingleItem();
    }

    [Theory, OnBothDatabases]
    public async Task Times_that_are_past_or_that_clocks_skip_are_refused_in_words_and_kept_in_the_field(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { IsDraft = true, Then = (row, now) => row.SetTimeZone("Europe/Berlin", now) }.AddToAsync(app);
        var publisher = await PublisherAsync(app);
        var year = app.Now.Year + 1;
        var last = Enumerable.Range(25, 7).Select(day => new DateTime(year, 3, day)).Single(day => day.DayOfWeek is DayOfWeek.Sunday);
        foreach (var (typed, sentence) in ((string, string)[])
        [
            ($"{last:yyyy-MM-dd}T02:30", "Clocks skip this time on that day in this zone"),
            ("2020-05-03T09:00", "Enter a time to come"),
            ("soon", "Enter a date and a time, such as"),
            ("", "Enter a date and a time, such as"),
        ])
        {
            var asked = await publisher.GetAsync($"{Desk(campaign)}/schedule?opensAt={typed}");
            asked.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            var page = await ReadAsync(asked);
            page.ShouldContain(sentence);
            page.ShouldContain("id=\"opensAt-error\"");
            if (typed.Length > 0) page.ShouldContain($"value=\"{typed}\"");
            (await publisher.PostStaffFormAsync("/admin", $"{Desk(campaign)}/schedule", new() { ["opensAt"] = typed })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }
        (await RowAsync(app, campaign)).Status.ShouldBe(CampaignStatus.Draft);
    }

    [Theory, OnBothDatabases]
    public async Task Unscheduling_makes_it_a_draft_again_and_its_page_is_gone(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { IsDraft = true, Then = (row, now) => row.Schedule(now.AddHours(3), now) }.AddToAsync(app);
        (await app.Client().GetAsync(campaign.Path)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var publisher = await PublisherAsync(app);
        (await PressAsync(publisher, campaign, "unschedule", page: "launch")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await RowAsync(app, campaign)).Status.ShouldBe(CampaignStatus.Draft);
        (await app.Client().GetAsync(campaign.Path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await AuditAsync(app, campaign, "campaign.unscheduled")).ShouldHaveSingleItem();
    }

    [Theory, OnBothDatabases]
    public async Task A_time_that_passed_while_nothing_ran_asks_instead_of_firing(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { IsDraft = true, Then = (row, now) => row.Schedule(now.AddHours(1), now) }.AddToAsync(app);
        app.Clock.Advance(TimeSpan.FromMinutes(76));
        await app.RunAsync<OpenCampaigns>();
        await FreshAsync(app, campaign);

        (await RowAsync(app, campaign)).StatusAt(app.Now).ShouldBe(CampaignStatus.Scheduled);
        (await app.Client().SignAsync(campaign)).StatusCode.ShouldNotBe(HttpStatusCode.SeeOther);
        (await app.Client().GetStringAsync(campaign.Path)).ShouldNotContain("Opens on");
        var publisher = await PublisherAsync(app);
        foreach (var path in (string[])["/admin", Desk(campaign), $"{Desk(campaign)}/launch"])
        {
            var page = await ReadAsync(publisher, path);
            page.ShouldContain("It should have opened at", Case.Sensitive, path);
            page.ShouldContain("Open it now?", Case.Sensitive, path);
        }

        (await PressAsync(publisher, campaign, "publish-now", page: "launch")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var row = await RowAsync(app, campaign);
        (row.Status, row.PublishedAt).ShouldBe((CampaignStatus.Live, row.OpensAt));
        row.OpensAt!.Value.ShouldBe(app.Now, TimeSpan.FromMinutes(1));
        (await app.Client().SignAsync(campaign)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    /// <summary>Name to Done or Missing.</summary>
    private static Dictionary<string, string> Checks(string page) =>
        Regex.Matches(page, "<li>\\s*<span class=\"tag [^\"]*\">(Done|Missing)</span>\\s*<div>\\s*<p><strong>([^<]+)</strong>").ToDictionary(match => match.Groups[2].Value, match => match.Groups[1].Value);
}
