using Microsoft.Playwright;

namespace Campaigns.BrowserTests.Pages;

/// <summary>The sign-in of the staff area and the list of campaigns.</summary>
public sealed class StaffPages(IPage page)
{
    public const string Email = "admin@opensquare.example", Password = "seven quiet harbour lamps";

    public async Task SignInAsync(string password = Password)
    {
        await page.GotoAsync("/admin");
        await page.GetByLabel("Email").FillAsync(Email);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    public Task OpenCampaignAsync(string headline) => page.GetByRole(AriaRole.Link, new() { Name = headline, Exact = true }).ClickAsync();
}
