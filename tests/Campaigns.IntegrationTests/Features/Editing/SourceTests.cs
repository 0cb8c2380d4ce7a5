using System.Net;
using Campaigns.Core.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Editing;

public sealed class SourceTests(Apps apps) : EditingTest, IClassFixture<Apps>
{
    private static Dictionary<string, string> Source(string key = "minutes") => new()
    {
        ["Title"] = "Minutes of 3 March", ["Url"] = "https://harbour.example/minutes", ["Publisher"] = "Harbour Council", ["PublishedOn"] = "2026-03-03", ["Kind"] = "PrimaryDocument", ["Key"] = key,
    };

    [Theory, OnBothDatabases]
    public async Task A_source_is_added_and_the_page_says_what_lacks_one(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { IsDraft = true, Story = "Every night.[^minutes]\n\n==Nobody takes it.=={nobody}" }.AddToAsync(app);
        var client = await app.StaffClientAsync("orla@opensquare.example", Roles.Organiser);
        var story = PathOf(campaign.Id, "story");

        var before = WebUtility.HtmlDecode(await client.GetStringAsync(story));
        before.ShouldContain("The story cites “minutes”, but there is no such source.");
        before.ShouldContain("Claim “nobody” has no source.");
        before.ShouldContain("No sentence cites the source “Contracts of the city”.");
        (await SaveAsync(client, PathOf(campaign.Id, "sources/new"), Source())).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        WebUtility.HtmlDecode(await client.GetStringAsync(story)).ShouldNotContain("there is no such source");
    }

    [Theory, OnBothDatabases(
        "Url|javascript:alert(1)|Enter a full link that starts with https:// or http://",
        "PublishedOn|yesterday|Enter a date such as 2026-05-03",
        "Key|contracts|Another source has this name. Choose another one",
        "Title||Enter the title of the source")]
    public async Task A_bad_source_is_refused_at_its_field(TestDatabase database, string bad)
    {
        var parts = bad.Split('|');
        var (field, typed, sentence) = (parts[0], parts[1], parts[2]);
        var app = await apps.On(database);
        var campaign = await new TestCampaign { IsDraft = true }.AddToAsync(app);
        var client = await app.StaffClientAsync("orla@opensquare.example", Roles.Organiser);

        var refused = await SaveAsync(client, PathOf(campaign.Id, "sources/new"), new(Source()) { [field] = typed });

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await TextOf(refused)).ShouldContain(sentence);
        await using var db = app.Db();
        (await db.Sources.CountAsync()).ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task A_published_source_leaves_its_number_and_a_reason_and_an_unseen_one_nothing(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var client = await app.StaffClientAsync("orla@opensquare.example", Roles.Organiser);
        await SaveAsync(client, PathOf(campaign.Id, "sources/new"), Source());
        await using var db = app.Db();
        var (published, unseen) = ((await db.Sources.SingleAsync(s => s.Number != null)).Id, (await db.Sources.SingleAsync(s => s.Number == null)).Id);
        (await app.Client().GetStringAsync(campaign.Path)).ShouldNotContain("Minutes of 3 March"); // not before the text that cites it is published
        string Remove(Guid id) => PathOf(campaign.Id, $"sources/{id}/remove");

        (await client.PostStaffFormAsync(PathOf(campaign.Id, "story"), Remove(unseen), [])).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var asked = await client.PostStaffFormAsync(PathOf(campaign.Id, "story"), Remove(published), []);
        (await TextOf(asked)).ShouldContain("Say why it is removed");
        (await client.PostStaffFormAsync(PathOf(campaign.Id, "story"), Remove(published), new() { ["Reason"] = "The city took it back" })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        var left = await db.Sources.AsNoTracking().SingleAsync();
        (left.Number, left.RemovedReason).ShouldBe((1, "The city took it back"));
        (await app.Client().GetStringAsync(campaign.Path)).ShouldContain("The city took it back");
    }

    [Theory, OnBothDatabases]
    public async Task Two_who_mend_the_same_source_see_both_and_a_published_key_stays(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var client = await app.StaffClientAsync("orla@opensquare.example", Roles.Organiser);
        await using var db = app.Db();
        var path = PathOf(campaign.Id, $"sources/{(await db.Sources.SingleAsync()).Id}");
        var opened = await RevisionAsync(client, path);

        (await SaveAsync(client, path, new(Source("contracts")) { ["Title"] = "Mended first" })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var met = await SaveAsync(client, path, new(Source("contracts")) { ["Title"] = "Mended second", ["Revision"] = opened });
        met.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var html = await TextOf(met);
        html.ShouldContain("Mended first");
        html.ShouldContain("value=\"Mended second\"");

        (await TextOf(await SaveAsync(client, path, Source("another")))).ShouldContain("A published source keeps its name, since the story cites it");
    }
}
