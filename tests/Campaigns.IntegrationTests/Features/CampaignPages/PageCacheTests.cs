using Campaigns.Core.Reporting;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.CampaignPages;

public sealed class PageCacheTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task A_page_is_kept_until_it_is_evicted(TestDatabase database)
    {
        var (app, campaign) = await WarmAsync(database);
        await CountAsync(app, campaign, 200);
        (await app.Client().GetStringAsync(campaign.Path)).ShouldContain(">100</b>");

        await app.Services.GetRequiredService<CampaignPageCache>().EvictAsync(campaign.Id, TestContext.Current.CancellationToken);
        (await app.Client().GetStringAsync(campaign.Path)).ShouldContain(">200</b>");
    }

    [Theory, OnBothDatabases]
    public async Task Unknown_query_keys_share_the_page(TestDatabase database)
    {
        var (app, campaign) = await WarmAsync(database);
        await CountAsync(app, campaign, 200);
        (await app.Client().GetStringAsync($"{campaign.Path}?utm_source=mail&x={Guid.NewGuid()}")).ShouldContain(">100</b>");
    }

    [Theory, OnBothDatabases("supporter=someone", "__Host-supporter=someone")]
    public async Task A_known_supporter_neither_reads_nor_fills_the_cache(TestDatabase database, string cookie)
    {
        var (app, campaign) = await WarmAsync(database);
        await CountAsync(app, campaign, 200);
        var request = new HttpRequestMessage(HttpMethod.Get, campaign.Path) { Headers = { { "Cookie", cookie } } };
        var own = await app.Client().SendAsync(request);
        (await own.Content.ReadAsStringAsync()).ShouldContain(">200</b>");
        (await app.Client().GetStringAsync(campaign.Path)).ShouldContain(">100</b>");
    }

    [Theory, OnBothDatabases]
    public async Task A_share_link_neither_reads_nor_fills_the_cache(TestDatabase database)
    {
        var (app, campaign) = await WarmAsync(database);
        await CountAsync(app, campaign, 200);
        (await app.Client().GetStringAsync($"{campaign.Path}?via=abc")).ShouldContain(">200</b>");
        (await app.Client().GetStringAsync(campaign.Path)).ShouldContain(">100</b>");
    }

    [Theory, OnBothDatabases("br", "gzip, deflate, br;q=0", "identity")]
    public async Task Each_encoding_is_kept_compressed(TestDatabase database, string accepted)
    {
        var encoding = accepted switch { "br" => "br", "identity" => "", _ => "gzip" };
        var (app, campaign) = await WarmAsync(database);
        for (var i = 0; i < 2; i++) // made, then from the cache
        {
            var request = new HttpRequestMessage(HttpMethod.Get, campaign.Path);
            request.Headers.Add("Accept-Encoding", accepted);
            var answer = await app.Client().SendAsync(request);
            string.Join(",", answer.Content.Headers.ContentEncoding).ShouldBe(encoding);
            if (i == 1) answer.Headers.Age.ShouldNotBeNull();
            if (encoding != "") answer.Headers.Vary.ShouldContain("Accept-Encoding");
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_cached_page_holds_no_token_cookie_or_personal_word_and_is_small(TestDatabase database)
    {
        var (app, campaign) = await WarmAsync(database);
        var answer = await app.Client().GetAsync(campaign.Path);
        var page = await answer.Content.ReadAsStringAsync();
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        page.ShouldNotContain("__RequestVerificationToken");
        page.ShouldNotContain("selected>");
        page.ShouldNotContain("style=");
        page.Length.ShouldBeLessThan(60_000);
    }

    private async Task<(CampaignsApp, SeededCampaign)> WarmAsync(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Online = 100 }.AddToAsync(app);
        (await app.Client().GetStringAsync(campaign.Path)).ShouldContain(">100</b>");
        return (app, campaign);
    }

    private static async Task CountAsync(CampaignsApp app, SeededCampaign campaign, int online)
    {
        await using var db = app.Db();
        var count = await db.CampaignCounts.SingleAsync(row => row.CampaignId == campaign.Id);
        count.Set(online, 0, app.Now);
        await db.SaveChangesAsync();
    }
}
