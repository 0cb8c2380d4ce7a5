using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Campaigns.Core.Accounts;
using Campaigns.Core.Media;
using Campaigns.Web.Features.Media;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Editing;

public sealed partial class PictureTests(Apps apps) : EditingTest, IClassFixture<Apps>
{
    private static readonly Dictionary<string, string> Said = new() { ["PictureAlt"] = "A lit bus at night", ["PictureCredit"] = "Photo: Ana Kova", ["CardIsPicture"] = "true" };

    [Theory, OnBothDatabases]
    public async Task A_chosen_picture_stands_on_the_page_with_its_words_and_size(TestDatabase database)
    {
        var (app, client, campaign) = await StartAsync(database, isDraft: true);

        (await client.PostFileAsync(PathOf(campaign.Id, "picture"), PathOf(campaign.Id, "picture"), SampleFiles.Png(1200, 700), Said)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        await using var db = app.Db();
        var text = await db.CampaignTexts.SingleAsync();
        text.Picture!.ShouldEndWith("-1200x700.png");
        (text.PictureAlt, text.PictureCredit, text.CardIsPicture).ShouldBe(("A lit bus at night", "Photo: Ana Kova", true));
        var page = WebUtility.HtmlDecode(await client.GetStringAsync($"/admin/campaigns/{campaign.Id}/preview"));
        page.ShouldContain($"<img src=\"/{text.Picture}\" alt=\"A lit bus at night\" width=\"1200\" height=\"700\"");
        page.ShouldContain("<figcaption dir=\"auto\">Photo: Ana Kova</figcaption>");
        page.ShouldContain($"<meta property=\"og:image\" content=\"{app.Address}/{text.Picture}\">");
        page.ShouldContain("<meta property=\"og:image:height\" content=\"700\">");
        page.ShouldContain("<meta property=\"og:image:type\" content=\"image/png\">");
        (await client.GetByteArrayAsync("/" + text.Picture)).ShouldBe(SampleFiles.Png(1200, 700));
    }

    [Theory, OnBothDatabases]
    public async Task A_picture_is_chosen_once_though_another_field_is_wrong(TestDatabase database)
    {
        var (app, client, campaign) = await StartAsync(database, isDraft: true);
        var path = PathOf(campaign.Id, "picture");

        var refused = await client.PostFileAsync(path, path, SampleFiles.Jpeg, new() { ["PictureAlt"] = "", ["PictureCredit"] = "Photo: Ana Kova" });

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await TextOf(refused);
        page.ShouldContain("Describe the picture in words, or say that it is decorative");
        page.ShouldContain("value=\"Photo: Ana Kova\"");
        var kept = Kept().Match(page).Groups[1].Value;
        kept.ShouldEndWith("-12x8.jpg");
        (await client.PostFileAsync(path, path, null, new() { ["Picture"] = kept, ["Decorative"] = "true", ["PictureCredit"] = "Photo: Ana Kova" })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var db = app.Db();
        var text = await db.CampaignTexts.SingleAsync();
        (text.Picture, text.PictureAlt, text.PictureCredit).ShouldBe((kept, null, "Photo: Ana Kova"));
    }

    [Theory, OnBothDatabases("svg|Choose a PNG, JPEG or WebP picture", "html|Choose a PNG, JPEG or WebP picture", "large|Choose a picture of at most 5 MB", "wide|Choose a picture of at most 40 megapixels, and 20,000 pixels on each side", "moving|Choose a picture that stands still", "half|The file is broken or not complete. Save it anew, or choose another one")]
    public async Task A_file_that_cannot_be_taken_is_refused_at_its_field_and_nothing_typed_is_lost(TestDatabase database, string bad)
    {
        var (app, client, campaign) = await StartAsync(database, isDraft: true);
        var path = PathOf(campaign.Id, "picture");
        var file = bad.Split('|')[0] switch
        {
            "svg" => "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray(),
            "html" => "<!doctype html><script>alert(1)</script>"u8.ToArray(),
            "large" => [.. SampleFiles.Png(), .. new byte[20 * 1024 * 1024]],
            "wide" => SampleFiles.PngOf(8_000, 8_000, [1]),
            "moving" => SampleFiles.Png(chunks: ("acTL", new byte[8])),
            _ => SampleFiles.Jpeg[..^9],
        };

        var refused = await client.PostFileAsync(path, path, file, Said);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await TextOf(refused);
        page.ShouldContain($"<p class=\"error\" id=\"file-error\"><span class=\"hide\">Error: </span>{bad.Split('|')[1]}</p>");
        page.ShouldContain("value=\"A lit bus at night\"");
        await using var db = app.Db();
        (await db.MediaFiles.CountAsync()).ShouldBe(0);
    }

    [Theory, OnBothDatabases]
    public async Task A_public_page_keeps_its_picture_until_the_new_one_is_published(TestDatabase database)
    {
        var (app, client, campaign) = await StartAsync(database, isDraft: false);
        var path = PathOf(campaign.Id, "picture");

        await client.PostFileAsync(path, path, SampleFiles.Webp, Said);

        (await app.Client().GetStringAsync(campaign.Path)).ShouldNotContain("/media/");
        (await client.GetStringAsync($"/admin/campaigns/{campaign.Id}/preview")).ShouldContain("-12x8.webp");
        await using var db = app.Db();
        (await db.TextDrafts.SingleAsync()).Picture!.ShouldEndWith("-12x8.webp");
        (await db.CampaignTexts.SingleAsync()).Picture.ShouldBeNull();
    }

    [Theory, OnBothDatabases]
    public async Task Buttons_show_a_picture_and_take_it_away_and_save_nothing(TestDatabase database)
    {
        var (app, client, campaign) = await StartAsync(database, isDraft: true);
        var path = PathOf(campaign.Id, "picture");

        var shown = await client.PostFileAsync(path, path, SampleFiles.Png(), new(Said) { ["Take"] = "show", ["PictureAlt"] = "Half a sent" });
        shown.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = await TextOf(shown);
        var kept = Kept().Match(page).Groups[1].Value;
        page.ShouldContain($"src=\"/{kept}\"");
        page.ShouldContain("value=\"Half a sent\"");
        Kept().Match(await TextOf(await client.PostFileAsync(path, path, null, new(Said) { ["Take"] = "none", ["Picture"] = kept }))).Groups[1].Value.ShouldBeEmpty();
        (await TextOf(await client.PostFileAsync(path, path, null, new(Said) { ["Take"] = "show" }))).ShouldContain("Choose a file first");
        await using var db = app.Db();
        (await db.TextDrafts.AnyAsync()).ShouldBeFalse();
    }

    [Theory, OnBothDatabases]
    public async Task Whoever_saves_second_sees_the_picture_of_the_first(TestDatabase database)
    {
        var (app, client, campaign) = await StartAsync(database, isDraft: true);
        var path = PathOf(campaign.Id, "picture");
        var other = await app.StaffClientAsync("mika@opensquare.example", Roles.Admin);
        await other.PostFileAsync(path, path, SampleFiles.Jpeg, Said);

        var conflict = await client.PostFileAsync(path, path, SampleFiles.Webp, new(Said) { ["Revision"] = "0" });

        conflict.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var page = await TextOf(conflict);
        Kept().Match(page).Groups[1].Value.ShouldEndWith(".webp");
        page.ShouldMatch("The picture that was saved meanwhile");
        page.ShouldMatch("src=\"/media/[0-9a-f]{32}-12x8.jpg\"");
    }

    [Theory, OnBothDatabases]
    public async Task A_picture_of_another_campaign_is_not_taken(TestDatabase database)
    {
        var (app, client, campaign) = await StartAsync(database, isDraft: true);
        var other = await new TestCampaign { IsDraft = true }.AddToAsync(app);
        var admin = await app.StaffClientAsync("mika@opensquare.example", Roles.Admin);
        await admin.PostFileAsync(PathOf(other.Id, "picture"), PathOf(other.Id, "picture"), SampleFiles.Png(), Said);
        await using var db = app.Db();
        var theirs = (await db.MediaFiles.SingleAsync()).Path;

        foreach (var picture in new[] { theirs, "media/../appsettings.json", "//evil.example/x.png", "demo/bus.svg" })
        {
            var refused = await client.PostFileAsync(PathOf(campaign.Id, "picture"), PathOf(campaign.Id, "picture"), null, new(Said) { ["Picture"] = picture });
            refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest, picture);
            (await TextOf(refused)).ShouldContain("This picture is gone. Choose it once more");
        }
        (await client.PostFileAsync(PathOf(campaign.Id, "picture"), PathOf(other.Id, "picture"), SampleFiles.Png(), Said)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.PostFileAsync(PathOf(campaign.Id, "picture"), PathOf(other.Id, "upload"), SampleFiles.Png(), [])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var viewer = await app.StaffClientAsync("vera@opensquare.example", Roles.Viewer);
        (await viewer.PostFileAsync("/admin", PathOf(campaign.Id, "upload"), SampleFiles.Png(), [])).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await db.MediaFiles.CountAsync()).ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task Script_uploads_as_soon_as_a_file_is_chosen(TestDatabase database)
    {
        var (app, client, campaign) = await StartAsync(database, isDraft: true);
        var taken = await client.PostFileAsync(PathOf(campaign.Id, "picture"), PathOf(campaign.Id, "upload"), SampleFiles.ProgressiveJpeg, []);
        var told = await taken.Content.ReadFromJsonAsync<JsonElement>();
        told.GetProperty("path").GetString()!.ShouldMatch("^media/[0-9a-f]{32}-12x8.jpg$");
        told.GetProperty("width").GetInt32().ShouldBe(12);

        var refused = await client.PostFileAsync(PathOf(campaign.Id, "picture"), PathOf(campaign.Id, "upload"), "GIF89a"u8.ToArray(), []);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problem").GetString().ShouldBe("Choose a PNG, JPEG or WebP picture");
        // Nobody who is not signed in has a file read at all.
        (await app.Client().PostAsync(PathOf(campaign.Id, "upload"), new MultipartFormDataContent { { new ByteArrayContent(SampleFiles.Png()), "File", "a.png" } })).Headers.Location!.ToString().ShouldStartWith("/sign-in");
    }

    [Theory, OnBothDatabases]
    public async Task What_is_too_large_for_any_form_is_refused_with_a_page(TestDatabase database)
    {
        var (_, client, campaign) = await StartAsync(database, isDraft: true);
        var path = PathOf(campaign.Id, "picture");
        var refused = await client.PostFileAsync(path, path, new byte[FormGuard.MaxUploadBytes + 1], Said);
        refused.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await TextOf(refused)).ShouldContain("choose a smaller file");
        // Other forms of staff take no file, and the small forms of the public take none either.
        (await client.PostFileAsync(path, PathOf(campaign.Id, "ask"), SampleFiles.Png(), Ask())).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await client.PostFileAsync(path, campaign.SignPath, SampleFiles.Png(), [])).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory, OnBothDatabases]
    public async Task A_preview_without_script_shows_the_file_that_the_form_brings(TestDatabase database)
    {
        var (app, client, campaign) = await StartAsync(database, isDraft: true);
        var preview = await client.PostFileAsync(PathOf(campaign.Id, "picture"), $"/admin/campaigns/{campaign.Id}/preview", SampleFiles.Png(), new() { ["Picture"] = "", ["PictureAlt"] = "Unsaved words" });
        (await TextOf(preview)).ShouldMatch("<img src=\"/media/[0-9a-f]{32}-12x8.png\" alt=\"Unsaved words\"");
        await using var db = app.Db();
        (await db.CampaignTexts.SingleAsync()).Picture.ShouldBeNull();
    }

