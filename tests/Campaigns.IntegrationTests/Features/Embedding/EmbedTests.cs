using System.Net;
using AngleSharp.Html.Parser;
using Campaigns.Core.Acting;
using Campaigns.Core.Reporting;
using Campaigns.Web.Features.Reports;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Embedding;

public sealed class EmbedTests(Apps apps) : IClassFixture<Apps>
{
    private const string Person = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    [Theory, OnBothDatabases]
    public async Task Only_the_frame_names_who_may_show_it(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await Campaign("https://ally.example https://other.example:8443 evil;script-src").AddToAsync(app);
        (await PolicyAsync(app, $"/embed/{campaign.Slug}")).ShouldBe(SecurityHeaders.ContentSecurityPolicy.Replace("'none'; base-uri", "'none'; base-uri").Replace("frame-ancestors 'none'", "frame-ancestors https://ally.example https://other.example:8443"));
        foreach (var path in (string[])[campaign.Path, campaign.SignPath, $"/embed/{campaign.Slug}x"]) (await PolicyAsync(app, path)).ShouldEndWith("frame-ancestors 'none'");

        var answer = await app.Client().GetAsync($"/embed/{campaign.Slug}");
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        answer.Headers.Contains("X-Frame-Options").ShouldBeFalse();
        var page = await answer.Content.ReadAsStringAsync();
        var form = new HtmlParser().ParseDocument(page).QuerySelector("form")!;
        form.GetAttribute("action").ShouldBe(campaign.SignPath);
        form.GetAttribute("target").ShouldBe("_blank");
        page.ShouldNotContain("<script");
        page.ShouldNotContain("__RequestVerificationToken");
    }

