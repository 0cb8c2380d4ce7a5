using System.Net;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Features.Sharing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.Sharing;

/// <summary>Where a share link leads, who is counted on the way, and whom a signature credits.</summary>
public sealed class ShareLinkTests(Apps apps) : IClassFixture<Apps>
{
    private const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    [Theory, OnBothDatabases]
    public async Task A_link_leads_to_the_campaign_and_carries_its_code(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var code = await LinkAsync(app, campaign);

        var answer = await app.Client().GetAsync($"/go/{code}");

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldBe($"{campaign.Path}?via={code}");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        code.ShouldMatch("^[0-9A-Za-z]{10}$");
    }

    [Theory, OnBothDatabases]
    public async Task The_same_share_has_one_code_and_one_row_and_another_share_has_another(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var links = app.Services.GetRequiredService<ShareLinks>();
        var origin = Origin(campaign) with { SignatureId = Guid.CreateVersion7() };
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => links.KeepAsync(origin, default)));
        await links.KeepAsync(origin, default);
        // A process that has not seen it before finds the row.
        await ActivatorUtilities.CreateInstance<ShareLinks>(app.Services).KeepAsync(origin, default);

        await using var db = app.Db();
        var link = await db.ShareLinks.SingleAsync();
        (link.Code, link.CampaignId, link.Language, link.Channel, link.SignatureId, link.Generation, link.Visits).ShouldBe((links.CodeOf(origin), campaign.Id, "en", Channel.WhatsApp, origin.SignatureId, 1, 0));
        ShareOrigin[] others =
        [
            origin with { CampaignId = Guid.CreateVersion7() }, origin with { Language = "fr" }, origin with { Channel = Channel.X }, origin with { SignatureId = null },
            origin with { MessageId = Guid.CreateVersion7() }, origin with { Arrival = new Arrival(Guid.CreateVersion7(), "share-x", 1) }, origin with { IsTest = true },
        ];
        others.Append(origin).Select(links.CodeOf).Distinct().Count().ShouldBe(8);
    }

    [Theory, OnBothDatabases]
    public async Task People_and_robots_are_counted_apart_and_written_set_wise(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var (one, two) = (await LinkAsync(app, campaign), await LinkAsync(app, campaign, Channel.X));

        for (var i = 0; i < 3; i++) await GoAsync(app, one, Browser);
        await GoAsync(app, two, Browser);
        await GoAsync(app, one, "facebookexternalhit/1.1");
        await GoAsync(app, one, "Mozilla/5.0 (compatible; bingbot/2.0)");
        (await GoAsync(app, one, Browser, HttpMethod.Head)).Headers.Location!.ToString().ShouldBe($"{campaign.Path}?via={one}");
        await app.Services.GetRequiredService<ShareVisits>().FlushAsync(default);
        await app.Services.GetRequiredService<ShareVisits>().FlushAsync(default);

        await using var db = app.Db();
        var links = await db.ShareLinks.ToDictionaryAsync(l => l.Code, l => (l.Visits, l.RobotVisits));
        links[one].ShouldBe((3, 3));
        links[two].ShouldBe((1, 0));
    }

    [Theory, OnBothDatabases]
    public async Task More_links_than_one_statement_takes_are_all_written(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await using var db = app.Db();
        var links = Enumerable.Range(0, 1_203).Select(n => new ShareLink($"many{n}", campaign.Id, "en", Channel.Link, null, null, null, 1, false, app.Now)).ToList();
        db.AddRange(links);
        await db.SaveChangesAsync();
        var visits = app.Services.GetRequiredService<ShareVisits>();
        foreach (var link in links)
        {
            visits.Count(link.Id, isRobot: false);
            visits.Count(link.Id, isRobot: true);
        }

        await visits.FlushAsync(default);

        (await db.ShareLinks.AsNoTracking().Where(l => l.Visits == 1 && l.RobotVisits == 1).CountAsync()).ShouldBe(1_203);
    }

    [Theory, OnBothDatabases]
    public async Task A_forged_code_gets_a_page_in_words_and_credits_nobody(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        foreach (var code in (string[])["AAAAAAAAAA", "x", new string('a', 300), "..%2F..%2Fetc", "%D8%A7", "a'--", "{0}"])
        {
            var answer = await app.Client().GetAsync($"/go/{code}");
            ((int)answer.StatusCode).ShouldBeOneOf(404, 400);
            (await answer.Content.ReadAsStringAsync()).ShouldContain("<h1>");
        }
        (await (await app.Client().GetAsync("/go/AAAAAAAAAA")).Content.ReadAsStringAsync()).ShouldContain("See all campaigns");

        await SignAsync(app, campaign, "ana@example.org", via: "AAAAAAAAAA");

        await using var db = app.Db();
        var signature = await db.Signatures.SingleAsync();
        (signature.ShareLinkId, signature.Generation, signature.Source).ShouldBe((null, 0, ""));
    }

    [Theory, OnBothDatabases]
    public async Task A_link_of_another_campaign_credits_nobody(TestDatabase database)
    {
        var app = await apps.On(database);
        var (campaign, other) = (await new TestCampaign().AddToAsync(app), await new TestCampaign().AddToAsync(app));
        await SignAsync(app, campaign, "ana@example.org", via: await LinkAsync(app, other));
        await using var db = app.Db();
        (await db.Signatures.SingleAsync()).ShareLinkId.ShouldBeNull();
    }

    [Theory, OnBothDatabases]
    public async Task Links_of_removed_and_of_hidden_campaigns_say_so(TestDatabase database)
    {
        var app = await apps.On(database);
        var removed = await new TestCampaign { Then = (c, now) => c.Remove("It was wrong.", now) }.AddToAsync(app);
        var answer = await app.Client().GetAsync($"/go/{await LinkAsync(app, removed)}");
        answer.StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("It was wrong.");

        var draft = await new TestCampaign { IsDraft = true }.AddToAsync(app);
        (await app.Client().GetAsync($"/go/{await LinkAsync(app, draft)}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var live = await new TestCampaign().AddToAsync(app);
        var tried = await LinkAsync(app, live, isTest: true);
        (await app.Client().GetAsync($"/go/{tried}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, OnBothDatabases]
    public async Task A_link_leads_to_the_text_in_its_language_or_to_the_original(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await using (var db = app.Db())
        {
            var text = new CampaignText(campaign.Id, "fr", campaign.Slug + "-fr", app.Now) { Topic = "le reste" };
            db.AddRange(text, new TextVersion(text.Id, 1, "Arrêtez", "Résumé", "Récit", TextChange.First, null, app.Now));
            await db.SaveChangesAsync();
        }
        var links = app.Services.GetRequiredService<ShareLinks>();
        foreach (var (language, slug) in ((string, string)[])[("en", campaign.Slug), ("fr", campaign.Slug + "-fr"), ("de", campaign.Slug)])
        {
            var origin = Origin(campaign) with { Language = language };
            await links.KeepAsync(origin, default);
            (await app.Client().GetAsync($"/go/{links.CodeOf(origin)}")).Headers.Location!.ToString().ShouldStartWith($"/c/{slug}?via=");
        }
    }

    [Theory, OnBothDatabases]
    public async Task Credit_survives_the_error_page_and_the_typo_question_of_the_form(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var code = await LinkAsync(app, campaign);
        var client = app.Client();

        foreach (var path in (string[])[$"{campaign.Path}?via={code}&source=Sommerfest", $"{campaign.SignPath}?via={code}&source=Sommerfest"])
        {
            var page = await (await client.GetAsync(path)).Content.ReadAsStringAsync();
            page.ShouldContain($"""<input type="hidden" name="Via" value="{code}">""");
            page.ShouldContain("""<input type="hidden" name="Source" value="sommerfest">""");
        }
        foreach (var wrong in (string[])["not an address", "ana@gmial.com"])
        {
            var errors = await client.SignAsync(campaign, new(SigningPost.Form(wrong)) { ["Via"] = code, ["Source"] = "sommerfest" });
            errors.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            (await errors.Content.ReadAsStringAsync()).ShouldContain($"""name="Via" value="{code}">""");
        }
        await SignAsync(app, campaign, "ana@example.org", code, "sommerfest");
        await SignAsync(app, campaign, "bo@example.org", source: "sommerfest");

        await using var db = app.Db();
        var link = await db.ShareLinks.SingleAsync();
        var byLink = await db.Signatures.SingleAsync(s => s.Email == "ana@example.org");
        (byLink.ShareLinkId, byLink.Generation, byLink.Source).ShouldBe((link.Id, 1, "share-whatsapp"));
        var bySource = await db.Signatures.SingleAsync(s => s.Email == "bo@example.org");
        (bySource.ShareLinkId, bySource.Generation, bySource.Source).ShouldBe((null, 0, "sommerfest"));
    }

    [Theory, OnBothDatabases]
    public async Task A_page_that_says_where_its_reader_came_from_is_nobody_else_s(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        foreach (var query in (string[])["?via=Ab3dE6gH9j", "?source=newsletter"])
        {
            await app.Client().GetAsync(campaign.Path + query);
            (await app.Client().GetAsync(campaign.Path + query)).Headers.Age.ShouldBeNull();
            (await (await app.Client().GetAsync(campaign.Path)).Content.ReadAsStringAsync()).ShouldNotContain("""type="hidden" name="Via""");
            (await (await app.Client().GetAsync(campaign.Path)).Content.ReadAsStringAsync()).ShouldNotContain("""type="hidden" name="Source""");
        }
    }

    [Theory, OnBothDatabases]
    public async Task Nobody_is_credited_for_their_own_link(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var friend = await LinkAsync(app, campaign, Channel.Email);
        var client = app.Client();
        await SignAsync(app, campaign, "ana@example.org", friend, client: client);
        Signature before;
        await using (var db = app.Db()) before = await db.Signatures.SingleAsync();
        var links = app.Services.GetRequiredService<ShareLinks>();
        var own = Origin(campaign) with { SignatureId = before.Id };
        await links.KeepAsync(own, default);
        app.Clock.Advance(TimeSpan.FromMinutes(10));

        // Signing again, in the same browser and in another, and after taking the signature back.
        await SignAsync(app, campaign, "ana@example.org", links.CodeOf(own), client: client);
        await SignAsync(app, campaign, "ana@example.org", links.CodeOf(own));
        (await CreditAsync(app)).ShouldBe((before.ShareLinkId, 1, "share-email", SignatureState.Pending));
        await WithdrawAsync(app, before.Id);
        await SignAsync(app, campaign, "ana@example.org", links.CodeOf(own));
        (await CreditAsync(app)).ShouldBe((before.ShareLinkId, 1, "share-email", SignatureState.Pending));

        // Somebody else's link brings them back all the same.
        await WithdrawAsync(app, before.Id);
        await SignAsync(app, campaign, "ana@example.org", await LinkAsync(app, campaign, Channel.Telegram));
        (await CreditAsync(app)).Source.ShouldBe("share-telegram");
    }

    private static async Task<(Guid? ShareLinkId, int Generation, string Source, SignatureState State)> CreditAsync(CampaignsApp app)
    {
        await using var db = app.Db();
        var signature = await db.Signatures.AsNoTracking().SingleAsync();
        return (signature.ShareLinkId, signature.Generation, signature.Source, signature.State);
    }

    private static async Task WithdrawAsync(CampaignsApp app, Guid id)
    {
        await using var db = app.Db();
        (await db.Signatures.SingleAsync(s => s.Id == id)).Withdraw("this was not me", app.Now).ShouldBeTrue();
        await db.SaveChangesAsync();
    }

    private static async Task SignAsync(CampaignsApp app, SeededCampaign campaign, string email, string? via = null, string? source = null, HttpClient? client = null)
    {
        var form = SigningPost.Form(email);
        if (via is not null) form["Via"] = via;
        if (source is not null) form["Source"] = source;
        (await (client ?? app.Client()).SignAsync(campaign, form)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    private static Task<HttpResponseMessage> GoAsync(CampaignsApp app, string code, string agent, HttpMethod? method = null)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Get, $"/go/{code}");
        request.Headers.TryAddWithoutValidation("User-Agent", agent);
        return app.Client().SendAsync(request);
    }

    private static ShareOrigin Origin(SeededCampaign campaign) => new(campaign.Id, "en", Channel.WhatsApp, null, null, Arrival.Direct, IsTest: false);

    private static async Task<string> LinkAsync(CampaignsApp app, SeededCampaign campaign, Channel channel = Channel.WhatsApp, bool isTest = false)
    {
        var links = app.Services.GetRequiredService<ShareLinks>();
        var origin = Origin(campaign) with { Channel = channel, IsTest = isTest };
        await links.KeepAsync(origin, default);
        return links.CodeOf(origin);
    }
}
