using Campaigns.BrowserTests.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Campaigns.BrowserTests;

/// <summary>The form in a frame on another site, as a browser allows and forbids it.</summary>
public sealed class EmbedJourney(ListeningApps apps, Browser browser) : IClassFixture<ListeningApps>
{
    public static TheoryData<Visitor> Widths => [.. new[] { 320, 360, 1280 }.SelectMany(width => new[] { new Visitor(width, true), new Visitor(width, false) })];

    [Theory, MemberData(nameof(Widths))]
    public async Task A_visitor_of_an_allys_page_signs_in_its_frame_and_counts_for_the_ally(Visitor visitor)
    {
        var app = await apps.On(TestDatabase.Sqlite);
        await using var ally = await OtherSite.StartAsync();
        var campaign = await new TestCampaign { Online = 1_227, Then = (row, now) => row.AllowEmbedding(ally.Origin, now) }.AddToAsync(app);
        ally.Frames($"{app.Address}/embed/{campaign.Slug}");

        var page = await browser.OpenAsync(app, visitor);
        await page.GotoAsync(ally.Origin);
        var frame = page.FrameLocator("iframe");
        (await frame.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync()).ShouldBe("Stop selling face recognition to police");
        (await frame.GetByText("1,227").IsVisibleAsync()).ShouldBeTrue();
        (await frame.Locator("html").EvaluateAsync<int>("root => root.scrollWidth - root.clientWidth")).ShouldBe(0, "sideways scrolling in the frame");
        (await page.Context.CookiesAsync()).ShouldBeEmpty();

        await frame.GetByLabel("Full name").FillAsync("Ana Sousa");
        await frame.GetByLabel("Email", new() { Exact = true }).FillAsync("ana@");
        var tab = await page.Context.RunAndWaitForPageAsync(() => frame.GetByRole(AriaRole.Button, new() { Name = "Sign the petition" }).ClickAsync());
        var petition = new CampaignPage(tab);
        await Assertions.Expect(petition.Problems).ToBeVisibleAsync();
        await tab.ShouldBeSoundAsync(visitor);
        (await petition.NameAsync()).ShouldBe("Ana Sousa");
        await petition.TypeEmailAsync("ana.sousa@example.org");
        await petition.ChooseCountryAsync("Portugal");
        await petition.WantUpdatesAsync();
        await petition.SignAsync();
        new Uri(tab.Url).AbsolutePath.ShouldBe($"{campaign.Path}/thanks");

        var confirm = new ConfirmPage(tab);
        await confirm.OpenAsync(await app.Mail.NextToAsync("ana.sousa@example.org"));
        await confirm.ConfirmAsync();
        await using var db = app.Db();
        var signature = db.Signatures.Single();
        (signature.State, signature.Source).ShouldBe((Core.Signing.SignatureState.Confirmed, "embed:127.0.0.1"));
    }

    [Theory, MemberData(nameof(Widths))]
    public async Task A_site_that_is_not_named_cannot_show_the_form(Visitor visitor)
    {
        var app = await apps.On(TestDatabase.Sqlite);
        await using var stranger = await OtherSite.StartAsync();
        var campaign = await new TestCampaign { Then = (row, now) => row.AllowEmbedding("http://127.0.0.1:1", now) }.AddToAsync(app);
        foreach (var path in (string[])[$"/embed/{campaign.Slug}", campaign.Path, campaign.SignPath])
        {
            stranger.Frames(app.Address + path);
            var page = await browser.OpenAsync(app, visitor);
            await page.GotoAsync(stranger.Origin);
            (await page.FrameLocator("iframe").Locator("form").CountAsync()).ShouldBe(0, path);
            page.Frames[1].Url.ShouldStartWith("chrome-error:");
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public async Task The_frame_is_sound_by_itself_open_and_closed(Visitor visitor)
    {
        var app = await apps.On(TestDatabase.Sqlite);
        var open = await new TestCampaign { Online = 1_227, Then = (row, now) => row.AllowEmbedding("https://ally.example", now) }.AddToAsync(app);
        var paused = await new TestCampaign { Online = 1_227, Then = (row, now) => { row.AllowEmbedding("https://ally.example", now); row.Pause(now); } }.AddToAsync(app);
        var nobody = await new TestCampaign().AddToAsync(app);
        foreach (var campaign in (SeededCampaign[])[open, paused, nobody])
        {
            var page = await browser.OpenAsync(app, visitor with { Width = visitor.Width == 320 ? 280 : visitor.Width });
            await page.GotoAsync($"/embed/{campaign.Slug}");
            await page.ShouldBeSoundAsync(visitor);
        }
    }

    /// <summary>A page at 127.0.0.1, which browsers take for another site than localhost.</summary>
    private sealed class OtherSite : IAsyncDisposable
    {
        private readonly WebApplication _site;
        private string _frame = "";

        private OtherSite(WebApplication site) => _site = site;

        public string Origin => _site.Urls.Single();

        public static async Task<OtherSite> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var other = new OtherSite(builder.Build());
            other._site.MapGet("/", () => Results.Content($"<!doctype html><html lang=en><title>Ally</title><iframe src=\"{other._frame}\" title=\"Petition\" width=\"280\" height=\"800\"></iframe>", "text/html"));
            await other._site.StartAsync();
            return other;
        }

        public void Frames(string address) => _frame = address;

        public ValueTask DisposeAsync() => _site.DisposeAsync();
    }
}
