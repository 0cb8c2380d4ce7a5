using System.Net;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Core.Deliveries;
using Campaigns.IntegrationTests.Features.TestMode;
using Campaigns.Web.Features.Deliveries;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Editing;

/// <summary>Mails to supporters in an organiser's own words: what may be changed, what stays, who looks at it first.</summary>
public sealed class MailsTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task Own_words_stand_in_the_mails_once_they_are_published_and_the_fixed_parts_stay(TestDatabase database)
    {
        var (app, campaign, staff) = await StartAsync(database);
        await staff.OpenAsync($"{Desk(campaign)}/edit/mails");
        staff.Html.ShouldContain("Ours: One more step: confirm your signature");
        await staff.PressAsync("/edit/mails", null, ("ConfirmSubject", "{name}, one press for {title}"), ("ConfirmText", "First <b>paragraph</b>\nof {name}.\n\nSecond."), ("ConfirmedSubject", "Number {number}, {name}"), ("ConfirmedText", "You are in."));
        staff.Status.ShouldBe(HttpStatusCode.OK);

        var before = await MailAsync(app, campaign, "early@example.org");
        before.Subject.ShouldBe("One more step: confirm your signature");

        await staff.OpenAsync($"{Desk(campaign)}/publish");
        await staff.PressAsync("/publish");
        staff.Path.ShouldContain("/history");
        app.Clock.Advance(TimeSpan.FromMinutes(2)); // words of a campaign are kept for a moment by the workers
        var mail = await MailAsync(app, campaign, "late@example.org");
        mail.Subject.ShouldBe("Ana Sousa, one press for Stop selling face recognition to police");
        foreach (var words in (string[])["You get this because you signed", "Hello Ana Sousa,", "First <b>paragraph</b> of Ana Sousa.", "Second.", "Confirm my signature", "This wasn", mail.ConfirmPath]) mail.Text.ReplaceLineEndings(" ").ShouldContain(words);
        mail.Text.ShouldNotContain("Your name counts once you open this link");
        mail.Html.ShouldContain("First &lt;b&gt;paragraph&lt;/b&gt; of Ana Sousa.");
        mail.Html.ShouldContain("Or copy this link into your browser:");

        await app.Client().PressConfirmAsync(mail.ConfirmPath);
        await app.RunAsync<Campaigns.Web.Features.Signing.CountSignatures>();
        app.Clock.Advance(TimeSpan.FromSeconds(20)); // the mail waits for its number
        await app.RunAsync<DrainDeliveries>();
        var counted = app.Mail.To("late@example.org")[^1];
        counted.Subject.ShouldEndWith(", Ana Sousa");
        counted.Text.ShouldContain("You are in.");
        counted.Text.ShouldNotContain("Thank you. Your signature counts.");
        counted.Text.ShouldContain("See or change my signature");
    }

    [Theory]
    [InlineData("ConfirmSubject", "Sign {petition}", "{petition} is no placeholder of this mail. It can hold {name} {title}")]
    [InlineData("ReminderText", "You are {number}", "{number} is no placeholder of this mail.")]
    [InlineData("ConfirmText", "Lone } brace", "} is no placeholder of this mail.")]
    [InlineData("ConfirmText", "Give at https://money.example", "This mail holds one link alone")]
    [InlineData("ReminderSubject", "See www.money.example", "This mail holds one link alone")]
    [InlineData("ConfirmedSubject", "Two\nlines", "Write it in one line of plain text")]
    public async Task What_a_mail_cannot_hold_is_refused_at_the_field_and_stays_typed(string field, string words, string sentence)
    {
        var (app, campaign, staff) = await StartAsync(TestDatabase.Sqlite);
        await staff.OpenAsync($"{Desk(campaign)}/edit/mails");
        await staff.PressAsync("/edit/mails", null, (field, words));
        staff.Status.ShouldBe(HttpStatusCode.BadRequest);
        staff.Page.Body!.TextContent.ShouldContain(sentence);
        staff.Value(field)!.ShouldContain(words.Split('\n')[0]);
        await using var db = app.Db();
        (await db.TextDrafts.CountAsync(d => d.CampaignTextId == campaign.TextId)).ShouldBe(0);
    }

    [Theory, OnBothDatabases]
    public async Task Back_to_our_words_empties_a_mail_and_nothing_is_saved_before_save_is_pressed(TestDatabase database)
    {
        var (app, campaign, staff) = await StartAsync(database);
        await staff.OpenAsync($"{Desk(campaign)}/edit/mails");
        await staff.PressAsync("/edit/mails", null, ("ReminderSubject", "Still open"), ("ReminderText", "Press it."), ("ConfirmedText", "Thanks!"));
        await staff.OpenAsync($"{Desk(campaign)}/edit/mails");
        await staff.PressAsync("/edit/mails", "reminder");
        (staff.Value("ReminderSubject"), staff.Value("ReminderText"), staff.Value("ConfirmedText")).ShouldBe(("", "", "Thanks!"));
        (await WordsAsync(app, campaign)).Count.ShouldBe(3);
        await staff.PressAsync("/edit/mails");
        (await WordsAsync(app, campaign)).ShouldBe([new("confirmed.text", "Thanks!")]);
    }

    [Theory, OnBothDatabases]
    public async Task A_mail_is_looked_at_before_it_is_saved_in_a_page_where_nothing_runs(TestDatabase database)
    {
        var (app, campaign, staff) = await StartAsync(database);
        await staff.OpenAsync($"{Desk(campaign)}/edit/mails");
        var fields = staff.Fields("/edit/mails", null, ("ConfirmText", "<script>alert(1)</script> {title}"));
        var answer = await staff.Client.PostAsync($"{Desk(campaign)}/mails/confirm/preview?language=en", new FormUrlEncodedContent(fields));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        foreach (var rule in (string[])["default-src 'none'", "sandbox", "frame-ancestors 'self'"]) policy.ShouldContain(rule);
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt; Stop selling face recognition to police");
        html.ShouldNotContain("<script");
        html.ShouldNotContain("/s/"); // no link that confirms anything
        var text = await staff.Client.PostAsync($"{Desk(campaign)}/mails/confirm/preview?language=en&part=text", new FormUrlEncodedContent(fields));
        text.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        (await text.Content.ReadAsStringAsync()).ShouldStartWith("One more step: confirm your signature\n\n");
        (await WordsAsync(app, campaign)).ShouldBeEmpty();
        (await staff.Client.GetAsync($"{Desk(campaign)}/mails/letter/preview")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, OnBothDatabases]
    public async Task A_test_goes_to_whoever_writes_it_marked_and_twenty_times_a_day(TestDatabase database)
    {
        var (app, campaign, staff) = await StartAsync(database, out var address);
        await staff.OpenAsync($"{Desk(campaign)}/edit/mails");
        await staff.PressAsync("/edit/mails", null, ("ConfirmedSubject", "Number {number}"), ("ConfirmedText", "Not yet published."));
        await staff.PressAsync("/mails/confirmed/test");
        staff.Html.ShouldContain("A test is on its way to you.");
        await app.RunAsync<DrainDeliveries>();
        var mail = app.Mail.To(address).ShouldHaveSingleItem();
        mail.Subject.ShouldBe("[TEST] Number 1,249");
        mail.Text.ShouldContain("Not yet published.");
        await using (var db = app.Db())
        {
            (await db.Deliveries.SingleAsync(d => d.CampaignId == campaign.Id)).ShouldSatisfyAllConditions(d => d.State.ShouldBe(DeliveryState.Sent), d => d.IsTest.ShouldBeTrue(), d => d.NextAttemptAt.ShouldBeNull());
            (await db.AuditEntries.SingleAsync(a => a.Action == "mail.test-sent" && a.Subject == campaign.Id.ToString())).Detail.ShouldBe("confirmed en");
        }
        for (var more = 2; more <= 20; more++) await staff.PressAsync("/mails/confirm/test");
        staff.Html.ShouldContain("A test is on its way to you.");
        await staff.PressAsync("/mails/confirm/test");
        staff.Html.ShouldContain("You have sent 20 tests today.");
        await using var after = app.Db();
        (await after.Deliveries.CountAsync(d => d.CampaignId == campaign.Id)).ShouldBe(20);
    }

    [Theory, OnBothDatabases]
    public async Task Each_language_has_its_own_words_and_a_copy_of_the_campaign_has_them_too(TestDatabase database)
    {
        var (app, campaign, staff) = await StartAsync(database);
        await using (var db = app.Db())
        {
            (await db.CampaignTexts.SingleAsync(t => t.Id == campaign.TextId)).Mails = MailWords.None.With("confirm.subject", "English words");
            var french = new CampaignText(campaign.Id, "fr", $"fr-{campaign.Slug}", app.Now);
            db.AddRange(french, new TextVersion(french.Id, 1, "Titre", "Résumé.", "Texte.", TextChange.First, null, app.Now));
            await db.SaveChangesAsync();
        }
        (await MailAsync(app, campaign with { Slug = $"fr-{campaign.Slug}" }, "marie@example.org")).Subject.ShouldBe("Encore une étape : confirmez votre signature");
        (await MailAsync(app, campaign, "ann@example.org")).Subject.ShouldBe("English words");
        await staff.OpenAsync($"{Desk(campaign)}/edit/translations?language=fr");
        await staff.PressAsync("/edit/translations", null, ("t.mail.confirm.subject", "{prenom}"));
        staff.Html.ShouldContain("{prenom} is no placeholder of this mail.");

        await staff.OpenAsync(Desk(campaign));
        await staff.PressAsync("/duplicate");
        var copy = Guid.Parse(staff.Path.Split('/')[3]);
        await using var after = app.Db();
        (await after.CampaignTexts.SingleAsync(t => t.CampaignId == copy && t.IsOriginal)).Mails.ShouldBe([new("confirm.subject", "English words")]);
    }

    private Task<(CampaignsApp App, SeededCampaign Campaign, TestBrowser Staff)> StartAsync(TestDatabase database) => StartAsync(database, out _);

    private Task<(CampaignsApp App, SeededCampaign Campaign, TestBrowser Staff)> StartAsync(TestDatabase database, out string address)
    {
        var own = address = $"{Guid.NewGuid():n}@opensquare.example";
        return OpenAsync();

        async Task<(CampaignsApp, SeededCampaign, TestBrowser)> OpenAsync()
        {
            var app = await apps.On(database);
            var campaign = await new TestCampaign().AddToAsync(app);
            return (app, campaign, new TestBrowser(await app.StaffClientAsync(own, Roles.Organiser, Roles.Publisher)));
        }
    }

    private static string Desk(SeededCampaign campaign) => $"/admin/campaigns/{campaign.Id}";

    private static async Task<ReceivedMail> MailAsync(CampaignsApp app, SeededCampaign campaign, string email)
    {
        (await app.Client().SignAsync(campaign, new(SigningPost.Form(email)) { ["Name"] = "Ana Sousa" })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await app.RunAsync<DrainDeliveries>();
        return app.Mail.To(email)[^1];
    }

    private static async Task<IReadOnlyDictionary<string, string>> WordsAsync(CampaignsApp app, SeededCampaign campaign)
    {
        await using var db = app.Db();
        return (await db.TextDrafts.AsNoTracking().SingleOrDefaultAsync(d => d.CampaignTextId == campaign.TextId))?.Mails ?? MailWords.None;
    }
}
