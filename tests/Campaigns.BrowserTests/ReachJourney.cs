using Campaigns.BrowserTests.Pages;
using Campaigns.Web.Development;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.BrowserTests;

/// <summary>An administrator reads how far the demonstration's campaign reaches, on a phone and at a desk.</summary>
public sealed class ReachJourney(ReachJourney.WithDemonstration apps, Browser browser) : IClassFixture<ReachJourney.WithDemonstration>
{
    public sealed class WithDemonstration : Apps
    {
        protected override void Configure(AppSetup setup)
        {
            setup.ListenWithWorker();
            setup.Settings["Demo:Seed"] = "true";
            setup.Settings["Setup:AdminEmail"] = StaffPages.Email;
            setup.Settings["Setup:AdminPassword"] = StaffPages.Password;
        }
    }

    /// <summary>The administrator and the demonstration alone.</summary>
    internal static async Task SeedAsync(CampaignsApp app)
    {
        await app.EmptyAsync();
        await using var scope = app.Services.CreateAsyncScope();
        await Web.Startup.Staff.EnsureAdministratorAsync(scope.ServiceProvider, TestContext.Current.CancellationToken);
        await DemoData.SeedAsync(scope.ServiceProvider, TestContext.Current.CancellationToken);
    }

    [Theory, MemberData(nameof(Visitors.All), MemberType = typeof(Visitors))]
    public async Task An_administrator_reads_every_part_of_the_reach_page(Visitor visitor)
    {
        var app = await apps.On(TestDatabase.Sqlite);
        await SeedAsync(app);
        Guid campaign;
        await using (var db = app.Db()) campaign = db.CampaignTexts.Single(text => text.Slug == "northwind").CampaignId;
        var page = await browser.OpenAsync(app, visitor);
        await new StaffPages(page).SignInAsync();

        await page.GotoAsync($"/admin/campaigns/{campaign}/reach");
        foreach (var part in (string[])["Signatures by state", "Ladder, channel by channel", "Shares, network by network", "By target", "By variant", "How alike are the messages", "By source", "How shares travel", "Over time"])
            (await page.GetByRole(Microsoft.Playwright.AriaRole.Heading, new() { Name = part, Exact = true }).CountAsync()).ShouldBe(1, part);
        await page.ShouldBeSoundAsync(visitor);
        foreach (var closed in await page.Locator("details > summary").AllAsync()) await closed.ClickAsync();
        await page.ShouldBeSoundAsync(visitor);
        // What a phone shows of a table is not to be pushed sideways to be read.
        if (visitor.Width < 600)
            (await page.EvaluateAsync<int>("[...document.querySelectorAll('table.cards')].filter(table => table.scrollWidth > table.parentElement.clientWidth).length")).ShouldBe(0);
    }
}
