using System.Net;
using Campaigns.Core.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Admin;

public sealed class TeamTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task The_owner_shares_takes_back_and_hands_over(TestDatabase database)
    {
        var app = await apps.On(database);
        var (ana, ben) = (await app.AddStaffAsync("ana@opensquare.example", Roles.Organiser), await app.AddStaffAsync("ben@opensquare.example", Roles.Organiser));
        await app.AddStaffAsync("vera@opensquare.example", Roles.Viewer, Roles.Publisher);
        var campaign = await OwnedByAsync(app, ana.Id);
        var (desk, edit) = ($"/admin/campaigns/{campaign.Id}", $"/admin/campaigns/{campaign.Id}/edit");
        var (one, two) = (await EnterAsync(app, ana.Email!), await EnterAsync(app, ben.Email!));
        (await two.Client.GetAsync(edit)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await one.OpenAsync(desk);
        one.Page.QuerySelectorAll("#share-with option").Select(option => option.TextContent).ShouldBe(["Name of ben"]);
        await one.PressAsync("/team/share", null);
        one.Page.QuerySelector("#team")!.TextContent.ShouldContain("Name of ben");
        (await two.Client.GetAsync(edit)).StatusCode.ShouldBe(HttpStatusCode.OK);

        // A share is no leave to share on.
        await two.OpenAsync(desk);
        two.Page.QuerySelectorAll("#team form").ShouldBeEmpty();
        var refused = await two.Client.PostStaffFormAsync(desk, $"{desk}/team/hand-over", new() { ["person"] = ben.Id.ToString() });
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Name of ana");

        await one.PressAsync("/team/take", null);
        (await two.Client.GetAsync(edit)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await one.PressAsync("/team/hand-over", null);
        one.Page.QuerySelector("#team")!.TextContent.ShouldContain("Owner: Name of ben");
        (await one.Client.GetAsync(edit)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var db = app.Db();
        (await db.AuditEntries.Where(a => a.Action.StartsWith("campaign.")).OrderBy(a => a.Id).Select(a => a.Action).ToListAsync()).ShouldBe(["campaign.shared", "campaign.share-ended", "campaign.handed-over"]);
        (await db.Campaigns.Where(c => c.Id == campaign.Id).Select(c => c.OwnerId).SingleAsync()).ShouldBe(ben.Id);
    }

    [Theory, OnBothDatabases]
    public async Task Nobody_without_the_role_is_given_a_campaign_and_administrators_may_give_any(TestDatabase database)
    {
        var app = await apps.On(database);
        var (ana, vera) = (await app.AddStaffAsync("ana@opensquare.example", Roles.Organiser), await app.AddStaffAsync("vera@opensquare.example", Roles.Viewer));
        var campaign = await OwnedByAsync(app, null);
        await app.AddStaffAsync("head@opensquare.example", Roles.Admin);
        var head = await EnterAsync(app, "head@opensquare.example");
        var desk = $"/admin/campaigns/{campaign.Id}";
        foreach (var act in (string[])["share", "hand-over"])
            (await head.Client.PostStaffFormAsync(desk, $"{desk}/team/{act}", new() { ["person"] = vera.Id.ToString() })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await head.OpenAsync(desk)).Html.ShouldContain("Nobody owns it");

        await head.PressAsync("/team/hand-over", null, ("person", ana.Id.ToString()));

        await using var db = app.Db();
        (await db.Campaigns.Where(c => c.Id == campaign.Id).Select(c => c.OwnerId).SingleAsync()).ShouldBe(ana.Id);
        (await db.CampaignShares.CountAsync()).ShouldBe(0);
    }

    private static async Task<SeededCampaign> OwnedByAsync(CampaignsApp app, Guid? owner)
    {
        var campaign = await new TestCampaign().AddToAsync(app);
        await using var db = app.Db();
        (await db.Campaigns.SingleAsync(row => row.Id == campaign.Id)).GiveTo(owner, app.Now);
        await db.SaveChangesAsync();
        return campaign;
    }

    private static async Task<TestBrowser> EnterAsync(CampaignsApp app, string email)
    {
        var browser = TestBrowser.Of(app);
        (await browser.Client.SignInAsync(email)).Headers.Location!.ToString().ShouldBe("/admin");
        return browser;
    }
}
