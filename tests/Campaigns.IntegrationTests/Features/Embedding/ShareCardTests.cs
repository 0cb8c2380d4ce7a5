using System.Buffers.Binary;
using System.Net;
using AngleSharp.Html.Parser;
using Campaigns.Core.Content;
using Campaigns.IntegrationTests.Support;
using Campaigns.Web.Features.Embedding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.Embedding;

public sealed class ShareCardTests(Apps apps) : IClassFixture<Apps>
{
    private const string Evil = "Stop \"><script>alert(1)</script> & 'it'";

    [Theory, OnBothDatabases]
    public async Task Networks_find_title_text_address_and_a_picture_that_is_one(TestDatabase database)
    {
        Needs.Program("/usr/bin/rsvg-convert", "librsvg2-bin");
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Headline = Evil, Summary = "Two \"words\" <b>.", Online = 1_147, Paper = 80 }.AddToAsync(app);
        await AddTextAsync(app, campaign, "ar", "أوقفوا بيع تقنية التعرف على الوجوه");

        foreach (var (path, locale, other, title) in ((string, string, string, string)[])[(campaign.Path, "en_US", "ar_AR", Evil), ($"{campaign.Path}-ar", "ar_AR", "en_US", "أوقفوا بيع تقنية التعرف على الوجوه")])
        {
            var tags = await TagsAsync(app, path);
            var picture = tags["og:image"];
            tags.ShouldBe(new Dictionary<string, string>
            {
                ["og:type"] = "website", ["og:site_name"] = "Open Square", ["og:title"] = title, ["og:description"] = path.EndsWith("-ar", StringComparison.Ordinal) ? "Summary." : "Two \"words\" <b>.",
                ["og:url"] = $"https://campaigns.test{path}", ["og:locale"] = locale, ["og:locale:alternate"] = other,
                ["og:image"] = picture, ["og:image:type"] = "image/png", ["og:image:width"] = "1200", ["og:image:height"] = "630", ["og:image:alt"] = title,
                ["twitter:card"] = "summary_large_image", ["twitter:title"] = title, ["twitter:description"] = tags["og:description"], ["twitter:image"] = picture, ["twitter:image:alt"] = title,
            }, ignoreOrder: true);
            picture.ShouldStartWith($"https://campaigns.test{path}/card-");

            var answer = await app.Client().GetAsync(picture);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Content.Headers.ContentType!.ToString().ShouldBe("image/png");
            answer.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
            answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
            var png = await answer.Content.ReadAsByteArrayAsync();
            png[..8].ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
            (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))).ShouldBe((1200, 630));
            png.Length.ShouldBeInRange(5_000, 400_000);

            var again = new HttpRequestMessage(HttpMethod.Get, picture);
            again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
            (await app.Client().SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        }
    }

    [Theory, OnBothDatabases]
    public async Task Every_language_version_names_itself_and_the_others(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await AddTextAsync(app, campaign, "ar", "أوقفوا");
        foreach (var own in (string[])[campaign.Path, $"{campaign.Path}-ar"])
        {
            var head = new HtmlParser().ParseDocument(await app.Client().GetStringAsync(own)).Head!;
            head.QuerySelector("link[rel=canonical]")!.GetAttribute("href").ShouldBe($"https://campaigns.test{own}");
            head.QuerySelectorAll("link[rel=alternate][hreflang]").ToDictionary(link => link.GetAttribute("hreflang")!, link => link.GetAttribute("href")!).ShouldBe(new Dictionary<string, string>
            {
                ["en"] = $"https://campaigns.test{campaign.Path}", ["ar"] = $"https://campaigns.test{campaign.Path}-ar", ["x-default"] = $"https://campaigns.test{campaign.Path}",
            }, ignoreOrder: true);
        }
    }

    [Theory, OnBothDatabases]
    public async Task The_list_of_campaigns_has_tags_too(TestDatabase database)
    {
        var app = await apps.On(database);
        var tags = await TagsAsync(app, "/?q=x");
        tags["og:title"].ShouldBe("Campaigns of Open Square");
        tags["og:url"].ShouldBe("https://campaigns.test/");
        tags["twitter:card"].ShouldBe("summary");
    }

    [Theory, OnBothDatabases]
    public async Task A_made_up_or_old_address_leads_to_the_present_picture_and_draws_nothing(TestDatabase database)
    {
        Needs.Program("/usr/bin/rsvg-convert", "librsvg2-bin");
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Online = 100 }.AddToAsync(app);
        var images = app.Services.GetRequiredService<ShareCardImages>();
        var before = images.Drawn;
        var present = new Uri((await TagsAsync(app, campaign.Path))["og:image"]).AbsolutePath;
        for (var i = 0; i < 30; i++)
        {
            var answer = await app.Client().GetAsync($"{campaign.Path}/card-{i:x16}.png");
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            answer.Headers.Location!.ToString().ShouldBe(present);
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        }
        foreach (var malformed in (string[])["card-.png", "card-1.png", "card-0123456789abcdef0.png", "card-0123456789abcdef.svg", "card-..%2F..%2Fetc.png"])
            (await app.Client().GetAsync($"{campaign.Path}/{malformed}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, malformed);
        images.Drawn.ShouldBe(before);

        var draft = await new TestCampaign { IsDraft = true }.AddToAsync(app);
        var test = await new TestCampaign { Then = (row, now) => row.SetTestMode(true, now) }.AddToAsync(app);
        foreach (var hidden in (SeededCampaign[])[draft, test]) (await app.Client().GetAsync($"{hidden.Path}/card-0123456789abcdef.png")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, OnBothDatabases]
    public async Task A_picture_is_drawn_once_however_many_ask_and_anew_only_when_its_words_change(TestDatabase database)
    {
        Needs.Program("/usr/bin/rsvg-convert", "librsvg2-bin");
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Online = 1_210 }.AddToAsync(app);
        var images = app.Services.GetRequiredService<ShareCardImages>();
        var before = images.Drawn;
        var first = (await TagsAsync(app, campaign.Path))["og:image"];
        var all = await Task.WhenAll(Enumerable.Range(0, 15).Select(_ => app.Client().GetByteArrayAsync(first)));
        all.Select(Convert.ToHexString).Distinct().Count().ShouldBe(1);
        images.Drawn.ShouldBe(before + 1);

        await CountAsync(app, campaign, 1_290);
        (await app.Client().GetAsync(first)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await CountAsync(app, campaign, 1_301);
        var moved = await app.Client().GetAsync(first);
        moved.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var second = await app.Client().GetByteArrayAsync(moved.Headers.Location);
        second.ShouldNotBe(all[0]);
        images.Drawn.ShouldBe(before + 2);
    }

    private static async Task CountAsync(CampaignsApp app, SeededCampaign campaign, int online)
    {
        await using var db = app.Db();
        (await db.CampaignCounts.SingleAsync(row => row.CampaignId == campaign.Id)).Set(online, 0, app.Now);
        await db.SaveChangesAsync();
    }

    internal static async Task AddTextAsync(CampaignsApp app, SeededCampaign campaign, string language, string headline)
    {
        await using var db = app.Db();
        var text = new CampaignText(campaign.Id, language, $"{campaign.Slug}-{language}", app.Now);
        db.AddRange(text, new TextVersion(text.Id, 1, headline, "Summary.", "Story.", TextChange.First, null, app.Now));
        await db.SaveChangesAsync();
    }

    internal static async Task<Dictionary<string, string>> TagsAsync(CampaignsApp app, string path)
    {
        var document = new HtmlParser().ParseDocument(await app.Client().GetStringAsync(path));
        document.QuerySelectorAll("script").ShouldAllBe(script => script.HasAttribute("src"));
        return document.QuerySelectorAll("meta[property], meta[name^=twitter]").ToDictionary(meta => meta.GetAttribute("property") ?? meta.GetAttribute("name")!, meta => meta.GetAttribute("content")!);
    }
}

public sealed class NoCardTests(NoCardTests.WithoutProgram apps) : IClassFixture<NoCardTests.WithoutProgram>
{
    public sealed class WithoutProgram : Apps
    {
        protected override void Configure(AppSetup setup) => setup.Settings["ShareCards:Program"] = "no-such-program";
    }

    [Theory, OnBothDatabases]
    public async Task Where_nothing_draws_pages_name_the_campaigns_picture_and_the_log_says_so_once(TestDatabase database)
    {
        var app = await apps.On(database);
        var (plain, svg, photo) = (await new TestCampaign().AddToAsync(app), await new TestCampaign().AddToAsync(app), await new TestCampaign().AddToAsync(app));
        await using (var db = app.Db())
        {
            foreach (var (campaign, picture) in ((SeededCampaign, string)[])[(svg, "demo/bus.svg"), (photo, "media/bus.jpg")]) (await db.CampaignTexts.FindAsync(campaign.TextId))!.Picture = picture;
            await db.SaveChangesAsync();
        }
        foreach (var campaign in (SeededCampaign[])[plain, svg])
        {
            var tags = await ShareCardTests.TagsAsync(app, campaign.Path);
            tags.ShouldNotContainKey("og:image");
            tags["twitter:card"].ShouldBe("summary");
        }
        (await ShareCardTests.TagsAsync(app, photo.Path))["og:image"].ShouldBe("https://campaigns.test/media/bus.jpg");
        (await app.Client().GetAsync($"{photo.Path}/card-0123456789abcdef.png")).Headers.Location!.ToString().ShouldBe("/media/bus.jpg");
        (await app.Client().GetAsync($"{plain.Path}/card-0123456789abcdef.png")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        app.Logs.Lines.Count(line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("no-such-program is not installed")).ShouldBe(1);
    }
}

public sealed class BrokenCardTests(BrokenCardTests.WithBrokenProgram apps) : IClassFixture<BrokenCardTests.WithBrokenProgram>
{
    public sealed class WithBrokenProgram : Apps
    {
        protected override void Configure(AppSetup setup) => setup.Settings["ShareCards:Program"] = "/bin/false";
    }

    [Theory, OnBothDatabases]
    public async Task A_program_that_fails_is_left_alone_for_a_minute(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var card = (await ShareCardTests.TagsAsync(app, campaign.Path))["og:image"];
        for (var i = 0; i < 5; i++) (await app.Client().GetAsync(card)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Failures().ShouldBe(1);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        (await app.Client().GetAsync(card)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Failures().ShouldBe(2);

        int Failures() => app.Logs.Lines.Count(line => line.Contains("A share card was not drawn"));
    }
}
