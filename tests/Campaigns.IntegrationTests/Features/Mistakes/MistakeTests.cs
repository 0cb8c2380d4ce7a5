using System.Net;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Features.Mistakes;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Mistakes;

public sealed class MistakeTests(Apps apps) : IClassFixture<Apps>
{
    private const string Reader = "rita@example.org";

    [Theory, OnBothDatabases]
    public async Task A_reader_reports_from_the_campaigns_page_and_is_thanked(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var reader = await TestBrowser.Of(app).OpenAsync(campaign.Path);
        await reader.FollowAsync(link => link.EndsWith("/mistake", StringComparison.Ordinal));
        reader.Page.QuerySelectorAll("#place option").Select(option => option.TextContent).ShouldBe(["Somewhere else on the page", "It still sells the tool.", "Source 1: Contracts of the city"]);
        app.Clock.Advance(TimeSpan.FromSeconds(5));
        await reader.PressAsync("/mistake", null, ("Text", "The year is 2025.\r\nNot 2026."), ("Place", "claim-sells"), ("Link", "https://city.example/proof"), ("Name", "Rita Moss"), ("Email", Reader));

        (reader.Path, reader.Status).ShouldBe(($"{campaign.Path}/mistake/thanks", HttpStatusCode.OK));
        reader.Html.ShouldContain("Thank you for the report");
        await using var db = app.Db();
        var report = await db.MistakeReports.SingleAsync();
        (report.CampaignId, report.CampaignTextId, report.Text, report.ClaimKey, report.SourceId, report.Link, report.Name, report.Email, report.State)
            .ShouldBe((campaign.Id, campaign.TextId, "The year is 2025.\nNot 2026.", "sells", null, "https://city.example/proof", "Rita Moss", Reader, MistakeState.Open));
        app.Logs.Lines.ShouldNotContain(line => line.Contains(Reader) || line.Contains("2025"));
    }

