using System.Net;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Site;

/// <summary>Pages that somebody marked as the same for all though they write an antiforgery token.</summary>
[PublicEndpoint, Route("trap")]
public sealed class TrapController(IAntiforgery antiforgery) : Controller
{
    /// <summary>What any Razor form does: sets the cookie the first time only.</summary>
    [HttpGet("stored"), CachedPage]
    public ContentResult Stored() => Content($"token {antiforgery.GetAndStoreTokens(HttpContext).RequestToken}");

    /// <summary>Leaves no trace in the answer's headers.</summary>
    [HttpGet("bare"), CachedPage]
    public ContentResult Bare() => Content($"token {antiforgery.GetTokens(HttpContext).RequestToken}");

    [HttpPost("use")]
    public async Task<StatusCodeResult> Use() => StatusCode(await antiforgery.IsRequestValidAsync(HttpContext) ? 200 : 400);
}

/// <summary>A token in a cached page belongs to somebody else: their posts fail, and where they succeed it is worse.</summary>
public sealed class CacheTrapTests(CacheTrapTests.TrapApps apps) : IClassFixture<CacheTrapTests.TrapApps>
{
    public sealed class TrapApps : Apps
    {
        protected override void Configure(AppSetup setup) =>
            setup.Services = services => services.AddControllersWithViews().AddApplicationPart(typeof(TrapController).Assembly);
    }

    [Theory, OnBothDatabases("/trap/stored", "/trap/bare")]
    public async Task A_page_that_writes_a_token_is_never_kept(TestDatabase database, string path)
    {
        var app = await apps.On(database);
        HttpClient[] browsers = [app.Client(), app.Client(), app.Client()];
        foreach (var browser in browsers) await browser.GetAsync("/trap/stored"); // now each holds its cookie
        var tokens = new List<string>();
        foreach (var _ in Enumerable.Range(0, 3))
            foreach (var browser in browsers)
            {
                var answer = await browser.GetAsync(path);
                answer.Headers.Age.ShouldBeNull("it came from the cache");
                var token = (await answer.Content.ReadAsStringAsync())["token ".Length..];
                tokens.Add(token);
                (await browser.PostAsync("/trap/use", new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]))).StatusCode.ShouldBe(HttpStatusCode.OK);
            }
        tokens.Distinct().Count().ShouldBe(9);
        var stranger = await (await app.Client().GetAsync(path)).Content.ReadAsStringAsync();
        tokens.ShouldNotContain(stranger["token ".Length..]);
    }

    [Theory, OnBothDatabases]
    public async Task A_form_sent_by_GET_gets_into_nobodys_page(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        using var forged = new HttpRequestMessage(HttpMethod.Get, campaign.Path) { Content = new FormUrlEncodedContent([KeyValuePair.Create("via", "ATTACKER01"), KeyValuePair.Create("source", "attacker")]) };
        (await app.Client().SendAsync(forged)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await app.Client().GetStringAsync(campaign.Path)).ShouldNotContain("attacker", Case.Insensitive);
    }

    [Theory, OnBothDatabases]
    public async Task Three_browsers_sign_from_one_warm_page(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await app.Client().GetAsync(campaign.Path);
        HttpClient[] browsers = [app.Client(), app.Client(), app.Client()];
        foreach (var browser in browsers)
        {
            var answer = await browser.GetAsync(campaign.Path);
            answer.Headers.Age.ShouldNotBeNull("the cache was to be warm");
            answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
            (await answer.Content.ReadAsStringAsync()).ShouldNotContain("__RequestVerificationToken");
        }

        for (var i = 0; i < browsers.Length; i++)
            (await browsers[i].SignAsync(campaign, SigningPost.Form($"person{i}@example.org"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        await using var db = app.Db();
        (await db.Signatures.CountAsync()).ShouldBe(3);
    }
}
