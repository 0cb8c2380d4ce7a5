using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Campaigns.Core.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Editing;

public sealed partial class StoryPictureTests(Apps apps) : EditingTest, IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task Without_script_a_picture_comes_back_as_its_mark_which_the_page_shows(TestDatabase database)
    {
        var (app, client, campaign) = await StartAsync(database);
        var story = PathOf(campaign.Id, "story");

        var taken = await client.PostFileAsync(story, $"{story}/picture", SampleFiles.Png(400, 300), new() { ["Alt"] = "A \"lit\" bus", ["Credit"] = "Photo: Ana Kova" });

        taken.StatusCode.ShouldBe(HttpStatusCode.OK);
        var mark = Mark().Match(await TextOf(taken)).Groups[1].Value;
        mark.ShouldMatch("^!\\[A \\\\\"lit\\\\\" bus\\]\\(/media/[0-9a-f]{32}-400x300\\.png \"Photo: Ana Kova\"\\)$");
        (await SaveAsync(client, story, new() { ["Story"] = $"Every night.\n\n{mark}\n\nAnd day." })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var page = await client.GetStringAsync($"/admin/campaigns/{campaign.Id}/preview");
        page.ShouldMatch("<figure><img src=\"/media/[0-9a-f]{32}-400x300.png\" alt=\"A &quot;lit&quot; bus\" width=\"400\" height=\"300\" loading=\"lazy\" decoding=\"async\"><figcaption dir=\"auto\">Photo: Ana Kova</figcaption></figure>");
    }

    [Theory, OnBothDatabases]
    public async Task A_picture_without_words_is_asked_about_and_kept_meanwhile(TestDatabase database)
    {
        var (app, client, campaign) = await StartAsync(database);
        var path = PathOf(campaign.Id, "story/picture");

        var refused = await client.PostFileAsync(path, path, SampleFiles.Png(), new() { ["Alt"] = " ", ["Credit"] = "Photo: Ana Kova" });

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await TextOf(refused);
        page.ShouldContain("Describe the picture in words, or say that it is decorative");
        page.ShouldContain("value=\"Photo: Ana Kova\"");
        var kept = Kept().Match(page).Groups[1].Value;
        var taken = await TextOf(await client.PostFileAsync(path, path, null, new() { ["Picture"] = kept, ["Decorative"] = "true" }));
        Mark().Match(taken).Groups[1].Value.ShouldBe($"![](/{kept})");
        (await TextOf(await client.PostFileAsync(path, path, null, new() { ["Picture"] = "media/00000000000000000000000000000000-1x1.png", ["Decorative"] = "true" }))).ShouldContain("Choose a picture");
        (await TextOf(await client.PostFileAsync(path, path, "<svg/>"u8.ToArray(), new() { ["Alt"] = "A bus" }))).ShouldContain("Choose a PNG, JPEG or WebP picture");
    }

    [Theory, OnBothDatabases]
    public async Task Script_gets_the_mark_or_what_is_wrong_at_which_field(TestDatabase database)
    {
        var (app, client, campaign) = await StartAsync(database);
        var path = PathOf(campaign.Id, "story/picture");
        client.DefaultRequestHeaders.Add("Accept", "application/json");

        var told = JsonDocument.Parse(await (await client.PostFileAsync(path, path, SampleFiles.Png(), [])).Content.ReadAsStringAsync()).RootElement;
        told.GetProperty("mark").ValueKind.ShouldBe(JsonValueKind.Null);
        told.GetProperty("problems")[0].GetProperty("field").GetString().ShouldBe("alt");
        var taken = JsonDocument.Parse(await (await client.PostFileAsync(path, path, null, new() { ["Picture"] = told.GetProperty("picture").GetString()!, ["Alt"] = "A bus" })).Content.ReadAsStringAsync()).RootElement;
        taken.GetProperty("mark").GetString()!.ShouldStartWith("![A bus](/media/");
        await using var db = app.Db();
        (await db.MediaFiles.CountAsync()).ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task Our_own_copy_of_a_source_stands_beside_the_archived_one(TestDatabase database)
    {
        var (app, client, campaign) = await StartAsync(database);
        Guid source;
        await using (var db = app.Db()) source = await db.Sources.Select(row => row.Id).SingleAsync();
        var path = PathOf(campaign.Id, $"sources/{source}");
        var fields = new Dictionary<string, string>
        {
            ["Title"] = "Contracts of the city", ["Url"] = "https://city.example/contracts", ["Publisher"] = "City", ["PublishedOn"] = "2026-03-03", ["Kind"] = "PrimaryDocument", ["Key"] = "contracts",
        };

        // Kept while another field is mended.
        var refused = await client.PostFileAsync(path, path, SampleFiles.Pdf, new(fields) { ["Title"] = "" }, "contracts.pdf", "application/pdf");
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var kept = Copy().Match(await TextOf(refused)).Groups[1].Value;
        kept.ShouldMatch("^media/[0-9a-f]{32}\\.pdf$");
        (await client.PostFileAsync(path, path, null, new(fields) { ["Copy"] = kept })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await app.Client().GetStringAsync(campaign.Path)).ShouldContain($"<a href=\"/{kept}\">Our copy (PDF)</a>");
        (await client.GetAsync("/" + kept)).Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        (await TextOf(await client.PostFileAsync(path, path, "<html>"u8.ToArray(), fields))).ShouldContain("Choose a PDF, or a PNG, JPEG or WebP picture");
        (await TextOf(await client.PostFileAsync(path, path, null, new(fields) { ["Copy"] = "media/00000000000000000000000000000000.pdf" }))).ShouldContain("This file is gone. Choose it once more");
        (await client.PostFileAsync(path, path, null, new(fields) { ["Copy"] = kept, ["RemoveCopy"] = "true" })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await app.Client().GetStringAsync(campaign.Path)).ShouldNotContain("Our copy");
    }

    private async Task<(CampaignsApp App, HttpClient Client, SeededCampaign Campaign)> StartAsync(TestDatabase database)
    {
        var app = await apps.On(database);
        return (app, await app.StaffClientAsync("orla@opensquare.example", Roles.Organiser), await ShareAsync(app));
    }

    /// <summary>An organiser works on campaigns that were there before.</summary>
    private static async Task<SeededCampaign> ShareAsync(CampaignsApp app)
    {
        var campaign = await new TestCampaign().AddToAsync(app);
        await using var db = app.Db();
        db.Add(new CampaignShare(campaign.Id, await db.Users.Select(user => user.Id).SingleAsync(), null, app.Now));
        await db.SaveChangesAsync();
        return campaign;
    }

    [GeneratedRegex("<textarea[^>]*readonly[^>]*>\\s*([^<]*?)\\s*</textarea>")]
    private static partial Regex Mark();

    [GeneratedRegex("name=\"Picture\" value=\"([^\"]*)\"")]
    private static partial Regex Kept();

    [GeneratedRegex("name=\"Copy\" value=\"([^\"]*)\"")]
    private static partial Regex Copy();
}
