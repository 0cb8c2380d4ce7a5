using System.Net;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Core.Targets;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Home;

public sealed class HomeTests(Apps apps) : IClassFixture<Apps>
{
    private const string Mine = "Keep the saltmarsh", Foreign = "Open the archive";

    [Theory, OnBothDatabases]
    public async Task It_names_what_needs_a_person_and_leads_there(TestDatabase database)
    {
        var app = await apps.On(database);
        var mine = await TroubledAsync(app);
        var organiser = await OpenAsync(app, "org", Roles.Organiser);

        var tasks = Tasks(organiser);
        tasks.ShouldContain(task => task.Contains("1 mistake was reported."));
        tasks.ShouldContain(task => task.Contains("1 question to the target is unanswered since"));
        tasks.ShouldContain(task => task.Contains("2 mails could not be sent."));
        tasks.ShouldContain(task => task.Contains("Mail to Dana Whitlock comes back"));
        tasks.Count.ShouldBe(4);
        foreach (var link in organiser.Page.QuerySelectorAll("#needs a").Select(link => link.GetAttribute("href")!).Where(href => !href.EndsWith("/mistakes", StringComparison.Ordinal)).ToList())
            (await organiser.Client.GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.OK, link);
        organiser.Page.QuerySelectorAll("#needs a").Select(link => link.GetAttribute("href")).ShouldContain($"/admin/campaigns/{mine.Id}/mistakes");
    }

    [Theory, OnBothDatabases]
    public async Task Foreign_campaigns_are_hidden_and_a_viewer_sees_totals_alone(TestDatabase database)
    {
        var app = await apps.On(database);
        await TroubledAsync(app);
        var shared = await OpenAsync(app, "org", Roles.Organiser);
        shared.Html.ShouldContain(Mine);
        await new TestCampaign { Headline = Foreign, Online = 7 }.AddToAsync(app);
        await shared.OpenAsync("/admin");
        shared.Html.ShouldNotContain(Foreign);

        var viewer = await OpenAsync(app, "vic", Roles.Viewer);
        viewer.Html.ShouldContain("Nothing needs you.");
        (viewer.Html.Contains(Mine), viewer.Html.Contains(Foreign)).ShouldBe((true, true));
        viewer.Page.QuerySelectorAll("#needs li").ShouldBeEmpty();
        (await viewer.OpenAsync("/admin/deliveries")).Html.ShouldContain("Every mail was sent.");
        viewer.Html.ShouldNotContain(Mine);
        (await OpenAsync(app, "nobody", Roles.Exporter)).Html.ShouldNotContain("What the program does by itself");
    }

    [Theory, OnBothDatabases]
    public async Task A_missed_opening_and_failed_jobs_are_told(TestDatabase database)
    {
        var app = await apps.On(database);
        await new TestCampaign { IsDraft = true, Then = (campaign, now) => campaign.Schedule(now.AddMinutes(5), now) }.AddToAsync(app);
        app.Clock.Advance(TimeSpan.FromHours(3));
        await using (var db = app.Db())
        {
            db.Add(new Campaigns.Core.Operating.JobLease("CountSignatures"));
            await db.SaveChangesAsync();
            await db.JobLeases.ExecuteUpdateAsync(set => set.SetProperty(lease => lease.LastError, "TimeoutException"));
        }
        var admin = await OpenAsync(app, "head", Roles.Admin);
        Tasks(admin).ShouldHaveSingleItem().ShouldContain("It should have opened at");
        admin.Html.ShouldContain("1 job failed at its last run.");
        admin.Html.ShouldContain("TimeoutException");
    }

