using System.Net;

namespace Campaigns.IntegrationTests.Features.SitePages;

public sealed class SitePagesTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBothDatabases("/privacy", "/help")]
    public async Task Every_page_links_to_pages_that_exist(TestDatabase database, string path)
    {
        var app = await apps.On(database);
        (await app.Client().GetStringAsync("/")).ShouldContain($"href=\"{path}\"");
        (await app.Client().GetStringAsync(path)).ShouldContain("<h1>");
    }

    [Theory, OnBothDatabases]
    public async Task The_brand_colour_is_a_stylesheet_that_browsers_may_keep(TestDatabase database)
    {
        var app = await apps.On(database);
        var answer = await app.Client().GetAsync("/brand.css?v=0b5f66");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/css");
        answer.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromDays(365));
        (await answer.Content.ReadAsStringAsync()).ShouldBe(":root{--brand:#0b5f66}");

        // Another node's page may name a colour that this one has not heard of yet.
        (await app.Client().GetStringAsync("/brand.css?v=aa3300")).ShouldBe(":root{--brand:#aa3300}");
        var unnamed = await app.Client().GetAsync("/brand.css?v=red}");
        (await unnamed.Content.ReadAsStringAsync()).ShouldBe(":root{--brand:#0b5f66}");
        unnamed.Headers.CacheControl!.NoCache.ShouldBeTrue();
    }

    [Theory, OnBothDatabases]
    public async Task A_language_once_chosen_holds(TestDatabase database)
    {
        var app = await apps.On(database);
        var client = app.Client();
        var answer = await client.PostAsync("/language", Form("fr", "/help"));
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.ToString().ShouldBe("/help");
        (await client.GetStringAsync("/help")).ShouldContain("<html lang=\"fr\"");
    }

    [Theory, OnBothDatabases("//evil.example/", "https://evil.example/", "/\\evil.example", "/é", "/a\r\nSet-Cookie: x=y", "")]
    public async Task A_language_choice_leads_to_our_own_pages_only(TestDatabase database, string back)
    {
        var app = await apps.On(database);
        var answer = await app.Client().PostAsync("/language", Form("fr", back));
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.ToString().ShouldBe("/");
    }

    [Theory, OnBothDatabases]
    public async Task An_unknown_language_is_not_found(TestDatabase database)
    {
        var app = await apps.On(database);
        (await app.Client().PostAsync("/language", Form("xx", "/"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static FormUrlEncodedContent Form(string language, string back) => new(new Dictionary<string, string> { ["language"] = language, ["back"] = back });
}
