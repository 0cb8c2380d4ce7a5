using System.Net;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Site;

public sealed class PrivacyTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task No_log_line_of_a_whole_journey_names_the_person_or_a_token(TestDatabase database)
    {
        var app = await apps.On(database);
        var (_, mail, _) = await Journey.WalkAsync(app, await new TestCampaign().AddToAsync(app));
        foreach (var line in app.Logs.Lines)
        foreach (var secret in (string[])["zuzanna", "wyrwicka", "example.org", "00-950", mail.Token])
            line.ShouldNotContain(secret, Case.Insensitive);
    }

    [Theory, OnBothDatabases]
    public async Task No_address_on_the_way_names_the_person(TestDatabase database)
    {
        var app = await apps.On(database);
        var (answers, mail, _) = await Journey.WalkAsync(app, await new TestCampaign().AddToAsync(app));
        var locations = answers.Select(answer => answer.Headers.Location?.ToString()).OfType<string>().ToList();
        locations.Count.ShouldBeGreaterThan(2);
        foreach (var address in locations.Concat(answers.Select(answer => answer.RequestMessage!.RequestUri!.ToString())))
        foreach (var secret in (string[])["zuzanna", "wyrwicka", "00-950", "%40", "@"])
            address.ShouldNotContain(secret, Case.Insensitive);
        locations.ShouldAllBe(location => !location.Contains(mail.Token) || location.StartsWith("/s/"));
    }

    [Theory, OnBothDatabases]
    public async Task Looking_at_a_mailed_link_twenty_times_changes_no_row(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await app.Client().SignAsync(campaign);
        await app.RunAsync<Web.Features.Deliveries.DrainDeliveries>();
        var path = (await app.Mail.NextToAsync("ana@example.org")).ConfirmPath;
        var before = await RowsAsync(app);
        var scanner = app.Client(sendsFetchSite: false);
        for (var i = 0; i < 20; i++)
        {
            (await scanner.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await scanner.SendAsync(new HttpRequestMessage(HttpMethod.Head, path))).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        (await RowsAsync(app)).ShouldBe(before);
    }

    [Theory, OnBothDatabases]
    public async Task Pages_of_a_mailed_link_are_stored_by_nobody(TestDatabase database)
    {
        var app = await apps.On(database);
        var (answers, mail, _) = await Journey.WalkAsync(app, await new TestCampaign().AddToAsync(app));
        var pages = answers.Where(answer => answer.RequestMessage!.RequestUri!.AbsolutePath == mail.ConfirmPath && answer.StatusCode is HttpStatusCode.OK).ToList();
        pages.Count.ShouldBe(2);
        foreach (var page in pages)
        {
            page.Headers.CacheControl!.NoStore.ShouldBeTrue();
            page.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
            (await page.Content.ReadAsStringAsync()).ShouldContain("noindex");
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_page_that_may_be_cached_holds_no_cookie_no_token_and_no_word_about_the_visitor(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var (_, _, browser) = await Journey.WalkAsync(app, campaign);
        foreach (var path in (string[])["/", campaign.Path, campaign.JsonPath, "/help", "/privacy"])
        {
            var mine = await browser.GetAsync(path);
            var theirs = await app.Client().GetAsync(path);
            foreach (var answer in (HttpResponseMessage[])[theirs, mine])
            {
                var body = await answer.Content.ReadAsStringAsync();
                body.ShouldNotContain("__RequestVerificationToken", Case.Sensitive, path);
                body.ShouldNotContain("nonce", Case.Insensitive, path);
            }
            theirs.Headers.Contains("Set-Cookie").ShouldBeFalse(path);
            (await theirs.Content.ReadAsStringAsync()).ShouldNotContain(Journey.Email, Case.Insensitive, path);
        }
    }

    private static async Task<string> RowsAsync(CampaignsApp app)
    {
        await using var db = app.Db();
        var signature = await db.Signatures.SingleAsync();
        return $"{signature.State} {signature.StateChangedAt:O} {await db.Deliveries.CountAsync()} {await db.CountChanges.CountAsync()} {await db.Consents.CountAsync()} {await db.LimitCounters.CountAsync()}";
    }
}
