using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;

namespace Campaigns.IntegrationTests.Features.Embedding;

public sealed class OEmbedTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task A_publishing_program_finds_the_frame_by_the_address_of_the_campaign(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await Campaign("*").AddToAsync(app);
        var head = new HtmlParser().ParseDocument(await app.Client().GetStringAsync(campaign.Path)).Head!;
        var address = head.QuerySelector("link[rel=alternate][type='application/json+oembed']")!.GetAttribute("href")!;
        address.ShouldStartWith("https://campaigns.test/oembed?");
        var answer = await app.Client().GetAsync($"{address}&maxwidth=400&maxheight=500");
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var root = json.RootElement;
        (root.GetProperty("version").GetString(), root.GetProperty("type").GetString(), root.GetProperty("title").GetString()).ShouldBe(("1.0", "rich", "Stop \"it\" <now>"));
        (root.GetProperty("width").GetInt32(), root.GetProperty("height").GetInt32()).ShouldBe((400, 500));
        root.TryGetProperty("thumbnail_url", out _).ShouldBeFalse("it is larger than was asked for");
        var frame = new HtmlParser().ParseDocument(root.GetProperty("html").GetString()!).Body!.Children.ShouldHaveSingleItem();
        frame.LocalName.ShouldBe("iframe");
        frame.GetAttribute("src").ShouldBe($"https://campaigns.test/embed/{campaign.Slug}");
        frame.GetAttribute("title").ShouldBe("Stop \"it\" <now>");
        frame.GetAttribute("width").ShouldBe("400");

        var xml = XDocument.Parse(await app.Client().GetStringAsync(head.QuerySelector("link[rel=alternate][type='text/xml+oembed']")!.GetAttribute("href")!)).Root!;
        xml.Name.LocalName.ShouldBe("oembed");
        xml.Element("type")!.Value.ShouldBe("rich");
        xml.Element("html")!.Value.ShouldContain($"/embed/{campaign.Slug}");
        if (File.Exists("/usr/bin/rsvg-convert")) (await app.Client().GetAsync(xml.Element("thumbnail_url")!.Value)).Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
    }

    [Theory, OnBothDatabases]
    public async Task An_address_that_a_campaign_had_before_is_shown_like_the_present_one(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await Campaign("*").AddToAsync(app);
        var draft = await new TestCampaign { IsDraft = true }.AddToAsync(app);
        await using (var db = app.Db())
        {
            db.AddRange(new FormerSlug($"old-{campaign.Slug}", campaign.TextId, app.Now), new FormerSlug($"old-{draft.Slug}", draft.TextId, app.Now));
            await db.SaveChangesAsync();
        }
        var answer = await app.Client().GetAsync($"/oembed?url={Uri.EscapeDataString($"https://campaigns.test/c/OLD-{campaign.Slug}")}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldContain($"/embed/{campaign.Slug}");
        (await app.Client().GetAsync($"/oembed?url={Uri.EscapeDataString($"https://campaigns.test/c/old-{draft.Slug}")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, OnBothDatabases("https://ally.example", null)]
    public async Task A_frame_that_not_every_site_may_show_is_not_promised(TestDatabase database, string? origins)
    {
        var app = await apps.On(database);
        var campaign = await Campaign(origins).AddToAsync(app);
        using var json = JsonDocument.Parse(await app.Client().GetStringAsync($"/oembed?url=https%3A%2F%2Fcampaigns.test{campaign.Path}"));
        json.RootElement.GetProperty("type").GetString().ShouldBe("link");
        json.RootElement.TryGetProperty("html", out _).ShouldBeFalse();
    }

    [Theory, OnBothDatabases]
    public async Task Any_other_address_is_not_found(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await Campaign("*").AddToAsync(app);
        var draft = await new TestCampaign { IsDraft = true }.AddToAsync(app);
        foreach (var url in (string?[])
            [
                null, "", "nonsense", campaign.Path, $"https://evil.example{campaign.Path}", $"http://campaigns.test{campaign.Path}", $"https://campaigns.test:444{campaign.Path}", $"https://campaigns.test@evil.example{campaign.Path}",
                $"https://user@campaigns.test{campaign.Path}", "https://campaigns.test/", "https://campaigns.test/c/nowhere", $"https://campaigns.test{campaign.SignPath}", $"https://campaigns.test{draft.Path}", "file:///etc/passwd",
                "https://campaigns.test/c/%00", "https://campaigns.test/c/%FF", $"https://campaigns.test/c/{new string('x', 5_000)}",
            ])
            (await app.Client().GetAsync($"/oembed{(url is null ? "" : $"?url={Uri.EscapeDataString(url)}")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, url);
        (await app.Client().GetAsync($"/oembed?format=yaml&url=https%3A%2F%2Fcampaigns.test{campaign.Path}")).StatusCode.ShouldBe(HttpStatusCode.NotImplemented);
        (await app.Client().GetAsync($"/oembed?maxwidth=-1&maxheight=x&url=https%3A%2F%2Fcampaigns.test{campaign.Path}%3Fvia%3Dx%23top")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, OnBothDatabases]
    public async Task Any_sites_script_may_read_the_figures(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Online = 30 }.AddToAsync(app);
        for (var i = 0; i < 2; i++) // made, then from the cache
        {
            var answer = await app.Client().GetAsync(campaign.JsonPath);
            answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
            answer.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            // Documented in docs/public-data.md: adding is fine, renaming is not.
            json.RootElement.EnumerateObject().Select(field => field.Name).ShouldBe(["status", "online", "paper", "total", "goal", "counted", "version", "language", "headline", "path", "timeline", "text"]);
            foreach (var field in json.RootElement.EnumerateObject()) Repository.Read("docs", "public-data.md").ShouldContain($"`{field.Name}`");
        }
    }

    [Theory, OnBothDatabases]
    public async Task The_desk_hands_out_the_frames_code_only_where_somebody_may_show_it(TestDatabase database)
    {
        var app = await apps.On(database);
        var (open, closed) = (await Campaign("https://ally.example").AddToAsync(app), await Campaign(null).AddToAsync(app));
        await ShareCardTests.AddTextAsync(app, open, "fr", "Arrêtez");
        var staff = await app.StaffClientAsync("viewer@opensquare.example", Roles.Viewer);
        var desk = new HtmlParser().ParseDocument(await staff.GetStringAsync($"/admin/campaigns/{open.Id}"));
        desk.QuerySelectorAll("#embed textarea").Select(code => new HtmlParser().ParseDocument(code.TextContent).QuerySelector("iframe")!.GetAttribute("src"))
            .ShouldBe([$"https://campaigns.test/embed/{open.Slug}", $"https://campaigns.test/embed/{open.Slug}-fr"]);
        desk.QuerySelector("#embed")!.TextContent.ShouldContain("https://ally.example");
        (await staff.GetStringAsync($"/admin/campaigns/{closed.Id}")).ShouldNotContain("/embed/");
    }

    private static TestCampaign Campaign(string? origins) => new() { Headline = "Stop \"it\" <now>", Then = (row, now) => row.AllowEmbedding(origins, now) };
}
