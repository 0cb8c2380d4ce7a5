using System.Net;
using Campaigns.Core.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Editing;

public sealed class TimelineTests(Apps apps) : EditingTest, IClassFixture<Apps>
{
    private static Dictionary<string, string> Correction() => new()
    {
        ["Number"] = "1", ["Kind"] = "Correction", ["Date"] = "2026-05-03", ["Title"] = "We had the year wrong", ["Body"] = "It was **2024**.", ["Correction"] = "The contract is of 2024, not 2023.",
    };

    [Theory, OnBothDatabases]
    public async Task A_correction_is_looked_at_then_stands_on_top_of_the_page(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var client = await app.StaffClientAsync("orla@opensquare.example", Roles.Organiser);
        var path = $"/admin/campaigns/{campaign.Id}/timeline";
        var page = await app.Client().GetStringAsync(campaign.Path);
        page.ShouldNotContain("The contract is of 2024");

        var looked = await TextOf(await client.PostStaffFormAsync(path, path, new(Correction()) { ["Go"] = "check" }));
        looked.ShouldContain("<strong>2024</strong>");
        looked.ShouldContain("Publish this entry");
        await using var db = app.Db();
        (await db.TimelineEntries.AnyAsync()).ShouldBeFalse();

        // The same press twice is one entry.
        for (var press = 0; press < 2; press++)
            (await client.PostStaffFormAsync(path, path, new(Correction()) { ["Go"] = "publish" })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await db.TimelineEntries.CountAsync()).ShouldBe(1);
        (await app.Client().GetStringAsync(campaign.Path)).ShouldContain("The contract is of 2024, not 2023.");
        var met = await client.PostStaffFormAsync(path, path, new(Correction()) { ["Go"] = "publish", ["Title"] = "Another one" });
        met.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await TextOf(met)).ShouldContain("Somebody added an entry while you wrote");
    }

    [Theory, OnBothDatabases(
        "Kind|Reply|Enter a link that shows the reply",
        "Correction||Say in a line what was wrong and what is right",
        "Date|2999-01-01|Enter a day that has come",
        "SourceUrl|javascript:alert(1)|Enter a full link that starts with https:// or http://",
        "TargetId|11111111-1111-1111-1111-111111111111|Select whose reply it is")]
    public async Task A_bad_entry_is_refused_at_its_field(TestDatabase database, string bad)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var client = await app.StaffClientAsync("orla@opensquare.example", Roles.Organiser);
        var path = $"/admin/campaigns/{campaign.Id}/timeline";

        var refused = await client.PostStaffFormAsync(path, path, new(Correction()) { [bad.Split('|')[0]] = bad.Split('|')[1], ["Go"] = "publish" });

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await TextOf(refused)).ShouldContain(bad.Split('|')[2]);
        await using var db = app.Db();
        (await db.TimelineEntries.AnyAsync()).ShouldBeFalse();
    }

    [Theory, OnBothDatabases]
    public async Task The_target_is_asked_about_a_claim_and_its_answer_stands_beside_it(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Story = "==The ferry is empty.=={empty}" }.AddToAsync(app);
        var client = await app.StaffClientAsync("orla@opensquare.example", Roles.Organiser);
        var path = $"/admin/campaigns/{campaign.Id}/claims/empty";
        Dictionary<string, string> question = new() { ["TargetId"] = campaign.TargetId.ToString(), ["AskedOn"] = "2026-03-02", ["AskedHow"] = "by letter", ["AnswerBy"] = "2026-03-20" };
        Dictionary<string, string> answer = new() { ["AnsweredOn"] = "2026-03-09", ["Answer"] = "“It carries forty a night.”", ["Title"] = "Northwind answers", ["FullReply"] = "Dear all, it carries forty.", ["SourceUrl"] = "https://northwind.example/answer" };

        (await client.PostStaffFormAsync(path, $"{path}/answer", answer)).StatusCode.ShouldBe(HttpStatusCode.Conflict); // nobody was asked
        (await client.PostStaffFormAsync(path, $"{path}/asked", question)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await app.Client().GetStringAsync(campaign.Path)).ShouldContain("No answer yet.");
        (await TextOf(await client.PostStaffFormAsync(path, $"{path}/answer", new(answer) { ["AnsweredOn"] = "2026-03-01" }))).ShouldContain("The answer cannot be older than the question");
        (await client.PostStaffFormAsync(path, $"{path}/answer", answer)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        var page = WebUtility.HtmlDecode(await app.Client().GetStringAsync(campaign.Path));
        page.ShouldContain("“It carries forty a night.”");
        page.ShouldContain("Dear all, it carries forty.");
        page.ShouldNotContain("No answer yet.");
        await using var db = app.Db();
        (await db.TimelineEntries.SingleAsync()).TargetId.ShouldBe(campaign.TargetId);
        // Of a second answer nothing is written.
        (await client.PostStaffFormAsync(path, $"{path}/asked", question)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }
}
