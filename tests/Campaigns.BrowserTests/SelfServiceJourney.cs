using Campaigns.BrowserTests.Pages;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Campaigns.BrowserTests;

/// <summary>Coming back: being remembered, signing with one press, seeing what was signed, stopping mail, and being forgotten.</summary>
public sealed class SelfServiceJourney(ListeningApps apps, Browser browser) : IClassFixture<ListeningApps>
{
    private const string Email = "ana.sousa@example.org";

    [Theory, MemberData(nameof(Visitors.All), MemberType = typeof(Visitors))]
    public async Task A_supporter_comes_back_signs_with_one_press_and_takes_it_all_in_hand(Visitor visitor)
    {
        var app = await apps.On(TestDatabase.Sqlite);
        var first = await new TestCampaign { Headline = "Keep the saltmarsh" }.AddToAsync(app);
        var second = await new TestCampaign { Headline = "Save the night bus" }.AddToAsync(app);
        var page = await browser.OpenAsync(app, visitor);
        await SignAsync(page, first);
        var confirm = new ConfirmPage(page);
        await confirm.OpenAsync(await app.Mail.NextToAsync(Email));
        await confirm.ConfirmAsync();

        await PressAsync(page, "Remember me on this device");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("This device remembers you.");
        await page.ShouldBeSoundAsync(visitor);
        await page.GetByRole(AriaRole.Link, new() { Name = "Save the night bus" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Welcome back, Ana" })).ToBeVisibleAsync();
        await page.ShouldBeSoundAsync(visitor);
        await PressAsync(page, "Sign as Ana");
        await page.GetByRole(AriaRole.Alert).GetByText("Select whether you want email updates").WaitForAsync();
        await page.ShouldBeSoundAsync(visitor);
        await page.GetByLabel("No, only the confirmation").CheckAsync();
        await PressAsync(page, "Sign as Ana");
        (await page.TextContentAsync("h1"))!.ShouldContain("You are supporter");
        await page.ShouldBeSoundAsync(visitor);
        await page.GotoAsync(second.Path);
        await page.GetByText("You have signed this. Thank you.").WaitForAsync();
        await page.ShouldBeSoundAsync(visitor);

        // What was signed, by a link that comes by mail.
        await page.GotoAsync("/mine");
        await page.ShouldBeSoundAsync(visitor);
        await page.GetByLabel("Email").FillAsync("ana@");
        await PressAsync(page, "Send me the link");
        await page.GetByRole(AriaRole.Alert).WaitForAsync();
        await page.ShouldBeSoundAsync(visitor);
        await page.GetByLabel("Email").FillAsync(Email);
        await PressAsync(page, "Send me the link");
        await page.GetByRole(AriaRole.Status).WaitForAsync();
        await page.ShouldBeSoundAsync(visitor);
        await page.GotoAsync(await LinkAsync(app, "me", LinkPurpose.Manage));
        await page.GetByText("Change").First.ClickAsync();
        await page.ShouldBeSoundAsync(visitor);
        await PressAsync(page, "Forget this device");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("No device knows you any more.");
        await page.ShouldBeSoundAsync(visitor);
        var me = new Uri(page.Url).AbsolutePath;
        foreach (var path in (string[])[$"{me}/withdraw?campaign={second.Slug}", $"{me}/erase"])
        {
            await page.GotoAsync(path);
            await page.ShouldBeSoundAsync(visitor);
        }
        await page.GotoAsync(second.Path);
        (await page.GetByText("Welcome back").CountAsync()).ShouldBe(0);

        // The mail about the press, and the end of all mail.
        await page.GotoAsync(await LinkAsync(app, "s", LinkPurpose.Confirm, DeliveryKind.OnePress));
        await page.ShouldBeSoundAsync(visitor);
        await confirm.NotMeAsync();
        await page.ShouldBeSoundAsync(visitor);
        await page.GotoAsync(await LinkAsync(app, "u", LinkPurpose.Unsubscribe));
        await page.ShouldBeSoundAsync(visitor);
        await page.GetByLabel("Everything").CheckAsync();
        await PressAsync(page, "Unsubscribe");
        await page.GetByRole(AriaRole.Status).WaitForAsync();
        await page.ShouldBeSoundAsync(visitor);
        await PressAsync(page, "Undo");
        await page.GetByRole(AriaRole.Status).WaitForAsync();
        await page.ShouldBeSoundAsync(visitor);

        await using var db = app.Db();
        (await db.Signatures.OrderBy(s => s.CreatedAt).Select(s => s.State).ToListAsync()).ShouldBe([SignatureState.Confirmed, SignatureState.Withdrawn]);
    }

    private static async Task SignAsync(IPage page, SeededCampaign campaign)
    {
        var petition = new CampaignPage(page);
        await petition.OpenAsync(campaign);
        await petition.TypeNameAsync("Ana Sousa");
        await petition.TypeEmailAsync(Email);
        await petition.ChooseCountryAsync("Portugal");
        await petition.WantUpdatesAsync();
        await petition.SignAsync();
    }

    private static Task PressAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync();

    /// <summary>The link that the newest mail of its kind carries.</summary>
    private static async Task<string> LinkAsync(CampaignsApp app, string start, LinkPurpose purpose, DeliveryKind kind = DeliveryKind.ManageLink)
    {
        await using var db = app.Db();
        var id = (await db.Deliveries.Where(d => d.Kind == kind).OrderByDescending(d => d.CreatedAt).FirstAsync()).Id;
        return $"/{start}/{app.Services.GetRequiredService<InstallationKeys>().LinkToken(id, purpose)}";
    }
}
