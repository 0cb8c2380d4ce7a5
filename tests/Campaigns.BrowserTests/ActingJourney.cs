using Campaigns.BrowserTests.Pages;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Campaigns.BrowserTests;

/// <summary>Signed, then led through tweet, comment and letter, to the page that thanks.</summary>
public sealed class ActingJourney(ListeningApps apps, Browser browser) : IClassFixture<ListeningApps>
{
    [Theory, MemberData(nameof(Visitors.All), MemberType = typeof(Visitors))]
    public async Task A_supporter_goes_from_the_tweet_to_the_letter_and_is_thanked(Visitor visitor)
    {
        var app = await apps.On(TestDatabase.Sqlite);
        var campaign = await SeedAsync(app, "en");
        var page = await browser.OpenAsync(app, visitor);
        await SignAsync(page, campaign);
        await page.ShouldBeSoundAsync(visitor);
        await page.GetByRole(AriaRole.Link, new() { Name = "Yes", Exact = true }).ClickAsync();

        await page.ShouldBeSoundAsync(visitor);
        await page.GetByLabel("Your tweet").FillAsync(new string('x', 300));
        // Live with script, and by the server without.
        if (visitor.HasScript) await Assertions.Expect(page.Locator("#left")).ToContainTextAsync("20 characters too long");
        await PressAsync(page, "Tweet it");
        await Assertions.Expect(page.GetByText("Shorten your tweet by 20 characters").First).ToBeVisibleAsync();
        await page.ShouldBeSoundAsync(visitor);
        await page.GetByLabel("Your tweet").FillAsync("Stop selling it, @dwhitlock. 100 % mine & clear");
        if (visitor.HasScript)
        {
            // One press opens the composer, and the text is ready behind it. Nobody asks X itself.
            await page.Context.RouteAsync("https://x.com/**", route => route.FulfillAsync(new() { Body = "composer" }));
            var composer = await page.Context.RunAndWaitForPageAsync(() => PressAsync(page, "Tweet it"));
            composer.Url.ShouldBe("https://x.com/intent/tweet?text=Stop%20selling%20it%2C%20%40dwhitlock.%20100%20%25%20mine%20%26%20clear");
            await composer.CloseAsync();
            await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
            await PressAsync(page, "Copy text");
            await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Copied" })).ToBeVisibleAsync();
            (await page.EvaluateAsync<string>("navigator.clipboard.readText()")).ShouldBe("Stop selling it, @dwhitlock. 100 % mine & clear");
        }
        else
        {
            await PressAsync(page, "Tweet it");
            (await page.GetByText("Select the text and copy it.").IsVisibleAsync()).ShouldBeTrue();
        }
        (await page.GetByRole(AriaRole.Link, new() { Name = "Open X" }).GetAttributeAsync("href"))!.ShouldStartWith("https://x.com/intent/tweet?text=Stop%20selling");
        await page.ShouldBeSoundAsync(visitor);
        await PressAsync(page, "I posted it");
        await page.GetByLabel("Paste the link to your post (optional)").FillAsync("https://example.org/post");
        await PressAsync(page, "Save the link");
        await Assertions.Expect(page.GetByText("Enter a link that starts with https://x.com/").First).ToBeVisibleAsync();
        await page.ShouldBeSoundAsync(visitor);
        await page.GetByRole(AriaRole.Link, new() { Name = "Next: " }).ClickAsync();

        await page.ShouldBeSoundAsync(visitor);
        await page.GetByRole(AriaRole.Link, new() { Name = "Skip this step" }).ClickAsync();

        await page.ShouldBeSoundAsync(visitor);
        await PressAsync(page, "Send my email");
        await Assertions.Expect(page.GetByText("Replace [your town] with your own words").First).ToBeVisibleAsync();
        await page.GetByLabel("Your letter").FillAsync("Dear Dana Whitlock,\n\nstop it.\n\nAna");
        await PressAsync(page, "Send my email");
        await Assertions.Expect(page.GetByText("Waits for your confirmation")).ToBeVisibleAsync();
        await page.ShouldBeSoundAsync(visitor);

        var confirm = new ConfirmPage(page);
        await confirm.OpenAsync(await app.Mail.NextToAsync("ana.sousa@example.org"));
        await confirm.ConfirmAsync();
        await Assertions.Expect(page.GetByText("2 steps left, if you have a minute")).ToBeVisibleAsync();
        await page.ShouldBeSoundAsync(visitor);
        await page.GetByRole(AriaRole.Link, new() { Name = "Write to Dana Whitlock" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Leaves after")).ToBeVisibleAsync();
        await PressAsync(page, "Take it back");
        await Assertions.Expect(page.GetByText("You took it back")).ToBeVisibleAsync();
        await page.ShouldBeSoundAsync(visitor);

        await using var db = app.Db();
        (await db.Actions.SingleAsync(action => action.Step == Step.Tweet)).Rung.ShouldBe(Rung.SelfReported);
    }

    [Theory, MemberData(nameof(Visitors.All), MemberType = typeof(Visitors))]
    public async Task A_visitor_comments_in_French(Visitor visitor)
    {
        var app = await apps.On(TestDatabase.Sqlite);
        var campaign = await SeedAsync(app, "fr");
        var page = await browser.OpenAsync(app, visitor);
        await page.GotoAsync($"{campaign.Path}/act/facebook");
        (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe("fr");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Voulez-vous commenter sur la page Facebook de Dana Whitlock ?");
        await page.ShouldBeSoundAsync(visitor);
        await page.Context.RouteAsync("https://www.facebook.com/**", route => route.FulfillAsync(new() { Body = "page" }));
        await PressAsync(page, "Copier et ouvrir Facebook");
        await Assertions.Expect(page.GetByText("Votre commentaire est prêt")).ToBeVisibleAsync();
        await PressAsync(page, "C’est publié");
        await Assertions.Expect(page.GetByLabel("Collez le lien vers votre publication (facultatif)")).ToBeVisibleAsync();
        await page.ShouldBeSoundAsync(visitor);
    }

    [Theory, MemberData(nameof(Visitors.All), MemberType = typeof(Visitors))]
    public async Task A_supporter_tweets_and_writes_in_French(Visitor visitor)
    {
        var app = await apps.On(TestDatabase.Sqlite);
        var campaign = await SeedAsync(app, "fr");
        var page = await browser.OpenAsync(app, visitor);
        // The form on the campaign page: /sign would hold back who is as quick as this.
        await page.GotoAsync(campaign.Path);
        await page.Locator("[name=Name]").FillAsync("Ana Sousa");
        await page.Locator("[name=Email]").FillAsync("ana.sousa@example.org");
        await page.Locator("[name=Country]").SelectOptionAsync("PT");
        await page.Locator("#updates-yes").CheckAsync();
        await PressAsync(page, "Signer la pétition");

        await page.GotoAsync($"{campaign.Path}/act/tweet?to=2");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Merci, Ana. Voulez-vous aussi tweeter à Press team ?");
        await page.Context.RouteAsync("https://x.com/**", route => route.FulfillAsync(new() { Body = "composer" }));
        await PressAsync(page, "Tweeter");
        await Assertions.Expect(page.GetByText("Votre tweet est prêt")).ToBeVisibleAsync();
        await PressAsync(page, "Je l’ai publié");
        await page.Locator("[name=Link]").FillAsync("https://x.com/ana");
        await PressAsync(page, "Enregistrer le lien");
        await Assertions.Expect(page.GetByText("Ouvrez votre publication, puis copiez son propre lien").First).ToBeVisibleAsync();
        await page.ShouldBeSoundAsync(visitor);

        await page.GotoAsync($"{campaign.Path}/act/email");
        await page.ShouldBeSoundAsync(visitor);
        await PressAsync(page, "Envoyer mon courriel");
        await Assertions.Expect(page.GetByText("Remplacez [your town] par vos propres mots").First).ToBeVisibleAsync();
        await page.GetByLabel("Votre lettre").FillAsync("Chère Dana Whitlock,\n\narrêtez.\n\nAna");
        await PressAsync(page, "Envoyer mon courriel");
        await Assertions.Expect(page.GetByText("Attend votre confirmation")).ToBeVisibleAsync();
        await page.ShouldBeSoundAsync(visitor);
        await new ConfirmPage(page).OpenAsync(await app.Mail.NextToAsync("ana.sousa@example.org"));
        await PressAsync(page, "Oui, comptez ma signature");
        await page.GotoAsync($"{campaign.Path}/act/email");
        await Assertions.Expect(page.GetByText("Part après")).ToBeVisibleAsync();
        await PressAsync(page, "La reprendre");
        await Assertions.Expect(page.GetByText("Vous l’avez reprise")).ToBeVisibleAsync();
        await page.ShouldBeSoundAsync(visitor);
    }

    private static Task PressAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private static async Task SignAsync(IPage page, SeededCampaign campaign)
    {
        var petition = new CampaignPage(page);
        await petition.OpenAsync(campaign);
        await petition.TypeNameAsync("Ana Sousa");
        await petition.TypeEmailAsync("ana.sousa@example.org");
        await petition.ChooseCountryAsync("Portugal");
        await petition.WantUpdatesAsync();
        await petition.SignAsync();
    }

    private static async Task<SeededCampaign> SeedAsync(CampaignsApp app, string language)
    {
        var campaign = await new TestCampaign { Language = language }.AddToAsync(app);
        await using var db = app.Db();
        var target = await db.Targets.SingleAsync();
        (target.XHandle, target.FacebookUrl) = ("dwhitlock", "https://www.facebook.com/northwind");
        db.AddRange(
            new Core.Targets.Target(campaign.Id, 2, "Press team") { XHandle = "northwind_press" },
            new Message(campaign.Id, Step.Tweet, language, null, ".{handle} stop selling face recognition to the police. I signed: {link}"),
            new Message(campaign.Id, Step.Tweet, language, null, "Why do you sell it, {handle}? {link}"),
            new Message(campaign.Id, Step.FacebookComment, language, null, "{target}, stop. {link}"),
            new Message(campaign.Id, Step.EmailTarget, language, "Stop the sale", "Dear {target},\n\nstop it. I live in [your town].\n\n{first_name}, {country}"));
        await db.SaveChangesAsync();
        return campaign;
    }
}