    [Theory, OnBothDatabases]
    public async Task Wrong_fields_say_why_and_keep_every_word(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Language = "fr" }.AddToAsync(app);
        var reader = await TestBrowser.Of(app).OpenAsync($"{campaign.Path}/mistake");
        reader.Html.ShouldContain("<html lang=\"fr\"");
        await reader.PressAsync("/mistake", null, ("Text", new string('x', 2001)), ("Place", "claim-none"), ("Link", "javascript:alert(1)"), ("Name", new string('n', 121)), ("Email", "nobody"));
        reader.Status.ShouldBe(HttpStatusCode.BadRequest);
        reader.Page.QuerySelectorAll("p.error").Select(error => error.Id).ShouldBe(["text-error", "place-error", "link-error", "name-error", "email-error"]);
        (reader.Value("Text")!.Length, reader.Value("Link"), reader.Value("Email")).ShouldBe((2001, "javascript:alert(1)", "nobody"));
        await using var db = app.Db();
        (await db.MistakeReports.AnyAsync()).ShouldBeFalse();
    }

    [Theory, OnBothDatabases]
    public async Task Programs_get_the_same_answer_and_leave_nothing_and_floods_are_told_when_to_try_again(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var reader = await OpenAsync(app, campaign);
        await reader.PressAsync("/mistake", null, ("Text", "Buy shoes"), ("Website", "https://shoes.example"));
        reader.Path.ShouldEndWith("/mistake/thanks");
        await reader.OpenAsync($"{campaign.Path}/mistake");
        await reader.PressAsync("/mistake", null, ("Text", "Faster than a person"));
        reader.Path.ShouldEndWith("/mistake/thanks");
        await using var db = app.Db();
        (await db.MistakeReports.AnyAsync()).ShouldBeFalse();

        for (var report = 0; report < 5; report++) await ReportAsync(app, campaign, $"Number {report}");
        reader = await OpenAsync(app, campaign);
        await reader.PressAsync("/mistake", null, ("Text", "One too many"));
        reader.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        reader.Html.ShouldContain("Try again after");
        reader.Value("Text").ShouldBe("One too many");
        (await db.MistakeReports.CountAsync()).ShouldBe(5);
    }

    [Theory, OnBothDatabases]
    public async Task Only_what_the_public_may_see_takes_reports(TestDatabase database)
    {
        var app = await apps.On(database);
        var draft = await new TestCampaign { IsDraft = true }.AddToAsync(app);
        var tested = await new TestCampaign { IsDraft = true, Then = (campaign, now) => campaign.SetTestMode(true, now) }.AddToAsync(app);
        var removed = await new TestCampaign { Then = (campaign, now) => campaign.Remove("A court said so", now) }.AddToAsync(app);
        foreach (var (campaign, status) in ((SeededCampaign, HttpStatusCode)[])[(draft, HttpStatusCode.NotFound), (tested, HttpStatusCode.NotFound), (removed, HttpStatusCode.Gone)])
        {
            (await app.Client().GetAsync($"{campaign.Path}/mistake")).StatusCode.ShouldBe(status);
            (await app.Client().PostAsync($"{campaign.Path}/mistake", new FormUrlEncodedContent([KeyValuePair.Create("Text", "Wrong")]))).StatusCode.ShouldBe(status);
        }
        var admin = await app.StaffClientAsync("head@opensquare.example", Roles.Admin); // who sees a tested campaign's pages
        (await admin.GetAsync($"{tested.Path}/mistake")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, OnBothDatabases]
    public async Task Those_who_work_on_it_get_one_mail_an_hour_without_the_readers_words(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await app.AddStaffAsync("org@opensquare.example", Roles.Organiser);
        await app.AddStaffAsync("head@opensquare.example", Roles.Admin);
        await ReportAsync(app, campaign, "The year is wrong");
        await ReportAsync(app, campaign, "The month too");
        await app.RunAsync<DrainDeliveries>();
        var mail = app.Mail.To("org@opensquare.example").ShouldHaveSingleItem();
        mail.Subject.ShouldBe("A mistake was reported: Stop selling face recognition to police");
        mail.Text.ShouldContain($"/admin/campaigns/{campaign.Id}/mistakes");
        (mail.Source.Contains("The year"), mail.Source.Contains(Reader)).ShouldBe((false, false));
        app.Mail.To("head@opensquare.example").ShouldBeEmpty();

        app.Clock.Advance(TimeSpan.FromMinutes(61));
        await ReportAsync(app, campaign, "And the day");
        await app.RunAsync<DrainDeliveries>();
        app.Mail.To("org@opensquare.example").Count.ShouldBe(2);
    }

    [Theory, OnBothDatabases]
    public async Task A_campaign_that_nobody_works_on_tells_the_administrators(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await app.AddStaffAsync("head@opensquare.example", Roles.Admin);
        await ReportAsync(app, campaign, "The year is wrong");
        await app.RunAsync<DrainDeliveries>();
        app.Mail.To("head@opensquare.example").Count.ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task Staff_turn_it_into_a_correction_close_it_with_a_note_and_who_sent_it_is_erased(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await ReportAsync(app, campaign, "The year is wrong", ("Place", "claim-sells"));
        var organiser = new TestBrowser(await app.StaffClientAsync("org@opensquare.example", Roles.Organiser));
        await organiser.OpenAsync($"/admin/campaigns/{campaign.Id}/mistakes");
        foreach (var shown in (string[])["The year is wrong", Reader, "Rita Moss", "https://city.example/proof", "It still sells the tool."]) organiser.Html.ShouldContain(shown);
        await organiser.FollowAsync(link => link.Contains("/timeline?", StringComparison.Ordinal));
        organiser.Value("Body").ShouldBe("The year is wrong");
        organiser.Page.QuerySelector("option[value=Correction][selected], input[value=Correction][checked]").ShouldNotBeNull();
        organiser.Html.ShouldNotContain(Reader);

        await organiser.OpenAsync($"/admin/campaigns/{campaign.Id}/mistakes");
        await organiser.PressAsync("/close", "answered", ("note", "Corrected on the page"));
        organiser.Html.ShouldContain("No report waits.");
        await using var db = app.Db();
        var report = await db.MistakeReports.SingleAsync();
        (report.State, report.Note, report.Name, report.Email, report.EmailKey).ShouldBe((MistakeState.Answered, "Corrected on the page", null, null, null));
        (await db.AuditEntries.SingleAsync(entry => entry.Action == "mistake.closed")).Detail.ShouldBe("Answered");
        await organiser.OpenAsync($"/admin/campaigns/{campaign.Id}/mistakes?state=answered");
        organiser.Html.ShouldContain("Corrected on the page");
        await organiser.PressAsync("/reopen");
        (await db.MistakeReports.AsNoTracking().SingleAsync()).State.ShouldBe(MistakeState.Open);
    }

    [Theory, OnBothDatabases]
    public async Task Spam_goes_altogether_and_a_note_that_is_too_long_is_kept_in_its_field(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await ReportAsync(app, campaign, "Buy shoes");
        var organiser = new TestBrowser(await app.StaffClientAsync("org@opensquare.example", Roles.Organiser));
        await organiser.OpenAsync($"/admin/campaigns/{campaign.Id}/mistakes");
        await organiser.PressAsync("/close", "rejected", ("note", new string('n', 2001)));
        (organiser.Status, organiser.Value("note")!.Length).ShouldBe((HttpStatusCode.BadRequest, 2001));
        await organiser.PressAsync("/close", "spam", ("note", ""));
        await using var db = app.Db();
        (await db.MistakeReports.AnyAsync()).ShouldBeFalse();
        (await db.AuditEntries.CountAsync(entry => entry.Action == "mistake.erased")).ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task A_report_of_another_campaign_is_not_there(TestDatabase database)
    {
        var app = await apps.On(database);
        var mine = await new TestCampaign().AddToAsync(app);
        var organiser = await app.StaffClientAsync("org@opensquare.example", Roles.Organiser);
        var foreign = await new TestCampaign().AddToAsync(app);
        await ReportAsync(app, foreign, "The year is wrong");
        await using var db = app.Db();
        var report = await db.MistakeReports.SingleAsync();
        (await organiser.PostStaffFormAsync("/admin", $"/admin/campaigns/{mine.Id}/mistakes/{report.Id}/close", new() { ["outcome"] = "spam" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await organiser.GetStringAsync($"/admin/campaigns/{mine.Id}/timeline?mistake={report.Id}")).ShouldNotContain("The year is wrong");
        (await db.MistakeReports.CountAsync()).ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task Names_go_after_half_a_year_and_closed_reports_after_another(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await ReportAsync(app, campaign, "Still open");
        await ReportAsync(app, campaign, "Closed");
        await using (var db = app.Db())
        {
            (await db.MistakeReports.SingleAsync(report => report.Text == "Closed")).Close(MistakeState.Rejected, null, null, app.Now);
            await db.SaveChangesAsync();
        }
        app.Clock.Advance(TimeSpan.FromDays(PurgeMistakes.SenderDays - 1));
        await app.RunAsync<PurgeMistakes>();
        (await ReportsAsync(app)).Select(report => (report.Text, report.Email)).ShouldBe([("Still open", Reader), ("Closed", null)]);
        app.Clock.Advance(TimeSpan.FromDays(2));
        await app.RunAsync<PurgeMistakes>();
        (await ReportsAsync(app)).Select(report => (report.Text, report.Email, report.Name)).ShouldBe([("Still open", null, null), ("Closed", null, null)]);
        app.Clock.Advance(TimeSpan.FromDays(PurgeMistakes.ReportDays));
        await app.RunAsync<PurgeMistakes>();
        (await ReportsAsync(app)).Select(report => report.Text).ShouldBe(["Still open"]);
    }

    private static async Task<List<MistakeReport>> ReportsAsync(CampaignsApp app)
    {
        await using var db = app.Db();
        return await db.MistakeReports.OrderBy(report => report.Id).ToListAsync();
    }

    private static async Task<TestBrowser> OpenAsync(CampaignsApp app, SeededCampaign campaign)
    {
        var reader = await TestBrowser.Of(app).OpenAsync($"{campaign.Path}/mistake");
        app.Clock.Advance(TimeSpan.FromSeconds(5));
        return reader;
    }

    private static async Task ReportAsync(CampaignsApp app, SeededCampaign campaign, string text, params (string, string?)[] more)
    {
        var reader = await OpenAsync(app, campaign);
        await reader.PressAsync("/mistake", null, [("Text", text), ("Link", "https://city.example/proof"), ("Name", "Rita Moss"), ("Email", Reader), .. more]);
        reader.Path.ShouldEndWith("/mistake/thanks");
    }
}
