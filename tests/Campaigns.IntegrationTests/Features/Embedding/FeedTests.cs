using System.Globalization;
using System.Net;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using Campaigns.Core.Content;
using Campaigns.Web.Startup;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.Embedding;

public sealed class FeedTests(Apps apps) : IClassFixture<Apps>
{
    /// <summary>Addresses with a share code are not kept.</summary>
    private const string Fresh = "/feed.atom?via=none";

    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Theory, OnBothDatabases]
    public async Task Campaigns_and_what_happens_in_them_are_a_feed_as_RFC_4287_wants_it(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Headline = "Stop <b>it</b> & more" }.AddToAsync(app);
        await ShareCardTests.AddTextAsync(app, campaign, "fr", "Arrêtez");
        await AddEntryAsync(app, campaign, 1, "2026-03-01", "We asked\u0001", "See [the contracts](/c/x) <script>alert(1)</script> **now**.");
        await AddEntryAsync(app, campaign, 2, "2026-04-01", "A mistake", "It was 11.", TimelineKind.Correction, "It is 11, not 12.");
        var others = new[]
        {
            await new TestCampaign { IsDraft = true }.AddToAsync(app),
            await new TestCampaign { IsDraft = true, Then = (row, now) => row.Schedule(now.AddDays(2), now) }.AddToAsync(app),
            await new TestCampaign { Then = (row, now) => row.SetTestMode(true, now) }.AddToAsync(app),
            await new TestCampaign { Then = (row, now) => row.Remove("Gone.", now) }.AddToAsync(app),
        };

        var answer = await app.Client().GetAsync(Fresh);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("application/atom+xml; charset=utf-8");
        var text = await answer.Content.ReadAsStringAsync();
        foreach (var hidden in others) text.ShouldNotContain(hidden.Slug);
        var feed = XDocument.Parse(text).Root!;
        ShouldBeAtom(feed, "https://campaigns.test/feed.atom");
        feed.Elements(Atom + "entry").Select(entry => ((string)entry.Attribute(XNamespace.Xml + "lang")!, (string)entry.Element(Atom + "title")!, (string)entry.Element(Atom + "category")!.Attribute("term")!)).ShouldBe(
            [("en", "Stop <b>it</b> & more", "campaign"), ("fr", "Arrêtez", "campaign"), ("en", "A mistake", "correction"), ("en", "We asked", "update")], ignoreOrder: true);
        var asked = feed.Elements(Atom + "entry").Single(entry => (string)entry.Element(Atom + "title")! == "We asked");
        ((string)asked.Element(Atom + "updated")!).ShouldBe("2026-03-01T00:00:00Z");
        asked.Elements(Atom + "link").Single().Attribute("href")!.Value.ShouldBe($"https://campaigns.test{campaign.Path}#entry-1");
        var content = asked.Element(Atom + "content")!;
        content.Attribute("type")!.Value.ShouldBe("html");
        content.HasElements.ShouldBeFalse("HTML stands in it as escaped text");
        content.Value.ShouldContain("<strong>now</strong>");
        content.Value.ShouldNotContain("<script");
    }

    [Theory, OnBothDatabases]
    public async Task A_campaign_has_a_feed_in_each_language_that_its_page_names(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await ShareCardTests.AddTextAsync(app, campaign, "fr", "Arrêtez");
        await AddEntryAsync(app, campaign, 1, "2026-03-01", "We asked", "Nothing yet.");

        var head = new HtmlParser().ParseDocument(await app.Client().GetStringAsync(campaign.Path)).Head!;
        var named = head.QuerySelectorAll("link[rel=alternate][type='application/atom+xml']").Select(link => link.GetAttribute("href")!).ToList();
        named.ShouldBe(["/feed.atom", $"{campaign.Path}/feed.atom"], ignoreOrder: true);
        new HtmlParser().ParseDocument(await app.Client().GetStringAsync("/")).QuerySelector("main a[href='/feed.atom']").ShouldNotBeNull();

        var feed = XDocument.Parse(await app.Client().GetStringAsync($"{campaign.Path}/feed.atom")).Root!;
        ShouldBeAtom(feed, $"https://campaigns.test{campaign.Path}/feed.atom");
        feed.Elements(Atom + "entry").Count().ShouldBe(2);
        var french = XDocument.Parse(await app.Client().GetStringAsync($"{campaign.Path}-fr/feed.atom")).Root!;
        french.Attribute(XNamespace.Xml + "lang")!.Value.ShouldBe("fr");
        french.Elements(Atom + "entry").Single().Element(Atom + "title")!.Value.ShouldBe("Arrêtez");
        Ids(feed).Intersect(Ids(french)).ShouldBeEmpty();
        Ids(feed).ShouldBeSubsetOf(Ids(XDocument.Parse(await app.Client().GetStringAsync(Fresh)).Root!), "the same entry has the same id in both feeds");

        var gone = await new TestCampaign { Then = (row, now) => row.Remove("Gone.", now) }.AddToAsync(app);
        (await app.Client().GetAsync($"{gone.Path}/feed.atom")).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await app.Client().GetAsync("/c/nowhere/feed.atom")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, OnBothDatabases]
    public async Task What_has_not_changed_is_not_sent_again(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var first = await app.Client().GetAsync($"{campaign.Path}/feed.atom");
        var cache = app.Services.GetRequiredService<CampaignPageCache>();
        foreach (var isKept in (bool[])[true, false])
        {
            if (!isKept) await cache.EvictAsync(campaign.Id, TestContext.Current.CancellationToken);
            var byTag = new HttpRequestMessage(HttpMethod.Get, $"{campaign.Path}/feed.atom");
            byTag.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            (await app.Client().SendAsync(byTag)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
            if (!isKept) continue; // the framework believes no date after its own clock's, and the clock of the tests runs ahead
            var byTime = new HttpRequestMessage(HttpMethod.Get, $"{campaign.Path}/feed.atom");
            byTime.Headers.IfModifiedSince = first.Content.Headers.LastModified;
            (await app.Client().SendAsync(byTime)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        }

        await AddEntryAsync(app, campaign, 1, "2026-03-01", "We asked", "Nothing yet.");
        await cache.EvictAsync(campaign.Id, TestContext.Current.CancellationToken);
        var changed = new HttpRequestMessage(HttpMethod.Get, $"{campaign.Path}/feed.atom");
        changed.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        (await app.Client().SendAsync(changed)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, OnBothDatabases]
    public async Task A_feed_without_entries_is_a_feed(TestDatabase database)
    {
        var app = await apps.On(database);
        ShouldBeAtom(XDocument.Parse(await app.Client().GetStringAsync(Fresh)).Root!, "https://campaigns.test/feed.atom");
    }

    private static IEnumerable<string> Ids(XElement feed) => feed.Elements(Atom + "entry").Select(entry => (string)entry.Element(Atom + "id")!);

    /// <summary>RFC 4287, sections 4.1.1, 4.1.2 and 4.2: what must be there, once, and in which form.</summary>
    private static void ShouldBeAtom(XElement feed, string self)
    {
        feed.Name.ShouldBe(Atom + "feed");
        feed.Element(Atom + "author")!.Element(Atom + "name")!.Value.ShouldBe("Open Square");
        feed.Elements(Atom + "link").Count(link => (string?)link.Attribute("rel") == "self" && (string?)link.Attribute("href") == self).ShouldBe(1);
        foreach (var part in feed.Elements(Atom + "entry").Prepend(feed))
        {
            ((string)part.Elements(Atom + "id").ShouldHaveSingleItem()).ShouldMatch(@"^tag:campaigns\.test,\d{4}(-\d\d-\d\d)?:[a-z0-9:-]+$");
            part.Elements(Atom + "title").ShouldHaveSingleItem().Value.ShouldNotBeEmpty();
            DateTimeOffset.ParseExact((string)part.Elements(Atom + "updated").ShouldHaveSingleItem(), "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            part.Elements(Atom + "link").Count(link => (string?)link.Attribute("rel") == "alternate").ShouldBe(1);
            foreach (var link in part.Elements(Atom + "link")) Uri.TryCreate((string)link.Attribute("href")!, UriKind.Absolute, out _).ShouldBeTrue();
        }
        foreach (var entry in feed.Elements(Atom + "entry")) entry.Elements(Atom + "content").ShouldHaveSingleItem();
        Ids(feed).ShouldBeUnique();
    }

    private static async Task AddEntryAsync(CampaignsApp app, SeededCampaign campaign, int number, string date, string title, string body, TimelineKind kind = TimelineKind.Update, string? correction = null)
    {
        await using var db = app.Db();
        db.Add(new TimelineEntry(campaign.TextId, number, kind, DateOnly.Parse(date, CultureInfo.InvariantCulture), title, body, correction));
        await db.SaveChangesAsync();
    }
}