    [Theory, OnBothDatabases]
    public async Task What_nothing_shows_is_deleted_after_a_week_and_what_something_shows_stays(TestDatabase database)
    {
        var (app, client, campaign) = await StartAsync(database, isDraft: true);
        var path = PathOf(campaign.Id, "picture");
        await client.PostFileAsync(path, path, SampleFiles.Png(red: 1), Said);
        var shown = await PictureAsync(app, campaign.Id);
        await client.PostFileAsync(path, path, SampleFiles.Png(red: 2), new(Said) { ["Take"] = "show" }); // never saved
        await client.PostFileAsync(path, path, SampleFiles.Png(red: 3), Said); // took the place of the first
        var newest = await PictureAsync(app, campaign.Id);

        app.Clock.Advance(TimeSpan.FromDays(6));
        await app.RunAsync<PurgeMedia>();
        (await NamesAsync(app)).Count.ShouldBe(3);
        app.Clock.Advance(TimeSpan.FromDays(2));
        await app.RunAsync<PurgeMedia>();

        (await NamesAsync(app)).ShouldBe([newest]);
        shown.ShouldNotBe(newest);
        await using var db = app.Db();
        (await db.MediaContents.CountAsync()).ShouldBe(1);
    }

    [Theory, OnBothDatabases("story", "unsaved", "timeline", "press", "copy")]
    public async Task A_file_stays_wherever_it_is_named(TestDatabase database, string where)
    {
        var (app, client, campaign) = await StartAsync(database, isDraft: true);
        await client.PostFileAsync(PathOf(campaign.Id, "picture"), PathOf(campaign.Id, "upload"), SampleFiles.Png(), []);
        var name = (await NamesAsync(app)).Single();
        var mark = $"![](/media/{name["media/".Length..]})";
        switch (where)
        {
            case "story": await SaveAsync(client, PathOf(campaign.Id, "story"), new() { ["Story"] = $"Every night.\n\n{mark}" }); break;
            case "unsaved": await client.PostStaffFormAsync(PathOf(campaign.Id, "story"), PathOf(campaign.Id, "story/unsaved"), new() { ["Story"] = mark }); break;
            case "press": await SaveAsync(client, PathOf(campaign.Id, "press"), new() { ["Name"] = "Ana", ["Email"] = "ana@opensquare.example", ["Background"] = mark }); break;
            default:
                await using (var db = app.Db())
                {
                    if (where is "copy") (await db.Sources.SingleAsync()).KeepCopy(name);
                    else db.Add(new Core.Content.TimelineEntry((await db.CampaignTexts.SingleAsync()).Id, 1, Core.Content.TimelineKind.Update, new DateOnly(2026, 5, 3), "Seen", mark));
                    await db.SaveChangesAsync();
                }
                break;
        }
        app.Clock.Advance(TimeSpan.FromDays(30));
        await app.RunAsync<PurgeMedia>();
        (await NamesAsync(app)).ShouldBe([name], where);
    }