    [Theory, OnBothDatabases]
    public async Task A_campaign_without_allies_lets_nobody_frame_it_and_says_so(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await Campaign(null).AddToAsync(app);
        (await PolicyAsync(app, $"/embed/{campaign.Slug}")).ShouldEndWith("frame-ancestors 'none'");
        var page = await app.Client().GetStringAsync($"/embed/{campaign.Slug}");
        page.ShouldContain("This campaign is not shown on other sites.");
        page.ShouldNotContain("<form");
        (await app.Client().GetAsync("/embed/nowhere")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.Client().GetAsync($"/embed/{(await new TestCampaign { Then = (row, now) => row.Remove("Gone.", now) }.AddToAsync(app)).Slug}")).StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    [Theory, OnBothDatabases]
    public async Task A_signature_is_credited_to_the_site_whose_page_showed_the_form(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await Campaign("https://ally.example https://other.example").AddToAsync(app);
        foreach (var (referrer, source) in ((string?, string)[])
            [("https://ally.example/", "embed:ally.example"), ("https://other.example/page", "embed:other.example"), ("https://stranger.example/", "embed"), (null, "embed"), ("https://ally.example/", "embed:ally.example")])
            (await SourceAsync(app, campaign, referrer)).ShouldBe(source, referrer);

        var form = SigningPost.Form();
        form["Source"] = "embed:ally.example";
        (await app.Client().SignAsync(campaign, form)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var db = app.Db();
        (await db.Signatures.SingleAsync()).Source.ShouldBe("embed:ally.example");
    }

    [Theory, OnBothDatabases]
    public async Task The_frame_is_kept_once_for_each_ally_and_strangers_share_one(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await Campaign("https://ally.example").AddToAsync(app);
        await SourceAsync(app, campaign, "https://ally.example/");
        await SourceAsync(app, campaign, "https://stranger.example/");
        foreach (var referrer in (string[])["https://ally.example/elsewhere", "https://made-up-1.example/", "https://made-up-2.example/"])
        {
            var answer = await AskAsync(app, campaign, referrer);
            answer.Headers.Age.ShouldNotBeNull($"for {referrer} it was to come from the cache");
        }
    }

    [Theory, OnBothDatabases]
    public async Task People_who_see_the_frame_are_counted_even_from_the_cache_and_robots_are_not(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await Campaign("https://ally.example").AddToAsync(app);
        for (var i = 0; i < 3; i++) await AskAsync(app, campaign, "https://ally.example/", agent: Person, dest: "iframe");
        await AskAsync(app, campaign, "https://stranger.example/", agent: Person);
        await AskAsync(app, campaign, "https://ally.example/", agent: Person, dest: "document");
        await AskAsync(app, campaign, "https://ally.example/", agent: "Examplebot/1.0", dest: "iframe");
        await AskAsync(app, campaign, "https://ally.example/", agent: Person, method: HttpMethod.Head);
        await AskAsync(app, await Campaign(null).AddToAsync(app), "https://ally.example/", agent: Person, dest: "iframe");
        await app.RunAsync<FlushReach>();

        await using var db = app.Db();
        var rows = await db.ReachCounts.AsNoTracking().ToListAsync();
        rows.ShouldAllBe(row => row.CampaignId == campaign.Id && row.Step == Step.Sign && row.Channel == Channel.Embed && row.Rung == Rung.Shown && row.Language == "en");
        rows.ToDictionary(row => row.Source, row => row.Number).ShouldBe(new Dictionary<string, int> { ["embed:ally.example"] = 3, ["embed"] = 1 }, ignoreOrder: true);
    }

    [Theory, OnBothDatabases("paused", "closed", "won", "scheduled")]
    public async Task A_campaign_that_takes_no_signatures_says_why_in_the_frame(TestDatabase database, string state)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign
        {
            Online = 300, IsDraft = state is "scheduled",
            Then = (row, now) =>
            {
                row.AllowEmbedding("https://ally.example", now);
                if (state is "paused") row.Pause(now);
                if (state is "closed") row.Close(now);
                if (state is "won") row.Win(now);
                if (state is "scheduled") row.Schedule(now.AddDays(2), now);
            },
        }.AddToAsync(app);
        var page = await app.Client().GetStringAsync($"/embed/{campaign.Slug}");
        page.ShouldContain(state switch { "paused" => "No signatures are taken at the moment.", "closed" => "Signing has closed", "won" => "We won", _ => "Not open yet" });
        page.ShouldContain(">300</b>");
        page.ShouldNotContain("<form");
    }

    [Theory, OnBothDatabases]
    public async Task The_frame_speaks_the_language_of_its_text(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await Campaign("https://ally.example").AddToAsync(app);
        await ShareCardTests.AddTextAsync(app, campaign, "fr", "Arrêtez");
        var page = await app.Client().GetStringAsync($"/embed/{campaign.Slug}-fr");
        page.ShouldContain("<html lang=\"fr\"");
        page.ShouldContain("Signer la pétition</button>");
    }

    private static TestCampaign Campaign(string? origins) => new() { Then = (row, now) => row.AllowEmbedding(origins, now) };

    private static async Task<string> PolicyAsync(CampaignsApp app, string path) => string.Join("|", (await app.Client().GetAsync(path)).Headers.GetValues("Content-Security-Policy"));

    private static async Task<string?> SourceAsync(CampaignsApp app, SeededCampaign campaign, string? referrer) =>
        new HtmlParser().ParseDocument(await (await AskAsync(app, campaign, referrer)).Content.ReadAsStringAsync()).QuerySelector("input[name=Source]")?.GetAttribute("value");

    private static Task<HttpResponseMessage> AskAsync(CampaignsApp app, SeededCampaign campaign, string? referrer, string? agent = null, string? dest = null, HttpMethod? method = null)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Get, $"/embed/{campaign.Slug}");
        if (referrer is not null) request.Headers.Referrer = new Uri(referrer);
        if (agent is not null) request.Headers.TryAddWithoutValidation("User-Agent", agent);
        if (dest is not null) request.Headers.Add("Sec-Fetch-Dest", dest);
        return app.Client().SendAsync(request);
    }
}
