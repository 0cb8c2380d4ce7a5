using Campaigns.BrowserTests.Pages;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Campaigns.BrowserTests;

/// <summary>Sharing: one press to a network, words of one's own, a Mastodon server, and saying that it is done.</summary>
public sealed class ShareJourney(ListeningApps apps, Browser browser) : IClassFixture<ListeningApps>
{
    [Theory, MemberData(nameof(Visitors.All), MemberType = typeof(Visitors))]
    public async Task Somebody_who_signed_shares_in_three_ways(Visitor visitor)
    {
        var app = await apps.On(TestDatabase.Sqlite);
        var campaign = await new TestCampaign { Online = 41 }.AddToAsync(app);
        var page = await browser.OpenAsync(app, visitor);
        var petition = new CampaignPage(page);
        await petition.OpenAsync(campaign);
        await petition.TypeNameAsync("Ana Sousa");
        await petition.TypeEmailAsync("ana.sousa@example.org");
        await petition.ChooseCountryAsync("Portugal");
        await petition.WantUpdatesAsync();
        await petition.SignAsync();
        var share = new SharePage(page);

        await share.OpenAsync(campaign);
        (await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync()).ShouldBe("Thank you, Ana. Will you also ask one friend?");
        await page.GetByText("QR code, to print or to show").ClickAsync();
        await page.ShouldBeSoundAsync(visitor);
        (await page.Locator("img.qr").EvaluateAsync<int>("picture => new Promise(done => picture.complete ? done(picture.naturalWidth) : picture.addEventListener('load', () => done(picture.naturalWidth)))")).ShouldBeGreaterThan(100);

        // The offered words.
        var whatsApp = await share.OpenNetworkAsync("WhatsApp", visitor.HasScript);
        await page.ShouldBeSoundAsync(visitor);
        whatsApp.ShouldStartWith("https://wa.me/?text=I%20just%20signed");

        // Their own words go along, with script and without.
        await share.WriteAsync($"Friends & neighbours, sign this #now: {await share.LinkAsync()}{new string('!', 300)}");
        if (visitor.HasScript) (await page.Locator("#left").InnerTextAsync()).ShouldMatch("(?s)X: [0-9]+ too long.*Bluesky: [0-9]+ too long.*Threads: [0-9]+ left");
        await share.Network("Bluesky").ClickAsync();
        await page.GetByRole(AriaRole.Alert).GetByText("for Bluesky").WaitForAsync();
        await page.ShouldBeSoundAsync(visitor);
        await share.WriteAsync($"Friends & neighbours, sign this #now: {await share.LinkAsync()}");
        var bluesky = await share.OpenNetworkAsync("Bluesky", visitor.HasScript);
        bluesky.ShouldStartWith("https://bsky.app/intent/compose?text=Friends%20%26%20neighbours%2C%20sign%20this%20%23now%3A%20http");

        // Mastodon asks for the server and then shows what is ready.
        await share.Network("Mastodon").ClickAsync();
        await page.GetByLabel("Your server").FillAsync("localhost");
        await share.PressAsync("Use this server");
        await page.GetByRole(AriaRole.Alert).GetByText("Enter the name of your server").WaitForAsync();
        await page.ShouldBeSoundAsync(visitor);
        await page.GetByLabel("Your server").FillAsync("Mastodon.Example");
        await share.PressAsync("Use this server");
        (await page.GetByRole(AriaRole.Link, new() { Name = "Open mastodon.example" }).GetAttributeAsync("href"))!.ShouldStartWith("https://mastodon.example/share?text=Friends%20%26%20neighbours");
        await page.ShouldBeSoundAsync(visitor);

        // Said, and proved.
        await page.GetByLabel("Where?").SelectOptionAsync("bluesky");
        await share.PressAsync("I shared it");
        await page.GetByLabel("Paste the link to your post").FillAsync("https://evil.example/post");
        await share.PressAsync("Save the link");
        await page.GetByRole(AriaRole.Alert).GetByText("Enter a link that starts with https://bsky.app/").WaitForAsync();
        await page.ShouldBeSoundAsync(visitor);
        await page.GetByLabel("Paste the link to your post").FillAsync($"https://bsky.app/profile/ana.example/post/3k{visitor.Width}{(visitor.HasScript ? "a" : "b")}");
        await share.PressAsync("Save the link");
        await page.GetByText("Thank you. Your link is saved").WaitForAsync();
        await page.ShouldBeSoundAsync(visitor);

        await using var db = app.Db();
        (await db.Actions.OrderBy(a => a.StartedAt).Select(a => new { a.Channel, a.Rung, a.IsCustomised }).ToListAsync()).Select(a => (a.Channel, a.Rung, a.IsCustomised))
            .ShouldBe([(Channel.WhatsApp, Rung.Started, false), (Channel.Bluesky, Rung.Proved, true), (Channel.Mastodon, Rung.Started, true)]);
    }