    [Theory, OnBothDatabases]
    public async Task Today_and_fourteen_days_are_those_of_the_campaigns_zone(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Headline = Mine, Paper = 80 }.AddToAsync(app);
        await using (var db = app.Db())
        {
            var row = await db.Campaigns.SingleAsync();
            db.Entry(row).Property(c => c.TimeZone).CurrentValue = "Pacific/Kiritimati"; // fourteen hours ahead of UTC
            await db.SaveChangesAsync();
        }
        var midnight = new DateTimeOffset(app.Now.ToOffset(TimeSpan.FromHours(14)).Date, TimeSpan.FromHours(14));
        await ConfirmedAsync(app, campaign, midnight.AddMinutes(1), midnight.AddMinutes(-1), midnight.AddMinutes(-2), midnight.AddDays(-13).AddMinutes(1), midnight.AddDays(-13).AddMinutes(-1));
        var viewer = await OpenAsync(app, "vic", Roles.Viewer);
        viewer.Page.QuerySelector(".spark")!.GetAttribute("aria-label").ShouldBe("Confirmed a day, last 14 days: 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 1");
        viewer.Page.QuerySelectorAll(".homes dd").Select(dd => dd.TextContent.Trim()).First().ShouldBe("+1");
        viewer.Page.QuerySelector(".homes")!.TextContent.ShouldContain("+ 80 on paper");
    }

    /// <summary>A campaign in which everything is wrong.</summary>
    private static async Task<SeededCampaign> TroubledAsync(CampaignsApp app)
    {
        var mine = await new TestCampaign { Headline = Mine, Online = 5 }.AddToAsync(app);
        await using var db = app.Db();
        var today = DateOnly.FromDateTime(app.Now.UtcDateTime);
        db.Add(new MistakeReport(mine.Id, mine.TextId, "The year is wrong", app.Now));
        var claim = await db.StoryClaims.FirstOrDefaultAsync(claim => claim.CampaignTextId == mine.TextId) ?? db.Add(new Claim(mine.TextId, "sells")).Entity;
        claim.Ask(mine.TargetId, today.AddDays(-20), "by letter", today.AddDays(-5));
        (await db.Targets.SingleAsync(target => target.Id == mine.TargetId)).Mail = TargetMail.Bounced;
        await db.SaveChangesAsync();
        await FailedMailTests.AddAsync(app, mine, DeliveryKind.Confirmed, DeliveryState.Failed, "The mail server refused the message.", 1);
        await FailedMailTests.AddAsync(app, mine, DeliveryKind.Confirmed, DeliveryState.Uncertain, "The connection broke twice before the server answered; it may have arrived.", 1);
        await FailedMailTests.AddAsync(app, mine, DeliveryKind.Confirmation, DeliveryState.Failed, "The address does not exist.", 3);
        return mine;
    }

    private static async Task ConfirmedAsync(CampaignsApp app, SeededCampaign campaign, params DateTimeOffset[] moments)
    {
        await using var db = app.Db();
        foreach (var at in moments)
        {
            var email = $"{Guid.NewGuid():n}@example.org";
            var signature = new Signature(Guid.CreateVersion7(at), new(campaign.Id, campaign.VersionId, "en", Guid.NewGuid().ToByteArray().Concat(Guid.NewGuid().ToByteArray()).ToArray(), email, "Ana Silva", "PT", null, null, false, false, null), SignatureState.Pending, null, at);
            db.Add(signature);
            await db.SaveChangesAsync();
            DateTimeOffset? confirmed = at;
            await db.Signatures.Where(s => s.Id == signature.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SignatureState.Confirmed).SetProperty(s => s.ConfirmedAt, confirmed));
        }
    }

    internal static async Task<TestBrowser> OpenAsync(CampaignsApp app, string name, params string[] roles)
    {
        var client = await app.StaffClientAsync($"{name}@opensquare.example", roles);
        return await new TestBrowser(client).OpenAsync("/admin");
    }

    private static List<string> Tasks(TestBrowser browser) => [.. browser.Page.QuerySelectorAll("#needs li").Select(task => System.Text.RegularExpressions.Regex.Replace(task.TextContent, "\\s+", " "))];
}
