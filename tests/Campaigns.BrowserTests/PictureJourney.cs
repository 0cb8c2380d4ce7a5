using Campaigns.BrowserTests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Campaigns.BrowserTests;

/// <summary>An organiser chooses a picture on a slow line.</summary>
public sealed class PictureJourney(OrganiserJourney.WithAdministrator apps, Browser browser) : IClassFixture<OrganiserJourney.WithAdministrator>
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_picture_is_saved_whether_or_not_it_had_arrived_when_save_was_pressed(bool isSlow)
    {
        var app = await apps.On(TestDatabase.Sqlite);
        await app.EmptyAsync();
        await using (var scope = app.Services.CreateAsyncScope()) await Web.Startup.Staff.EnsureAdministratorAsync(scope.ServiceProvider, TestContext.Current.CancellationToken);
        var campaign = await new TestCampaign { IsDraft = true }.AddToAsync(app);
        var page = await browser.OpenAsync(app, new Visitor(1280, true));
        await new StaffPages(page).SignInAsync();
        await page.GotoAsync($"/admin/campaigns/{campaign.Id}/edit/picture");
        var picture = await page.ScreenshotAsync();
        var pressed = new TaskCompletionSource();
        if (isSlow) await page.RouteAsync("**/edit/upload", async route => { await pressed.Task; await route.ContinueAsync(); });

        await page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "screen.png", MimeType = "image/png", Buffer = picture });
        if (!isSlow) await page.Locator("#picture-now").WaitForAsync();
        await page.FillAsync("#pictureAlt", "A page of the program");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).Last.ClickAsync();
        await page.WaitForURLAsync("**saved=true**");
        pressed.SetResult();

        await using var db = app.Db();
        var draft = await db.TextDrafts.SingleAsync(TestContext.Current.CancellationToken);
        draft.Picture.ShouldNotBeNull();
        draft.PictureAlt.ShouldBe("A page of the program");
        (await db.MediaFiles.CountAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
    }
}
