using System.Net;
using Campaigns.Core.Accounts;
using Campaigns.Core.Acting;
using Campaigns.Core.Reporting;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Admin;

/// <summary>What narrows the list, and what can be done from it.</summary>
public sealed class CampaignListTests(Apps apps) : IClassFixture<Apps>
{
    private const string Orla = "orla@opensquare.example", Tom = "tom@opensquare.example";

    [Theory, OnBothDatabases]
    public async Task Mine_shared_owner_and_language_narrow_it_and_stand_in_the_address(TestDatabase database)
    {
        var app = await apps.On(database);
        var (orla, tom) = (await app.AddStaffAsync(Orla, Roles.Organiser), await app.AddStaffAsync(Tom, Roles.Organiser));
        var mine = await new TestCampaign { Headline = "Mine" }.AddToAsync(app);
        var shared = await new TestCampaign { Headline = "Shared", Language = "fr" }.AddToAsync(app);
        var foreign = await new TestCampaign { Headline = "Foreign" }.AddToAsync(app);
        await using (var db = app.Db())
        {
            (await db.Campaigns.SingleAsync(campaign => campaign.Id == mine.Id)).GiveTo(orla.Id, app.Now);
            foreach (var id in (Guid[])[shared.Id, foreign.Id]) (await db.Campaigns.SingleAsync(campaign => campaign.Id == id)).GiveTo(tom.Id, app.Now);
            db.Add(new CampaignShare(shared.Id, orla.Id, tom.Id, app.Now));
            await db.SaveChangesAsync();
        }
        var browser = await EnterAsync(app, Orla);

        (await HeadlinesAsync(browser, "")).ShouldBe(["Mine", "Shared", "Foreign"], ignoreOrder: true);
        (await HeadlinesAsync(browser, "?scope=mine")).ShouldBe(["Mine"]);
        (await HeadlinesAsync(browser, "?scope=shared")).ShouldBe(["Shared"]);
        (await HeadlinesAsync(browser, $"?owner={tom.Id}")).ShouldBe(["Shared", "Foreign"], ignoreOrder: true);
        (await HeadlinesAsync(browser, $"?owner={tom.Id}&language=fr")).ShouldBe(["Shared"]);
        browser.Page.QuerySelector("#language option[selected]")!.GetAttribute("value").ShouldBe("fr");
        browser.Page.QuerySelector("ul.rows li")!.TextContent.ShouldContain("Name of tom, edited");
        (await HeadlinesAsync(browser, "?scope=mine&language=fr")).ShouldBeEmpty();
        browser.Html.ShouldContain("No campaign fits.");
        (await HeadlinesAsync(browser, "?owner=nobody&scope=everything")).Count.ShouldBe(3);

        // What one may not edit cannot be edited, previewed or copied from here.
        await browser.OpenAsync($"/admin/campaigns?owner={tom.Id}");
        browser.Links.ShouldContain($"/admin/campaigns/{shared.Id}/preview");
        foreach (var act in (string[])["edit", "preview"]) browser.Links.ShouldNotContain($"/admin/campaigns/{foreign.Id}/{act}");
        browser.Page.QuerySelector($"form[action='/admin/campaigns/{foreign.Id}/duplicate']").ShouldBeNull();
    }

    [Theory, OnBothDatabases]
    public async Task Conversion_is_what_was_confirmed_of_the_openings_of_the_page(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Online = 31 }.AddToAsync(app);
        await using (var db = app.Db())
        {
            foreach (var (language, number) in ((string, int)[])[("en", 150), ("fr", 100)])
                db.Add(new ReachCount(campaign.Id, new(app.Now.Year, app.Now.Month, app.Now.Day, 0, 0, 0, TimeSpan.Zero), Step.Sign, Channel.Link, Rung.Shown, Guid.Empty, Guid.Empty, language, "", 0, number));
            db.Add(new ReachCount(campaign.Id, new(app.Now.Year, app.Now.Month, app.Now.Day, 0, 0, 0, TimeSpan.Zero), Step.Sign, Channel.Link, Rung.Started, Guid.Empty, Guid.Empty, "en", "", 0, 70));
            await db.SaveChangesAsync();
        }
        var browser = await EnterAsync(app, Orla, Roles.Viewer);

        await browser.OpenAsync("/admin/campaigns");

        Squeezed(browser.Page.QuerySelectorAll("ul.rows dl > div")[1].TextContent).ShouldBe("Conversion12.4 %of 250 openings");
    }

    [Theory, OnBothDatabases]
    public async Task What_is_over_is_archived_from_here_by_those_who_may_and_a_copy_is_one_press(TestDatabase database)
    {
        var app = await apps.On(database);
        var over = await new TestCampaign { Headline = "Over", Then = (row, now) => row.Close(now) }.AddToAsync(app);
        var live = await new TestCampaign { Headline = "Live" }.AddToAsync(app);
        var publisher = await EnterAsync(app, "pia@opensquare.example", Roles.Publisher);
        await publisher.OpenAsync("/admin/campaigns");
        publisher.Links.ShouldContain($"/admin/campaigns/{over.Id}/archive");
        publisher.Links.ShouldNotContain($"/admin/campaigns/{live.Id}/archive");
        (await publisher.OpenAsync($"/admin/campaigns/{over.Id}/archive")).Status.ShouldBe(HttpStatusCode.OK);

        var orla = await EnterAsync(app, Orla, Roles.Organiser);
        await orla.OpenAsync("/admin/campaigns");
        orla.Links.ShouldNotContain($"/admin/campaigns/{over.Id}/archive");
        await orla.PressAsync($"{over.Id}/duplicate");

        orla.Path.ShouldEndWith("/edit");
        (await HeadlinesAsync(orla, "?scope=mine")).Count.ShouldBe(1);
    }

    private static async Task<TestBrowser> EnterAsync(CampaignsApp app, string email, params string[] roles)
    {
        if (roles.Length > 0) return new TestBrowser(await app.StaffClientAsync(email, roles));
        var client = app.Client();
        await client.SignInAsync(email);
        return new TestBrowser(client);
    }

    private static async Task<List<string>> HeadlinesAsync(TestBrowser browser, string query)
    {
        await browser.OpenAsync("/admin/campaigns" + query);
        return [.. browser.Page.QuerySelectorAll("ul.rows h2").Select(headline => headline.TextContent.Trim())];
    }

    private static string Squeezed(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