    [Theory, OnBothDatabases]
    public async Task Files_go_with_their_campaign_but_not_those_that_a_copy_shows(TestDatabase database)
    {
        var (app, client, campaign) = await StartAsync(database, isDraft: true);
        var path = PathOf(campaign.Id, "picture");
        await client.PostFileAsync(path, path, SampleFiles.Png(red: 1), Said);
        var shown = await PictureAsync(app, campaign.Id);
        await client.PostFileAsync(path, PathOf(campaign.Id, "upload"), SampleFiles.Png(red: 2), []);
        var copied = await client.PostStaffFormAsync($"/admin/campaigns/{campaign.Id}/edit", $"/admin/campaigns/{campaign.Id}/duplicate", []);
        var copy = Guid.Parse(copied.Headers.Location!.ToString().Split('/')[3]);
        (await PictureAsync(app, copy)).ShouldBe(shown);

        (await client.PostStaffFormAsync($"/admin/campaigns/{campaign.Id}/delete", $"/admin/campaigns/{campaign.Id}/delete", new() { ["Title"] = new TestCampaign().Headline })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await NamesAsync(app)).ShouldBe([shown]);
        await using var db = app.Db();
        (await db.Campaigns.AnyAsync(c => c.Id == campaign.Id)).ShouldBeFalse();
        (await db.MediaFiles.SingleAsync()).CampaignId.ShouldBe(copy);
    }

    private async Task<(CampaignsApp App, HttpClient Client, SeededCampaign Campaign)> StartAsync(TestDatabase database, bool isDraft)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { IsDraft = isDraft }.AddToAsync(app);
        return (app, await app.StaffClientAsync("orla@opensquare.example", Roles.Organiser), campaign);
    }

    private static async Task<string> PictureAsync(CampaignsApp app, Guid campaign)
    {
        await using var db = app.Db();
        return (await db.CampaignTexts.SingleAsync(text => text.CampaignId == campaign)).Picture!;
    }

    private static async Task<List<string>> NamesAsync(CampaignsApp app)
    {
        await using var db = app.Db();
        return [.. (await db.MediaFiles.Select(file => file.Name).ToListAsync()).Select(name => MediaName.Folder + name)];
    }

    [GeneratedRegex("name=\"Picture\" value=\"([^\"]*)\"")]
    private static partial Regex Kept();
}