    [Theory, MemberData(nameof(Visitors.All), MemberType = typeof(Visitors))]
    public async Task A_text_for_one_network_is_shown_before_it_leaves(Visitor visitor)
    {
        var app = await apps.On(TestDatabase.Sqlite);
        var campaign = await new TestCampaign().AddToAsync(app);
        await using (var db = app.Db())
        {
            db.AddRange(new Message(campaign.Id, Step.Share, "en", null, "For all: {link}"), new Message(campaign.Id, Step.Share, "en", null, "Only for WhatsApp: {link}") { Channel = Channel.WhatsApp });
            await db.SaveChangesAsync();
        }
        var page = await browser.OpenAsync(app, visitor);
        var share = new SharePage(page);
        await share.OpenAsync(campaign);
        (await share.WordsAsync()).ShouldStartWith("For all: ");

        await share.Network("WhatsApp").ClickAsync();

        await page.GetByText("This message was written for WhatsApp").WaitForAsync();
        page.Context.Pages.Count.ShouldBe(1, "nothing has left yet");
        await page.ShouldBeSoundAsync(visitor);
        var shown = await share.ReadyAsync();
        shown.ShouldStartWith("Only for WhatsApp: http");
        (await share.Open("WhatsApp").GetAttributeAsync("href")).ShouldBe($"https://wa.me/?text={Uri.EscapeDataString(shown)}");
        await share.PressAsync("Send the message above instead");
        (await share.ReadyAsync()).ShouldStartWith("For all: http");
        (await share.OpenNetworkAsync("WhatsApp", visitor.HasScript)).ShouldStartWith("https://wa.me/?text=For%20all");
        // One's own words leave at once again.
        await share.WriteAsync("Mine.");
        (await share.OpenNetworkAsync("WhatsApp", visitor.HasScript)).ShouldStartWith("https://wa.me/?text=Mine.%20http");
    }

    [Theory, InlineData("en"), InlineData("fr")]
    public async Task A_mail_is_handed_to_the_person_s_own_program(string language)
    {
        var app = await apps.On(TestDatabase.Sqlite);
        var visitor = new Visitor(360, HasScript: true);
        var campaign = await new TestCampaign { Language = language, Headline = language == "fr" ? "Cessez de vendre la reconnaissance faciale" : "Stop selling face recognition" }.AddToAsync(app);
        var page = await browser.OpenAsync(app, visitor);
        await page.GotoAsync($"{campaign.Path}/act/share");
        await page.ShouldBeSoundAsync(visitor);
        await page.Locator("#networks button[name=To]").Nth(1).ClickAsync();
        await page.ShouldBeSoundAsync(visitor);
        var links = await page.Locator("#ready a").EvaluateAllAsync<string[]>("links => links.map(link => link.href)");
        links.Select(link => link[..(link.IndexOf('?') + 1)]).ShouldBe(["mailto:?", "https://mail.google.com/mail/?", "https://outlook.live.com/mail/0/deeplink/compose?"]);
        links.ShouldAllBe(link => !link.Contains('+') && link.Contains("%2Fgo%2F"));
        (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe(language);
    }

    [Fact]
    public async Task Copying_is_one_press_and_counts_as_started()
    {
        var app = await apps.On(TestDatabase.Sqlite);
        var campaign = await new TestCampaign().AddToAsync(app);
        var page = await browser.OpenAsync(app, new Visitor(360, HasScript: true));
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var petition = new CampaignPage(page);
        await petition.OpenAsync(campaign);
        await petition.TypeNameAsync("Ana Sousa");
        await petition.TypeEmailAsync("ana.sousa@example.org");
        await petition.ChooseCountryAsync("Portugal");
        await petition.WantUpdatesAsync();
        await petition.SignAsync();
        var share = new SharePage(page);
        await share.OpenAsync(campaign);

        await page.RunAndWaitForResponseAsync(() => share.PressAsync("Copy link"), answer => answer.Request.Method == "POST");

        (await page.EvaluateAsync<string>("navigator.clipboard.readText()")).ShouldBe(await share.LinkAsync());
        await using var db = app.Db();
        (await db.Actions.SingleAsync()).Channel.ShouldBe(Channel.Link);
    }
}
