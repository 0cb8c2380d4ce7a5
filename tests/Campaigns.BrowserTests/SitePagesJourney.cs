using Microsoft.Playwright;

namespace Campaigns.BrowserTests;

public sealed class SitePagesJourney(ListeningApps apps, Browser browser) : IClassFixture<ListeningApps>
{
    [Theory, MemberData(nameof(Visitors.All), MemberType = typeof(Visitors))]
    public async Task Help_and_privacy_are_found_at_the_foot_of_every_page(Visitor visitor)
    {
        var page = await browser.OpenAsync(await apps.On(TestDatabase.Sqlite), visitor);
        await page.GotoAsync("/help");
        await page.ShouldBeSoundAsync(visitor);
        await page.GetByRole(AriaRole.Contentinfo).GetByRole(AriaRole.Link, new() { Name = "Privacy" }).ClickAsync();
        page.Url.ShouldEndWith("/privacy");
        await page.ShouldBeSoundAsync(visitor);
    }
}
