using System.Net;
using Campaigns.Core.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.People;

public sealed class AuditTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task The_log_is_narrowed_by_person_action_campaign_and_day_and_paged(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var browser = TestBrowser.Of(app);
        var head = await app.AddStaffAsync("head@opensquare.example", Roles.Admin);
        await browser.Client.SignInAsync(head.Email!);
        await using (var db = app.Db())
        {
            for (var at = 0; at < 60; at++) db.Add(new AuditEntry(head.Id, "section.saved", campaign.Id.ToString(), at, $"entry {at}.", "192.0.2.0/24", app.Now.AddDays(-3).AddMinutes(at)));
            db.Add(new AuditEntry(null, "count.repaired", campaign.Id.ToString(), 1, "alone", null, app.Now.AddDays(-9)));
            await db.SaveChangesAsync();
        }

        await browser.OpenAsync("/admin/audit?does=section.saved");
        Rows(browser).Count.ShouldBe(50);
        (Rows(browser)[0].Contains("entry 59."), Rows(browser)[0].Contains(campaign.Slug), Rows(browser)[0].Contains("Name of head")).ShouldBe((true, true, true));
        await browser.FollowAsync(link => link.Contains("before="));
        (Rows(browser).Count, Rows(browser)[0].Contains("entry 9.")).ShouldBe((10, true));
        browser.Path.ShouldContain("does=section.saved");

        (await browser.OpenAsync($"/admin/audit?campaign={campaign.Id}&until={app.Now.AddDays(-8):yyyy-MM-dd}")).Html.ShouldContain("alone");
        Rows(browser).ShouldHaveSingleItem();
        Rows(await browser.OpenAsync($"/admin/audit?person={head.Id}&from={app.Now.AddDays(-1):yyyy-MM-dd}")).ShouldHaveSingleItem().ShouldContain("sign-in.succeeded");
        (await browser.OpenAsync($"/admin/audit?campaign={Guid.NewGuid()}")).Html.ShouldContain("No entry fits");

        await browser.OpenAsync("/admin/audit?does=section.saved");
        var file = await browser.Client.PostAsync("/admin/audit/audit.csv?does=section.saved", new FormUrlEncodedContent(browser.Fields("audit.csv", null)));
        (await file.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(61);
        await using var after = app.Db();
        (await after.AuditEntries.SingleAsync(a => a.Action == "audit.exported")).Count.ShouldBe(60);
        (await (await app.StaffClientAsync("ana@opensquare.example", Roles.Organiser)).GetAsync("/admin/audit")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static List<string> Rows(TestBrowser browser) => [.. browser.Page.QuerySelectorAll("tbody tr").Select(row => row.TextContent)];
}
