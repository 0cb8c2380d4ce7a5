using System.Net;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Site;

public sealed class OriginTests(Apps apps) : IClassFixture<Apps>
{
    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.SeeOther)]
    [InlineData("Origin", CampaignsApp.PublicUrl, HttpStatusCode.SeeOther)]
    [InlineData("X-Nothing", "said", HttpStatusCode.SeeOther)]
    public async Task A_signature_is_taken_only_from_our_own_page(string header, string value, HttpStatusCode status)
    {
        var app = await apps.On(TestDatabase.Sqlite);
        var campaign = await new TestCampaign().AddToAsync(app);
        var client = app.Client(sendsFetchSite: false);
        client.DefaultRequestHeaders.Add(header, value);
        (await client.SignAsync(campaign)).StatusCode.ShouldBe(status);
        await using var db = app.Db();
        (await db.Signatures.CountAsync()).ShouldBe(status is HttpStatusCode.SeeOther ? 1 : 0);
    }

    [Fact]
    public async Task A_post_without_both_headers_may_not_bring_our_cookie()
    {
        var app = await apps.On(TestDatabase.Sqlite);
        var campaign = await new TestCampaign().AddToAsync(app);
        var client = app.Client(sendsFetchSite: false);
        (await client.SignAsync(campaign)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await client.SignAsync(campaign)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Who_is_refused_gets_a_page_that_says_what_to_do()
    {
        var client = (await apps.On(TestDatabase.Sqlite)).Client(sendsFetchSite: false);
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        client.DefaultRequestHeaders.Add("Accept-Language", "fr");
        var answer = await client.PostAsync("/language", new FormUrlEncodedContent([]));
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("lang=\"fr\"");
    }
}
