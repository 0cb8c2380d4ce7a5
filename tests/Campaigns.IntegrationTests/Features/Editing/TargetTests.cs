using System.Net;
using Campaigns.Core.Accounts;
using Campaigns.Core.Acting;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Targets;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Editing;

/// <summary>Targets by hand: what is checked, who wins, what stays when one is removed.</summary>
public sealed class TargetTests(Apps apps) : EditingTest, IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task A_target_is_added_with_what_was_pasted_made_plain(TestDatabase database)
    {
        var (app, campaign, client) = await StartAsync(database);
        var answer = await AddAsync(client, campaign.Id, new() { ["Name"] = " Omar Haddad ", ["Email"] = "omar@northwind.example ", ["XHandle"] = "https://twitter.com/omar_h?lang=fr", ["FacebookUrl"] = "facebook.com/omar/", ["Country"] = "GB", ["Area"] = "sw1; se ,sw1", ["TimeZone"] = "Europe/London" });
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        await using var db = app.Db();
        var target = await db.Targets.SingleAsync(t => t.Name == "Omar Haddad");
        (target.Email, target.XHandle, target.FacebookUrl, target.Country, target.Area).ShouldBe(("omar@northwind.example", "omar_h", "https://www.facebook.com/omar", "GB", "SW1, SE"));
        (target.Position, target.Number).ShouldBe((2, 2));
        (await db.AuditEntries.Where(entry => entry.Action == "target.added").Select(entry => entry.Detail).SingleAsync()).ShouldBe("target 2");
    }

    [Theory]
    [InlineData("Name", "", "Enter the name of the person or body")]
    [InlineData("Name", "=HYPERLINK(\"https://evil.example\")", "Begin it with a letter or a digit")]
    [InlineData("Email", "omar@northwind.example\r\nBcc: all@example.org", "Enter one email address")]
    [InlineData("Email", "omar@northwind.example, ines@northwind.example", "Enter one email address")]
    [InlineData("XHandle", "https://x.com/intent/tweet?text=a", "Enter the X handle")]
    [InlineData("XHandle", "javascript:alert(1)", "Enter the X handle")]
    [InlineData("FacebookUrl", "https://facebook.com.evil.example/omar", "Enter the link to the page on Facebook")]
    [InlineData("FacebookUrl", "javascript:alert(1)//facebook.com/x", "Enter the link to the page on Facebook")]
    [InlineData("FacebookUrl", "https://www.facebook.com/", "Enter the link to the page on Facebook")]
    [InlineData("Area", "SW1, <b>", "Enter the beginnings of postcodes")]
    [InlineData("Country", "Portugal", "Enter the country by its two letters")]
    public async Task What_cannot_be_is_refused_in_words_and_stays_typed(string field, string value, string sentence)
    {
        var (app, campaign, client) = await StartAsync(TestDatabase.Sqlite);
        var fields = new Dictionary<string, string> { ["Name"] = "Omar Haddad", ["Salutation"] = "Dear Mr Haddad" };
        fields[field] = value;
        var answer = await AddAsync(client, campaign.Id, fields);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await TextOf(answer);
        page.ShouldContain(sentence);
        page.ShouldContain("Dear Mr Haddad");
        await using var db = app.Db();
        (await db.Targets.CountAsync(t => t.CampaignId == campaign.Id)).ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task Who_saves_second_sees_both_and_overwrites_nothing_unseen(TestDatabase database)
    {
        var (app, campaign, client) = await StartAsync(database);
        var path = $"{PathOf(campaign.Id, "targets")}/{campaign.TargetId}";
        var revision = await RevisionAsync(client, path);
        (await SaveAsync(client, path, new() { ["Name"] = "Dana Whitlock", ["Role"] = "president", ["Revision"] = revision })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        var second = await SaveAsync(client, path, new() { ["Name"] = "Dana Whitlock", ["Role"] = "chair of the board", ["Revision"] = revision });
        second.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var page = await TextOf(second);
        page.ShouldContain("Somebody changed this target while you wrote");
        page.ShouldContain("president");
        page.ShouldContain("chair of the board");
        await using (var db = app.Db()) (await db.Targets.Where(t => t.Id == campaign.TargetId).Select(t => t.Role).SingleAsync()).ShouldBe("president");
        (await SaveAsync(client, path, new() { ["Name"] = "Dana Whitlock", ["Role"] = "chair of the board" })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Theory, OnBothDatabases]
    public async Task The_order_changes_and_the_number_stays(TestDatabase database)
    {
        var (app, campaign, client) = await StartAsync(database);
        foreach (var name in (string[])["Omar Haddad", "Ines Prado"]) await AddAsync(client, campaign.Id, new() { ["Name"] = name });
        Guid ines;
        await using (var db = app.Db()) ines = await db.Targets.Where(t => t.Name == "Ines Prado").Select(t => t.Id).SingleAsync();
        // The page is kept for everybody until something on it changes.
        (await TextOf(await app.Client().GetAsync(campaign.Path))).ShouldNotContain("Ines Prado");
        (await PostAsync(client, campaign.Id, $"{ines}/move", new() { ["Place"] = "1" })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await TextOf(await app.Client().GetAsync(campaign.Path))).ShouldContain("Ines Prado");
        await using var after = app.Db();
        (await after.Targets.Where(t => t.CampaignId == campaign.Id).OrderBy(t => t.Position).Select(t => new { t.Name, t.Position, t.Number }).ToListAsync())
            .ShouldBe([new { Name = "Ines Prado", Position = 1, Number = 3 }, new { Name = "Dana Whitlock", Position = 2, Number = 1 }, new { Name = "Omar Haddad", Position = 3, Number = 2 }]);
        foreach (var place in (string[])["-4", "99999999999999", "many", ""]) ((int)(await PostAsync(client, campaign.Id, $"{ines}/move", new() { ["Place"] = place })).StatusCode).ShouldBeLessThan(500);
    }

    [Theory, OnBothDatabases]
    public async Task A_page_that_is_open_while_the_order_changes_still_writes_to_the_same_person(TestDatabase database)
    {
        var (app, campaign, client) = await StartAsync(database, handle: "dana_w");
        await AddAsync(client, campaign.Id, new() { ["Name"] = "Omar Haddad", ["XHandle"] = "omar_h" });
        var browser = TestBrowser.Of(app);
        await browser.OpenAsync($"{campaign.Path}/act/tweet?to=1");
        browser.Value("Text").ShouldNotBeNull().ShouldContain("@dana_w");
        Guid omar;
        await using (var db = app.Db()) omar = await db.Targets.Where(t => t.Name == "Omar Haddad").Select(t => t.Id).SingleAsync();
        await PostAsync(client, campaign.Id, $"{omar}/move", new() { ["Place"] = "1" });
        await browser.PressAsync("/act/tweet", "start");
        await using var after = app.Db();
        (await after.Actions.Select(a => a.TargetId).SingleAsync()).ShouldBe(campaign.TargetId);
    }

    [Theory, OnBothDatabases]
    public async Task Mail_is_blocked_with_a_reason_that_the_log_keeps(TestDatabase database)
    {
        var (app, campaign, client) = await StartAsync(database);
        var path = $"{campaign.TargetId}/mail";
        (await PostAsync(client, campaign.Id, path, new() { ["Mail"] = "Blocked", ["Reason"] = "" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync(client, campaign.Id, path, new() { ["Mail"] = "Blocked", ["Reason"] = "write to dana@northwind.example" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync(client, campaign.Id, path, new() { ["Mail"] = "Bounced", ["Reason"] = "made up" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync(client, campaign.Id, path, new() { ["Mail"] = "Blocked", ["Reason"] = "asked by phone" })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var db = app.Db();
        (await db.Targets.Where(t => t.Id == campaign.TargetId).Select(t => t.Mail).SingleAsync()).ShouldBe(TargetMail.Blocked);
        (await db.AuditEntries.Where(entry => entry.Action == "target.blocked").Select(entry => entry.Detail).SingleAsync()).ShouldBe("target 1: asked by phone");
    }

    [Theory, OnBothDatabases]
    public async Task A_mended_address_has_not_bounced(TestDatabase database)
    {
        var (app, campaign, client) = await StartAsync(database);
        await using (var db = app.Db()) await db.Targets.ExecuteUpdateAsync(set => set.SetProperty(t => t.Mail, TargetMail.Bounced));
        (await TextOf(await client.GetAsync($"/admin/campaigns/{campaign.Id}/edit"))).ShouldContain("Mail to Dana Whitlock came back");
        await SaveAsync(client, $"{PathOf(campaign.Id, "targets")}/{campaign.TargetId}", new() { ["Name"] = "Dana Whitlock", ["Email"] = "dana@northwind.example" });
        await using var after = app.Db();
        (await after.Targets.Where(t => t.Id == campaign.TargetId).Select(t => t.Mail).SingleAsync()).ShouldBe(TargetMail.Ok);
    }

    [Theory, OnBothDatabases]
    public async Task One_that_nothing_names_is_deleted_and_one_with_letters_keeps_its_rows(TestDatabase database)
    {
        var (app, campaign, client) = await StartAsync(database);
        await AddAsync(client, campaign.Id, new() { ["Name"] = "Omar Haddad" });
        Guid omar;
        await using (var db = app.Db())
        {
            omar = await db.Targets.Where(t => t.Name == "Omar Haddad").Select(t => t.Id).SingleAsync();
            db.Add(new SupporterAction(campaign.Id, null, Step.EmailTarget, Channel.Email, campaign.TargetId, "en", app.Now));
            var id = Guid.CreateVersion7(app.Now);
            db.Add(new Delivery(id, DeliveryKind.LetterToTarget, "target:waiting", $"<{id}@x.example>", new byte[32], "northwind.example", app.Now) { CampaignId = campaign.Id, TargetId = campaign.TargetId });
            await db.SaveChangesAsync();
        }
        (await TextOf(await app.Client().GetAsync(campaign.Path))).ShouldContain("Dana Whitlock, Northwind");
        (await PostAsync(client, campaign.Id, $"{omar}/remove", [])).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await PostAsync(client, campaign.Id, $"{campaign.TargetId}/remove", [])).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        await using (var db = app.Db())
        {
            (await db.Targets.AnyAsync(t => t.Id == omar)).ShouldBeFalse();
            var kept = await db.Targets.SingleAsync(t => t.Id == campaign.TargetId);
            (kept.RemovedAt is not null, kept.Mail).ShouldBe((true, TargetMail.Blocked));
            // Its turn comes at once: the last look before sending ends it, and its sender is told.
            (await db.Deliveries.Where(d => d.TargetId == campaign.TargetId).Select(d => d.NextAttemptAt).SingleAsync()).ShouldNotBeNull();
        }
        (await TextOf(await app.Client().GetAsync(campaign.Path))).ShouldNotContain("Dana Whitlock, Northwind");
        (await TextOf(await client.GetAsync(PathOf(campaign.Id, "targets")))).ShouldContain("No targets yet");
        (await PostAsync(client, campaign.Id, $"{campaign.TargetId}/restore", [])).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var after = app.Db();
        (await after.Targets.Where(t => t.Id == campaign.TargetId).Select(t => t.RemovedAt).SingleAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Another_campaigns_target_is_not_there()
    {
        var (app, campaign, client) = await StartAsync(TestDatabase.Sqlite);
        var other = await new TestCampaign().AddToAsync(app);
        (await client.GetAsync($"{PathOf(campaign.Id, "targets")}/{other.TargetId}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync(client, campaign.Id, $"{other.TargetId}/remove", [])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync(PathOf(other.Id, "targets"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<(CampaignsApp App, SeededCampaign Campaign, HttpClient Client)> StartAsync(TestDatabase database, string? handle = null)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Then = (row, now) => row.SetSteps([Step.Tweet, Step.EmailTarget], now) }.AddToAsync(app);
        if (handle is not null) await using (var db = app.Db()) await db.Targets.ExecuteUpdateAsync(set => set.SetProperty(t => t.XHandle, handle));
        return (app, campaign, await app.StaffClientAsync("vera@opensquare.example", Roles.Organiser));
    }

    private static Task<HttpResponseMessage> AddAsync(HttpClient client, Guid campaign, Dictionary<string, string> fields) => PostAsync(client, campaign, "new", fields);

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, Guid campaign, string path, Dictionary<string, string> fields) =>
        client.PostStaffFormAsync($"{PathOf(campaign, "targets")}/new", $"{PathOf(campaign, "targets")}/{path}", fields);
}
