using System.Text.RegularExpressions;
using Campaigns.Core.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Campaigns.BrowserTests;

/// <summary>A passkey in a real browser, whose authenticator Chromium plays: made, used, asked again, and removed.</summary>
public sealed class PasskeyJourney(PasskeyJourney.RequiredApps apps, Browser browser) : IClassFixture<PasskeyJourney.RequiredApps>
{
    private const string Email = "mira@opensquare.example";

    public sealed class RequiredApps : Apps
    {
        protected override void Configure(AppSetup setup)
        {
            setup.Listens = true;
            setup.Settings["Staff:SecondFactor"] = "Required";
        }
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task A_passkey_is_the_second_step_and_then_signs_in_alone(int width)
    {
        var app = await apps.On(TestDatabase.Sqlite);
        await app.AddStaffAsync(Email, Roles.Admin);
        var visitor = new Visitor(width, HasScript: true);
        var page = await browser.OpenAsync(app, visitor);
        var device = await PlugInAsync(page, verifies: true);

        // The role asks for a second step; nothing else opens.
        await EnterPasswordAsync(page);
        await page.WaitForURLAsync("**/admin/second-factor");
        await page.ShouldBeSoundAsync(visitor);
        await page.GetByLabel("Name").FillAsync("My phone");
        await PressAsync(page, "Make a passkey");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Your recovery codes" }).WaitForAsync();
        (await page.Locator(".codes li").CountAsync()).ShouldBe(10);
        await page.ShouldBeSoundAsync(visitor);

        // It stands on the account page, cannot be removed as the last one, and gets another name.
        await page.GotoAsync("/admin/account");
        await page.GetByText("My phone").First.WaitForAsync();
        (await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Remove") }).CountAsync()).ShouldBe(0);
        await page.ShouldBeSoundAsync(visitor);
        await page.Locator("summary", new() { HasText = "Rename" }).ClickAsync();
        await page.Locator("details").GetByLabel("Name").FillAsync("The blue phone");
        await PressAsync(page, "Save the name");
        await page.GetByText("The blue phone").First.WaitForAsync();

        // Alone it opens the door.
        await SignOutAsync(page);
        await PressAsync(page, "Sign in with a passkey");
        await page.WaitForURLAsync("**/admin");
        await page.ShouldBeSoundAsync(visitor);

        // The password alone does not.
        await SignOutAsync(page);
        await EnterPasswordAsync(page);
        await page.WaitForURLAsync("**/sign-in/code**");
        await page.ShouldBeSoundAsync(visitor);
        await page.GotoAsync("/admin");
        page.Url.ShouldContain("/sign-in");
        await EnterPasswordAsync(page);
        await page.WaitForURLAsync("**/sign-in/code**");
        await PressAsync(page, "Sign in with a passkey");
        await page.WaitForURLAsync("**/admin");

        // Ten minutes later it says that it is still her.
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        await page.GotoAsync("/admin/account");
        await PressAsync(page, "Make new recovery codes");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Is it still you?" }).WaitForAsync();
        await page.ShouldBeSoundAsync(visitor);
        await PressAsync(page, "Use a passkey");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Your recovery codes" }).WaitForAsync();

        // A device that does not look at who holds it is refused, by the browser already.
        await device.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = _authenticator, ["isUserVerified"] = false });
        await SignOutAsync(page);
        await PressAsync(page, "Sign in with a passkey");
        await page.GetByText("No passkey was used").WaitForAsync(new() { Timeout = 20_000 });
        page.Url.ShouldContain("/sign-in");
        await using var db = app.Db();
        (await db.AuditEntries.CountAsync(entry => entry.Action == "sign-in.succeeded" && entry.Detail == "passkey")).ShouldBe(2);
        (await db.AuditEntries.CountAsync(entry => entry.Action == "sign-in.repeated" && entry.Detail == "again, passkey")).ShouldBe(1);
        (await db.UserPasskeys.CountAsync()).ShouldBe(1);
    }

    [Theory]
    [InlineData(360)]
    public async Task Without_script_the_passkey_stays_away_and_the_app_is_offered(int width)
    {
        var app = await apps.On(TestDatabase.Sqlite);
        await app.AddStaffAsync(Email, Roles.Admin);
        var visitor = new Visitor(width, HasScript: false);
        var page = await browser.OpenAsync(app, visitor);
        await page.GotoAsync("/sign-in");
        (await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).IsVisibleAsync()).ShouldBeFalse();
        await EnterPasswordAsync(page);
        await page.WaitForURLAsync("**/admin/second-factor");

        (await page.GetByText("Needs JavaScript").IsVisibleAsync()).ShouldBeTrue();
        (await page.GetByRole(AriaRole.Button, new() { Name = "Make a passkey" }).IsVisibleAsync()).ShouldBeFalse();
        (await page.GetByRole(AriaRole.Button, new() { Name = "Turn on the second step" }).IsVisibleAsync()).ShouldBeTrue();
        await page.ShouldBeSoundAsync(visitor);
    }

    private string _authenticator = "";

    private async Task<ICDPSession> PlugInAsync(IPage page, bool verifies)
    {
        var device = await page.Context.NewCDPSessionAsync(page);
        await device.SendAsync("WebAuthn.enable");
        var added = await device.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = verifies, automaticPresenceSimulation = true },
        });
        _authenticator = added!.Value.GetProperty("authenticatorId").GetString()!;
        return device;
    }

    private static async Task EnterPasswordAsync(IPage page)
    {
        if (!page.Url.EndsWith("/sign-in", StringComparison.Ordinal)) await page.GotoAsync("/sign-in");
        await page.GetByLabel("Email").FillAsync(Email);
        await page.GetByLabel("Password").FillAsync(StaffAccounts.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    private static async Task SignOutAsync(IPage page)
    {
        await PressAsync(page, "Sign out");
        await page.WaitForURLAsync("**/sign-in");
    }

    private static Task PressAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync();
}
