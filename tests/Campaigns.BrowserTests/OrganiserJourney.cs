using Campaigns.BrowserTests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.BrowserTests;

/// <summary>An organiser writes a campaign, launches it, corrects it, prints the target's answer and wins, and never touches a mouse.</summary>
public sealed class OrganiserJourney(OrganiserJourney.WithAdministrator apps, Browser browser) : IClassFixture<OrganiserJourney.WithAdministrator>
{
    public sealed class WithAdministrator : Apps
    {
        protected override void Configure(AppSetup setup)
        {
            setup.ListenWithWorker();
            setup.Settings["Setup:AdminEmail"] = StaffPages.Email;
            setup.Settings["Setup:AdminPassword"] = StaffPages.Password;
        }
    }

    public static TheoryData<Visitor> Everybody => [new Visitor(360, true), new Visitor(1280, true), new Visitor(1280, false)];

    [Theory, MemberData(nameof(Everybody))]
    public async Task A_campaign_is_written_launched_corrected_answered_and_won_with_the_keyboard_alone(Visitor visitor)
    {
        var app = await apps.On(TestDatabase.Sqlite);
        await app.EmptyAsync();
        await using (var scope = app.Services.CreateAsyncScope()) await Web.Startup.Staff.EnsureAdministratorAsync(scope.ServiceProvider, TestContext.Current.CancellationToken);
        var page = await browser.OpenAsync(app, visitor);
        var keys = new Keyboard(page);
        await new StaffPages(page).SignInAsync();

        // Of its own for each visitor: the pages of the one before are still cached.
        var headline = $"Tell Harbour Council: keep the night ferry ({visitor})";
        await page.GotoAsync("/admin/new-campaign");
        await keys.TypeAsync("headline", headline);
        await keys.PressAsync("Create the draft");
        await keys.TypeAsync("summary", "The ferry stops in June. We ask the council to keep it.");
        await keys.PressAsync("Save and continue");
        await keys.TypeAsync("story", "The ferry runs **every night**.\n\n==The council says that nobody takes it.=={nobody}[^minutes]");
        await keys.PressAsync("Save");
        await page.ShouldBeSoundAsync(visitor);
        await keys.PressAsync("Add it");
        await keys.TypeAsync("url", "https://harbour.example/minutes");
        await keys.TypeAsync("title", "Minutes of 3 March");
        await keys.TypeAsync("publisher", "Harbour Council");
        await keys.ChooseAsync("kind", "Primary");
        await keys.PressAsync("Save the source");

        var campaign = new Uri(page.Url).AbsolutePath.Split("/edit")[0];
        await page.GotoAsync($"{campaign}/edit/targets");
        await keys.PressAsync("Add a target");
        await keys.TypeAsync("name", "Harbour Council");
        await keys.TypeAsync("email", "council@harbour.example");
        await keys.PressAsync("Save the target");
        await page.GotoAsync($"{campaign}/edit/tweets");
        await keys.PressAsync("Add a tweet");
        await keys.TypeAsync("text", "Keep the night ferry, {target}. {link}");
        await keys.PressAsync("Save the message");

        await page.GotoAsync($"{campaign}/launch");
        await page.ShouldBeSoundAsync(visitor);
        await keys.PressAsync("Publish now");
        string slug;
        await using (var db = app.Db()) slug = (await db.CampaignTexts.SingleAsync()).Slug;
        await page.GotoAsync($"/c/{slug}");
        (await page.Locator("h1").InnerTextAsync()).ShouldBe(headline);

        await page.GotoAsync($"{campaign}/edit/ask");
        await keys.TypeAsync("summary", "The ferry stops in July. We ask the council to keep it.");
        await keys.PressAsync("Save");
        await page.GotoAsync($"{campaign}/publish");
        await keys.PickAsync("Kind", "Wording");
        await keys.TypeAsync("reason-en", "We wrote June; it is July.");
        await keys.PressAsync("Publish changes");
        await page.ShouldBeSoundAsync(visitor);

        await page.GotoAsync($"{campaign}/claims/nobody");
        await keys.ChooseAsync("targetId", "Harbour");
        await keys.TypeDayAsync("askedOn", DateOnly.FromDateTime(app.Now.UtcDateTime).AddDays(-2));
        await keys.TypeAsync("askedHow", "By letter");
        await keys.PressAsync("Publish that we asked");
        await page.GotoAsync($"/c/{slug}");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("No answer yet");
        await page.GotoAsync($"{campaign}/claims/nobody");
        await keys.TypeDayAsync("answeredOn", DateOnly.FromDateTime(app.Now.UtcDateTime));
        await keys.TypeAsync("answer", "We counted again, and eleven people take it.");
        await keys.TypeAsync("title", "The council counts again");
        await keys.TypeAsync("fullReply", "Thank you. We counted again, and eleven people take it.");
        await keys.TypeAsync("sourceUrl", "https://harbour.example/answer");
        await keys.PressAsync("Publish the answer");
        await page.ShouldBeSoundAsync(visitor);

        await page.GotoAsync($"{campaign}/win");
        await page.ShouldBeSoundAsync(visitor);
        await keys.TypeAsync("note-en", "The council keeps the ferry[^minutes].");
        await keys.PressAsync("Announce the victory");
        await page.GotoAsync($"/c/{slug}");
        var won = await page.Locator("main").InnerTextAsync();
        won.ShouldContain("We won");
        won.ShouldContain("The ferry stops in July");
        won.ShouldContain("eleven people take it");
    }
}
