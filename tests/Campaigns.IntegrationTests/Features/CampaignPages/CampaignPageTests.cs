using System.Net;
using System.Text.RegularExpressions;
using Campaigns.Core;
using Campaigns.Core.Content;
using Campaigns.Core.Signing;
using Campaigns.Core.Targets;

namespace Campaigns.IntegrationTests.Features.CampaignPages;

public sealed class CampaignPageTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task A_live_campaign_shows_its_words_its_target_and_the_form(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Online = 1_147, Paper = 80 }.AddToAsync(app);
        var page = await app.Client().GetStringAsync(campaign.Path);

        page.ShouldContain("Stop selling face recognition to police</h1>");
        page.ShouldContain("<bdi>Dana Whitlock</bdi></strong>, Chief executive, Northwind");
        page.ShouldContain($"action=\"{campaign.SignPath}\" method=\"post\"");
        page.ShouldContain(">1,147</b> online");
        page.ShouldContain(">1,227</b> signatures");
        page.ShouldContain("max=\"2000\"");
        page.ShouldContain("We asked Northwind on");
        page.ShouldContain("href=\"#source-1\"");
        page.ShouldContain("id=\"source-1\"");
    }

    [Theory, OnBothDatabases]
    public async Task A_small_number_is_not_shown(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Online = 24 }.AddToAsync(app);
        (await app.Client().GetStringAsync(campaign.Path)).ShouldNotContain("class=\"count\"");
    }

    [Theory, OnBothDatabases(CampaignStatus.Scheduled, CampaignStatus.Paused, CampaignStatus.Closed, CampaignStatus.Won, CampaignStatus.Archived)]
    public async Task A_campaign_that_takes_no_signatures_says_so_instead_of_the_form(TestDatabase database, CampaignStatus status)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { IsDraft = status is CampaignStatus.Scheduled, Then = (row, now) => Bring(row, status, now) }.AddToAsync(app);
        var page = await app.Client().GetStringAsync(campaign.Path);

        page.ShouldNotContain($"action=\"{campaign.SignPath}\"");
        page.ShouldContain(status switch
        {
            CampaignStatus.Scheduled => "Opens on",
            CampaignStatus.Paused => "No signatures are taken at the moment.",
            CampaignStatus.Closed => "Signing has closed",
            CampaignStatus.Won => "We won",
            _ => "https://campaigns.test/c/next",
        });
        page.ShouldContain("Why it stands as it stands.");
    }

    [Theory, OnBothDatabases]
    public async Task A_scheduled_campaign_opens_by_the_clock(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { IsDraft = true, Then = (row, now) => row.Schedule(now.AddHours(1), now) }.AddToAsync(app);
        app.Clock.Advance(TimeSpan.FromMinutes(61));
        (await app.Client().GetStringAsync(campaign.Path)).ShouldContain($"action=\"{campaign.SignPath}\"");
    }

    [Theory, OnBothDatabases]
    public async Task A_campaign_whose_time_is_over_takes_no_signatures(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Then = (row, now) => row.CloseAt(now.AddHours(1), now) }.AddToAsync(app);
        app.Clock.Advance(TimeSpan.FromHours(2));
        (await app.Client().GetStringAsync(campaign.Path)).ShouldContain("Signing has closed");
    }

    [Theory, OnBothDatabases]
    public async Task An_archived_campaign_redirects_only_when_the_organiser_said_so(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Then = (row, now) => { row.Close(now); row.Archive("https://campaigns.test/c/next", redirects: true, now); } }.AddToAsync(app);
        var answer = await app.Client().GetAsync(campaign.Path);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldBe("https://campaigns.test/c/next");
    }

    [Theory, OnBothDatabases]
    public async Task A_removed_campaign_is_gone_and_says_why(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Then = (row, now) => row.Remove("A court told us to.", now) }.AddToAsync(app);
        var answer = await app.Client().GetAsync(campaign.Path);
        answer.StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("A court told us to.");
    }

    [Theory, OnBothDatabases]
    public async Task A_target_is_named_by_its_role_in_the_language_of_the_page(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await using var db = app.Db();
        foreach (var (language, role) in ((string, string?)[])[("fr", "directrice générale"), ("de", null)])
        {
            var text = new CampaignText(campaign.Id, language, $"{campaign.Slug}-{language}", app.Now);
            db.AddRange(text, new TextVersion(text.Id, 1, "Titre", "Résumé", "Texte.", TextChange.First, null, app.Now));
            if (role is not null) db.Add(new TargetText(campaign.TargetId, text.Id, role));
        }
        await db.SaveChangesAsync();

        (await To(campaign.Path)).ShouldBe("To: Dana Whitlock, Chief executive, Northwind");
        (await To($"{campaign.Path}-fr")).ShouldBe("À\u00A0: Dana Whitlock, directrice générale, Northwind");
        (await To($"{campaign.Path}-de")).ShouldBe("To: Dana Whitlock, Chief executive, Northwind"); // nobody has said it in German

        async Task<string> To(string path) =>
            WebUtility.HtmlDecode(Regex.Replace(Regex.Match(await app.Client().GetStringAsync(path), "<p class=\"to\">(.*?)</p>").Groups[1].Value, "<[^>]+>", ""));
    }

    [Theory, OnBothDatabases]
    public async Task Everything_of_a_removed_campaign_is_gone(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Language = "fr", Then = (row, now) => row.Remove("Un juge l’a dit.", now) }.AddToAsync(app);
        foreach (var path in (string[])[campaign.JsonPath, campaign.SignPath, $"{campaign.Path}/thanks", $"{campaign.Path}/thanks/address"])
            (await app.Client().GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Gone, path);
        var posted = await app.Client().SignAsync(campaign);
        posted.StatusCode.ShouldBe(HttpStatusCode.Gone);
        var page = await posted.Content.ReadAsStringAsync();
        page.ShouldContain("lang=\"fr\"");
        page.ShouldContain("Un juge l’a dit.");
        var figures = await app.Client().GetAsync(campaign.JsonPath);
        figures.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await figures.Content.ReadAsStringAsync()).ShouldContain("\"status\":410");

        var draft = await new TestCampaign { IsDraft = true, Then = (row, now) => row.Remove("Nobody saw it.", now) }.AddToAsync(app);
        foreach (var path in (string[])[draft.Path, draft.JsonPath, draft.SignPath])
            (await app.Client().GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
    }

    [Theory, OnBothDatabases]
    public async Task The_public_does_not_see_drafts_and_tests(TestDatabase database)
    {
        var app = await apps.On(database);
        var draft = await new TestCampaign { IsDraft = true }.AddToAsync(app);
        var test = await new TestCampaign { Then = (row, now) => row.SetTestMode(true, now) }.AddToAsync(app);
        foreach (var path in (string[])[draft.Path, draft.JsonPath, test.Path, test.JsonPath, "/c/nothing-here"])
            (await app.Client().GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        (await app.Client().GetStringAsync("/")).ShouldNotContain(draft.Slug);
    }

    [Theory, OnBothDatabases]
    public async Task An_older_text_says_how_many_signed_it_and_is_not_indexed(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await using (var db = app.Db())
        {
            db.Add(new TextVersion(campaign.TextId, 2, "Stop it for good", "Shorter.", "The new words.", TextChange.Wording, "Clearer.", app.Now));
            db.Add(Signed(campaign, "Ana Kovalenko", app.Now));
            await db.SaveChangesAsync();
        }

        var old = await app.Client().GetStringAsync($"{campaign.Path}?version=1");
        old.ShouldContain("Older text, signed by 1 person.");
        old.ShouldContain("noindex");
        old.ShouldNotContain($"action=\"{campaign.SignPath}\"");
        (await app.Client().GetStringAsync(campaign.Path)).ShouldContain("The new words.");
        (await app.Client().GetAsync($"{campaign.Path}?version=3")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.Client().GetAsync($"{campaign.Path}?version=one")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, OnBothDatabases]
    public async Task Only_confirmed_people_who_said_so_are_named_and_never_in_full(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Online = 30 }.AddToAsync(app);
        await using (var db = app.Db())
        {
            db.AddRange(
                Signed(campaign, "Ana Kovalenko", app.Now),
                Signed(campaign, "Hidden Harriet", app.Now, shows: false),
                Signed(campaign, "Pending Petra", app.Now, state: SignatureState.Pending),
                Signed(campaign, "Left Wolfram", app.Now, state: SignatureState.Withdrawn));
            await db.SaveChangesAsync();
        }

        var page = await app.Client().GetStringAsync(campaign.Path);
        page.ShouldContain("Ana K.</strong>");
        foreach (var secret in (string[])["Kovalenko", "Harriet", "Petra", "Wolfram", "@example.org"]) page.ShouldNotContain(secret);
    }

    [Theory, OnBothDatabases]
    public async Task Each_language_has_its_own_address_and_names_the_others(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await using (var db = app.Db())
        {
            var french = new CampaignText(campaign.Id, "fr", $"{campaign.Slug}-fr", app.Now);
            db.AddRange(french, new TextVersion(french.Id, 1, "Arrêtez", "Résumé.", "Texte.", TextChange.First, null, app.Now));
            await db.SaveChangesAsync();
        }

        var client = app.Client();
        client.DefaultRequestHeaders.Add("Accept-Language", "en");
        var page = await client.GetStringAsync($"{campaign.Path}-fr");
        page.ShouldContain("<html lang=\"fr\" dir=\"ltr\">");
        page.ShouldContain("Signer la pétition</button>");
        page.ShouldContain($"hreflang=\"en\" href=\"https://campaigns.test{campaign.Path}\"");
        page.ShouldContain($"<link rel=\"canonical\" href=\"https://campaigns.test{campaign.Path}-fr\">");
    }

    [Theory, OnBothDatabases]
    public async Task Figures_are_public_without_names(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Online = 120, Paper = 5 }.AddToAsync(app);
        using var figures = System.Text.Json.JsonDocument.Parse(await app.Client().GetStringAsync(campaign.JsonPath));
        var root = figures.RootElement;
        root.GetProperty("status").GetString().ShouldBe("live");
        root.GetProperty("online").GetInt32().ShouldBe(120);
        root.GetProperty("paper").GetInt32().ShouldBe(5);
        root.GetProperty("total").GetInt32().ShouldBe(125);
        root.GetProperty("goal").GetInt32().ShouldBe(250);
        root.GetProperty("counted").GetDateTimeOffset().ShouldBe(app.Now, TimeSpan.FromMinutes(1));
        root.GetProperty("version").GetInt32().ShouldBe(1);
        root.GetProperty("language").GetString().ShouldBe("en");
    }

    [Theory, OnBothDatabases]
    public async Task The_list_finds_words_whatever_their_accents_and_says_when_there_is_nothing(TestDatabase database)
    {
        var app = await apps.On(database);
        (await app.Client().GetStringAsync("/")).ShouldContain("No campaigns yet.");
        var live = await new TestCampaign { Headline = "Sauvons l’été" }.AddToAsync(app);
        var won = await new TestCampaign { Headline = "Stop the drones", Then = (row, now) => row.Win(now) }.AddToAsync(app);

        var client = app.Client();
        var all = await client.GetStringAsync("/");
        all.IndexOf(live.Path, StringComparison.Ordinal).ShouldBeLessThan(all.IndexOf(won.Path, StringComparison.Ordinal));
        (await client.GetStringAsync("/?q=ete")).ShouldContain(live.Path);
        (await client.GetStringAsync("/?q=ete")).ShouldNotContain(won.Path);
        (await client.GetStringAsync("/?status=won")).ShouldNotContain(live.Path);
        (await client.GetStringAsync("/?q=%3Cb%3Enothing")).ShouldContain("Nothing found for “&lt;b&gt;nothing”.");
    }

    private static void Bring(Campaign campaign, CampaignStatus status, DateTimeOffset now)
    {
        if (status is CampaignStatus.Scheduled) campaign.Schedule(now.AddDays(2), now);
        if (status is CampaignStatus.Paused) campaign.Pause(now);
        if (status is CampaignStatus.Won) campaign.Win(now);
        if (status is CampaignStatus.Closed or CampaignStatus.Archived) campaign.Close(now);
        if (status is CampaignStatus.Archived) campaign.Archive("https://campaigns.test/c/next", redirects: false, now);
    }

    private static Signature Signed(SeededCampaign campaign, string name, DateTimeOffset now, bool shows = true, SignatureState state = SignatureState.Confirmed)
    {
        var key = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name));
        var details = new SignatureDetails(campaign.Id, campaign.VersionId, "en", key, "someone@example.org", name, "PT", null, null, shows, WantsUpdates: false, Network: null);
        return Signature.Restore(Guid.CreateVersion7(now), details, state, null, now, now, supporterNumber: null);
    }
}
