using System.Net;
using Campaigns.Core.Accounts;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Reporting;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.Editing;

/// <summary>A campaign in more languages: written beside the original, hidden until it is complete, and older than the original when that changes.</summary>
public sealed class TranslationTests(Apps apps) : IClassFixture<Apps>
{
    private const string French = "Cessez de vendre la reconnaissance faciale";
    private const string FrenchStory = "Les contrats sont publics.[^contracts]\n\n==Elle vend toujours l’outil.=={sells}";

    [Theory, OnBothDatabases]
    public async Task An_incomplete_translation_stays_hidden_keeps_its_words_and_holds_nobody_up_and_goes_public_once_it_is_complete(TestDatabase database)
    {
        var (app, campaign, staff) = await StartAsync(database);
        var slug = await AddFrenchAsync(staff, campaign);
        staff.Html.ShouldContain("0 of 6 texts translated.");
        await staff.PressAsync("/edit/translations", null, Words(story: "Sans marques."));
        staff.Status.ShouldBe(HttpStatusCode.OK);
        staff.Html.ShouldContain("5 of 6 texts translated.");
        staff.Html.ShouldContain("{sells} [^contracts]"); // what the story lacks: a claim keeps its key in every language
        (await LaunchPageAsync(staff, campaign)).ShouldContain("Not complete, and hidden until they are: Français.");

        await staff.PressAsync("/publish-now");
        var client = app.Client();
        (await client.GetStringAsync(campaign.Path)).ShouldNotContain("hreflang=\"fr\"");
        (await client.GetAsync($"/c/{slug}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync($"/c/{slug}/sign")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync($"/c/{slug}.json")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetStringAsync("/")).ShouldNotContain(French);
        (await client.GetStringAsync("/feed.atom")).ShouldNotContain(French);

        // Its words and its version are there; the original is published without it.
        await using (var db = app.Db()) (await db.TextVersions.CountAsync(v => db.CampaignTexts.Any(t => t.Id == v.CampaignTextId && t.Slug == slug))).ShouldBe(1);
        await EditOriginalAsync(staff, campaign, "Stop selling face recognition to anybody");
        await PublishAsync(staff, campaign);
        (await client.GetStringAsync(campaign.Path)).ShouldContain("to anybody");
        (await client.GetAsync($"/c/{slug}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await OpenAsync(staff, campaign);
        staff.Value("t.headline").ShouldBe(French);
        await staff.PressAsync("/edit/translations", null, ("t.story", FrenchStory));
        staff.Html.ShouldContain("6 of 6 texts translated.");
        (await client.GetAsync($"/c/{slug}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await PublishAsync(staff, campaign);
        await FreshAsync(app, campaign);
        var page = await client.GetStringAsync($"/c/{slug}");
        page.ShouldContain(French);
        page.ShouldContain("id=\"claim-sells\"");
        page.ShouldContain("hreflang=\"en\"");
        (await client.GetStringAsync(campaign.Path)).ShouldContain("hreflang=\"fr\"");
        await using var after = app.Db();
        var text = await after.CampaignTexts.SingleAsync(t => t.Slug == slug);
        (text.Visibility, (await after.TextVersions.SingleAsync(v => v.CampaignTextId == text.Id)).Headline).ShouldBe((TextVisibility.Shown, French));
        (await after.Sources.SingleAsync(s => s.CampaignTextId == text.Id)).Number.ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task Complete_translations_go_public_together_with_the_original(TestDatabase database)
    {
        var (app, campaign, staff) = await StartAsync(database);
        var slug = await AddFrenchAsync(staff, campaign);
        await staff.PressAsync("/edit/translations", "*");
        staff.Html.ShouldContain("6 texts were filled from the original, and are not saved yet.");
        staff.Value("t.headline").ShouldBe("Stop selling face recognition to police");
        await using (var db = app.Db()) (await db.TextDrafts.AnyAsync(d => db.CampaignTexts.Any(t => t.Id == d.CampaignTextId && t.Slug == slug))).ShouldBeFalse();
        await staff.PressAsync("/edit/translations", null, Words());
        staff.Html.ShouldContain("6 of 6 texts translated.");
        (await LaunchPageAsync(staff, campaign)).ShouldNotContain("Not complete, and hidden");
        await staff.PressAsync("/publish-now");
        var page = WebUtility.HtmlDecode(await app.Client().GetStringAsync($"/c/{slug}"));
        page.ShouldContain(French);
        page.ShouldContain("Directrice générale");
        page.ShouldContain("Contrats de la ville");
        page.ShouldContain($"/c/{campaign.Slug}");
    }

    [Theory, OnBothDatabases]
    public async Task A_text_is_flagged_when_its_original_changes_with_what_changed_until_it_is_changed_too_or_somebody_says_that_it_fits(TestDatabase database)
    {
        var (_, campaign, staff) = await StartAsync(database);
        await AddFrenchAsync(staff, campaign);
        await staff.PressAsync("/edit/translations", null, Words());
        staff.Html.ShouldNotContain("The original changed after this was translated.");
        await EditOriginalAsync(staff, campaign, "Stop selling facial recognition to police");
        await staff.OpenAsync($"{Desk(campaign)}/edit");
        staff.Page.Body!.TextContent.ShouldContain("Older than the original: Français.");
        await OpenAsync(staff, campaign);
        staff.Page.QuerySelectorAll(".beside .note").Length.ShouldBe(1);
        staff.Html.ShouldContain("<del>face</del><ins>facial</ins>");

        // What is typed elsewhere on the page stays while the flag ends.
        await staff.PressAsync("/edit/translations", "headline", ("t.summary", "Un autre résumé."));
        staff.Page.QuerySelectorAll(".beside .note").Length.ShouldBe(0);
        staff.Value("t.summary").ShouldBe("Un autre résumé.");
        await OpenAsync(staff, campaign);
        staff.Page.QuerySelectorAll(".beside .note").Length.ShouldBe(0);

        await EditOriginalAsync(staff, campaign, "Stop selling it");
        await OpenAsync(staff, campaign);
        staff.Page.QuerySelectorAll(".beside .note").Length.ShouldBe(1);
        await staff.PressAsync("/edit/translations", null, ("t.headline", "Cessez"));
        staff.Page.QuerySelectorAll(".beside .note").Length.ShouldBe(0);

        // Back and forth in the original is no change at all.
        await EditOriginalAsync(staff, campaign, "Another one");
        await EditOriginalAsync(staff, campaign, "Stop selling it");
        await OpenAsync(staff, campaign);
        staff.Page.QuerySelectorAll(".beside .note").Length.ShouldBe(0);
    }

    [Theory, OnBothDatabases]
    public async Task Two_people_who_translate_the_same_text_both_see_both_and_other_texts_are_left_alone(TestDatabase database)
    {
        var (app, campaign, ana) = await StartAsync(database);
        await AddFrenchAsync(ana, campaign);
        await ana.PressAsync("/edit/translations", null, Words());
        var ben = new TestBrowser(await app.StaffClientAsync($"{Guid.NewGuid():n}@opensquare.example", Roles.Organiser));
        await OpenAsync(ben, campaign);
        await OpenAsync(ana, campaign);
        await ana.PressAsync("/edit/translations", null, ("t.headline", "Par Ana"), ("t.topic", "sujet d’Ana"));
        ana.Status.ShouldBe(HttpStatusCode.OK);
        await ben.PressAsync("/edit/translations", null, ("t.headline", "Par Ben"), ("t.summary", "Résumé de Ben."));
        ben.Status.ShouldBe(HttpStatusCode.Conflict);
        ben.Value("t.headline").ShouldBe("Par Ben");
        ben.Page.QuerySelector(".theirs")!.TextContent.ShouldContain("Par Ana");
        ben.Value("t.summary").ShouldBe("Résumé de Ben.");
        await ben.PressAsync("/edit/translations");
        ben.Status.ShouldBe(HttpStatusCode.OK);
        await using var db = app.Db();
        var draft = await db.TextDrafts.SingleAsync(d => db.CampaignTexts.Any(t => t.Id == d.CampaignTextId && t.CampaignId == campaign.Id && t.Language == "fr"));
        (draft.Headline, draft.Summary, draft.Topic).ShouldBe(("Par Ben", "Résumé de Ben.", "sujet d’Ana"));
    }

    [Theory, OnBothDatabases]
    public async Task Messages_stay_with_their_original_whatever_row_holds_either(TestDatabase database)
    {
        var (app, campaign, staff) = await StartAsync(database);
        var tweet = new Message(campaign.Id, Step.Tweet, "en", null, "Stop it {link}", weight: 3);
        await using (var db = app.Db())
        {
            db.Add(tweet);
            await db.SaveChangesAsync();
        }
        await AddFrenchAsync(staff, campaign);
        var field = $"t.message.{tweet.Id:n}.text";
        await staff.PressAsync("/edit/translations", null, (field, "Arrêtez {lien}"));
        staff.Status.ShouldBe(HttpStatusCode.BadRequest);
        staff.Html.ShouldContain("There is no placeholder {lien}.");
        staff.Value(field).ShouldBe("Arrêtez {lien}");
        await staff.PressAsync("/edit/translations", null, (field, "Arrêtez {link}"));
        await using (var db = app.Db())
        {
            var made = await db.Messages.SingleAsync(m => m.Language == "fr");
            (made.Text, made.TranslationOf, made.Weight, made.IsOn).ShouldBe(("Arrêtez {link}", tweet.Id, 3, true));
            foreach (var message in (Message[])[tweet, made])
                db.Add(new ReachCount(campaign.Id, app.Now, Step.Tweet, Channel.X, Rung.Shown, campaign.TargetId, message.Id, message.Language, "", 0, 1));
            await db.SaveChangesAsync();
        }
        // People saw both: other words are new rows, and still one says the other.
        await staff.OpenAsync($"{Desk(campaign)}/edit/tweets/{tweet.Id}");
        await staff.PressAsync($"/tweets/{tweet.Id}", null, ("Text", "Stop it now {link}"));
        await OpenAsync(staff, campaign);
        staff.Page.QuerySelectorAll(".beside .note").Length.ShouldBe(1);
        staff.Html.ShouldContain("<ins>now </ins>");
        var (next, _) = await PairAsync(app);
        await staff.PressAsync("/edit/translations", null, ($"t.message.{next.Id:n}.text", "Arrêtez tout de suite {link}"));
        staff.Page.QuerySelectorAll(".beside .note").Length.ShouldBe(0);
        var (original, own) = await PairAsync(app);
        (original.Text, own.Text, own.TranslationOf).ShouldBe(("Stop it now {link}", "Arrêtez tout de suite {link}", original.Id));
    }

    [Theory, OnBothDatabases]
    public async Task A_public_language_is_hidden_and_shown_again_and_its_address_leads_to_the_original_meanwhile(TestDatabase database)
    {
        var (app, campaign, staff) = await StartAsync(database);
        var slug = await AddFrenchAsync(staff, campaign);
        await staff.PressAsync("/edit/translations", null, Words());
        await LaunchPageAsync(staff, campaign);
        await staff.PressAsync("/publish-now");
        await staff.OpenAsync($"{Desk(campaign)}/edit/translations");
        (await staff.Client.PostStaffFormAsync($"{Desk(campaign)}/edit/translations", $"{Desk(campaign)}/edit/translations/remove?language=fr", [])).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await staff.PressAsync("/translations/hide");
        var client = app.Client();
        var moved = await client.GetAsync($"/c/{slug}?via=abc");
        (moved.StatusCode, moved.Headers.Location?.OriginalString).ShouldBe((HttpStatusCode.Redirect, $"{campaign.Path}?via=abc"));
        (await client.GetStringAsync(campaign.Path)).ShouldNotContain("hreflang=\"fr\"");
        (await client.GetStringAsync("/feed.atom")).ShouldNotContain(slug);
        await staff.PressAsync("/translations/show");
        await FreshAsync(app, campaign);
        (await client.GetStringAsync(campaign.Path)).ShouldContain("hreflang=\"fr\"");
        (await client.GetAsync($"/c/{slug}")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var organiser = await app.StaffClientAsync($"{Guid.NewGuid():n}@opensquare.example", Roles.Organiser);
        (await organiser.GetStringAsync($"{Desk(campaign)}/edit/translations")).ShouldContain("A Publisher must do this.");
        (await organiser.PostStaffFormAsync($"{Desk(campaign)}/edit/translations", $"{Desk(campaign)}/edit/translations/hide?language=fr", [])).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory, OnBothDatabases]
    public async Task A_language_that_nobody_has_seen_is_removed_with_all_that_is_its_own(TestDatabase database)
    {
        var (app, campaign, staff) = await StartAsync(database);
        await AddFrenchAsync(staff, campaign);
        await staff.PressAsync("/edit/translations", null, Words());
        await staff.OpenAsync($"{Desk(campaign)}/edit/translations");
        await staff.PressAsync("/translations/remove");
        await using var db = app.Db();
        (await db.CampaignTexts.SingleAsync(t => t.CampaignId == campaign.Id)).Language.ShouldBe("en");
        (await db.EditedSections.CountAsync(s => s.CampaignId == campaign.Id && s.Language == "fr")).ShouldBe(0);
        (await db.Sources.CountAsync(s => s.Key == "contracts" && s.CampaignTextId != campaign.TextId && s.Title == "Contrats de la ville")).ShouldBe(0);
    }

    [Theory]
    [InlineData("fr", "Not An Address", "Use a to z, digits and single hyphens in the address")]
    [InlineData("en", "", "The campaign has this language already")]
    [InlineData("xx", "", "Select a language")]
    public async Task A_language_is_added_with_an_address_that_is_free(string language, string slug, string sentence)
    {
        var (app, campaign, staff) = await StartAsync(TestDatabase.Sqlite);
        await staff.OpenAsync($"{Desk(campaign)}/edit/translations");
        await staff.PressAsync("/translations/add", null, ("Language", language), ("Slug", slug));
        staff.Status.ShouldBe(HttpStatusCode.BadRequest);
        staff.Html.ShouldContain(sentence);
        await staff.PressAsync("/translations/add", null, ("Language", "ar"), ("Slug", campaign.Slug));
        staff.Html.ShouldContain("Another page has or had this address.");
        await using var db = app.Db();
        (await db.CampaignTexts.CountAsync(t => t.CampaignId == campaign.Id)).ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task What_is_too_long_or_leaves_a_public_page_without_a_headline_is_refused_at_the_field(TestDatabase database)
    {
        var (_, campaign, staff) = await StartAsync(database);
        await AddFrenchAsync(staff, campaign);
        await staff.PressAsync("/edit/translations", null, Words(headline: new string('x', 121)));
        staff.Status.ShouldBe(HttpStatusCode.BadRequest);
        staff.Html.ShouldContain("Shorten this text to 120 characters");
        staff.Value("t.story").ShouldBe(FrenchStory);
        await staff.PressAsync("/edit/translations", null, ("t.headline", French));
        await LaunchPageAsync(staff, campaign);
        await staff.PressAsync("/publish-now");
        await OpenAsync(staff, campaign);
        await staff.PressAsync("/edit/translations", null, ("t.headline", ""));
        staff.Status.ShouldBe(HttpStatusCode.BadRequest);
        staff.Html.ShouldContain("Write this text, or hide the language");
    }

    [Theory, OnBothDatabases]
    public async Task An_answer_of_the_target_stands_in_every_language_at_its_claim_in_the_originals_words_until_they_are_translated(TestDatabase database)
    {
        var (app, campaign, staff) = await StartAsync(database);
        var slug = await AddFrenchAsync(staff, campaign);
        await staff.PressAsync("/edit/translations", null, Words());
        await LaunchPageAsync(staff, campaign);
        await staff.PressAsync("/publish-now");
        (await app.Client().GetStringAsync($"/c/{slug}")).ShouldContain("mars 2026"); // when it was asked
        await using (var db = app.Db())
        {
            (await db.StoryClaims.SingleAsync(c => c.CampaignTextId == campaign.TextId)).RecordAnswer(new DateOnly(2026, 3, 9), "We sell it to nobody.", null);
            await db.SaveChangesAsync();
        }
        await FreshAsync(app, campaign);
        (await app.Client().GetStringAsync($"/c/{slug}")).ShouldContain("We sell it to nobody.");
        await OpenAsync(staff, campaign);
        await staff.PressAsync("/edit/translations", null, ("t.claim.sells", "Nous ne le vendons à personne."));
        await FreshAsync(app, campaign);
        var page = WebUtility.HtmlDecode(await app.Client().GetStringAsync($"/c/{slug}"));
        page.ShouldContain("Nous ne le vendons à personne.");
        page.ShouldNotContain("We sell it to nobody.");
    }

    [Theory, OnBothDatabases]
    public async Task What_was_typed_and_not_saved_is_there_again(TestDatabase database)
    {
        var (_, campaign, staff) = await StartAsync(database);
        await AddFrenchAsync(staff, campaign);
        var fields = staff.Fields("/edit/translations", null, ("t.headline", "À moitié"));
        var keep = await staff.Client.PostAsync($"{Desk(campaign)}/edit/translations/unsaved?language=fr", new FormUrlEncodedContent(fields));
        keep.StatusCode.ShouldBe(HttpStatusCode.OK);
        await OpenAsync(staff, campaign);
        staff.Value("t.headline").ShouldBe("À moitié");
        staff.Html.ShouldContain("This is what you typed until");
        await staff.PressAsync("/edit/translations");
        await OpenAsync(staff, campaign);
        staff.Html.ShouldNotContain("This is what you typed until");
        staff.Value("t.headline").ShouldBe("À moitié");
    }

    [Theory, OnBothDatabases]
    public async Task A_translation_is_taken_over_without_saving_a_word_of_it(TestDatabase database)
    {
        var (app, campaign, anna) = await StartAsync(database);
        await AddFrenchAsync(anna, campaign);
        var ben = new TestBrowser(await app.StaffClientAsync("ben@opensquare.example", Roles.Organiser));
        await OpenAsync(anna, campaign);
        await anna.PressAsync("/translations", null, ("Go", "take-over"), ("t.headline", "À moitié"));
        await OpenAsync(ben, campaign);

        await ben.PressAsync("/translations", null, ("Go", "take-over"), ("t.headline", "Autrement"));
        (ben.Value("t.headline"), ben.Html.Contains("This is what you typed until")).ShouldBe(("Autrement", true));
        await anna.PressAsync("/translations", null, ("t.headline", "Encore"));

        (anna.Status, anna.Value("t.headline")).ShouldBe((HttpStatusCode.Conflict, "Encore"));
        await using var db = app.Db();
        (await db.AuditEntries.CountAsync(entry => entry.Action == "translation.saved")).ShouldBe(0);
    }

    private async Task<(CampaignsApp App, SeededCampaign Campaign, TestBrowser Staff)> StartAsync(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { IsDraft = true }.AddToAsync(app);
        return (app, campaign, new TestBrowser(await app.StaffClientAsync($"{Guid.NewGuid():n}@opensquare.example", Roles.Organiser, Roles.Publisher)));
    }

    private static string Desk(SeededCampaign campaign) => $"/admin/campaigns/{campaign.Id}";

    private static Task<TestBrowser> OpenAsync(TestBrowser staff, SeededCampaign campaign) => staff.OpenAsync($"{Desk(campaign)}/edit/translations?language=fr");

    private static async Task<string> AddFrenchAsync(TestBrowser staff, SeededCampaign campaign)
    {
        var slug = $"fr-{campaign.Slug}";
        await staff.OpenAsync($"{Desk(campaign)}/edit/translations");
        await staff.PressAsync("/translations/add", null, ("Language", "fr"), ("Slug", slug));
        staff.Path.ShouldBe($"{Desk(campaign)}/edit/translations?language=fr");
        return slug;
    }

    private static (string, string?)[] Words(string headline = French, string story = FrenchStory) =>
    [
        ("t.headline", headline), ("t.summary", "Une entreprise la vend."), ("t.topic", "la reconnaissance faciale"), ("t.story", story), ("t.source.contracts", "Contrats de la ville"), ("t.target.1", "Directrice générale"),
    ];

    private static async Task<string> LaunchPageAsync(TestBrowser staff, SeededCampaign campaign) => WebUtility.HtmlDecode((await staff.OpenAsync($"{Desk(campaign)}/launch")).Html);

    private static async Task EditOriginalAsync(TestBrowser staff, SeededCampaign campaign, string headline)
    {
        await staff.OpenAsync($"{Desk(campaign)}/edit/ask");
        await staff.PressAsync("/edit/ask", null, ("Headline", headline));
        staff.Status.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task PublishAsync(TestBrowser staff, SeededCampaign campaign)
    {
        await staff.OpenAsync($"{Desk(campaign)}/publish");
        await staff.PressAsync("/publish", null, ("Kind", "Spelling"));
        staff.Path.ShouldContain("/history");
    }

    private static async Task<(Message Original, Message Own)> PairAsync(CampaignsApp app)
    {
        await using var db = app.Db();
        var present = await db.Messages.Where(m => m.ReplacedById == null && m.Step == Step.Tweet).OrderByDescending(m => m.Id).ToListAsync();
        return (present.First(m => m.Language == "en"), present.First(m => m.Language == "fr"));
    }

    private static ValueTask FreshAsync(CampaignsApp app, SeededCampaign campaign) => app.Services.GetRequiredService<CampaignPageCache>().EvictAsync(campaign.Id);
}
