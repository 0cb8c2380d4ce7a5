using System.Net;
using Campaigns.Core;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Limits;
using Campaigns.Core.Signing;
using Campaigns.Testing;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Shouldly;

namespace Campaigns.IntegrationTests.Features.Signing;

/// <summary>From the form to the rows: what one post, many posts and hostile posts come to.</summary>
public sealed class SigningTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task Signing_writes_the_signature_its_consent_and_its_mail_in_one_commit(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);

        var answer = await app.Client().SignAsync(campaign, SigningPost.Form("Ana.Sousa+petition@example.org", "Ana Sousa"));

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.ToString().ShouldBe($"{campaign.Path}/thanks");
        await using var db = app.Db();
        var signature = await db.Signatures.SingleAsync();
        signature.State.ShouldBe(SignatureState.Pending);
        signature.Email.ShouldBe("Ana.Sousa+petition@example.org");
        signature.TextVersionId.ShouldBe(campaign.VersionId);
        signature.ConfirmedAt.ShouldBeNull();
        var consent = await db.Consents.SingleAsync();
        consent.SignatureId.ShouldBe(signature.Id);
        consent.IsGranted.ShouldBeTrue();
        (await db.ConsentWordings.SingleAsync(w => w.Hash == consent.WordingHash)).Text.ShouldContain("Can Open Square email you about this campaign?");
        var delivery = await db.Deliveries.SingleAsync();
        delivery.Kind.ShouldBe(DeliveryKind.Confirmation);
        delivery.State.ShouldBe(DeliveryState.Pending);
        delivery.SignatureId.ShouldBe(signature.Id);
        delivery.MessageId.ShouldBe($"<{delivery.Id}@opensquare.example>");
        delivery.RecipientKey.ShouldBe(signature.EmailKey);
        (await db.Supporters.SingleAsync()).Mails.ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task Fifty_identical_posts_at_once_make_one_signature_and_one_mail(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => app.Client().SignAsync(campaign)));

        answers.Select(a => (a.StatusCode, a.Headers.Location!.ToString())).Distinct().ShouldBe([(HttpStatusCode.SeeOther, $"{campaign.Path}/thanks")]);
        await using var db = app.Db();
        (await db.Signatures.CountAsync()).ShouldBe(1);
        (await db.Deliveries.CountAsync()).ShouldBe(1);
        (await db.Consents.CountAsync()).ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task Nobody_is_left_waiting_when_a_batch_ends_as_the_next_one_comes(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        using var client = app.Client();

        // Two or three at a time and then silence: whoever was overlooked would wait for somebody who never comes.
        for (var round = 0; round < 150; round++)
            await Task.WhenAll(Enumerable.Range(0, 2 + (round % 2)).Select(i => client.SignAsync(campaign, SigningPost.Form($"r{round}-{i}@example.org")))).WaitAsync(TimeSpan.FromSeconds(20));

        await using var db = app.Db();
        (await db.Signatures.CountAsync()).ShouldBe(375);
    }

    [Theory, OnBothDatabases]
    public async Task Two_spellings_of_one_mailbox_are_one_person(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);

        foreach (var email in (string[])["ana.sousa@gmail.com", "anasousa+x@googlemail.com", "A.N.A.Sousa@GMAIL.com"])
            await app.Client().SignAsync(campaign, SigningPost.Form(email));

        await using var db = app.Db();
        (await db.Signatures.CountAsync()).ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task A_repeat_sees_what_everybody_sees_and_is_told_by_mail(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var first = await app.Client().SignAsync(campaign);
        await ConfirmAllAsync(app);
        app.Clock.Advance(TimeSpan.FromMinutes(10));

        var repeat = await app.Client().SignAsync(campaign);

        (repeat.StatusCode, repeat.Headers.Location).ShouldBe((first.StatusCode, first.Headers.Location));
        (await repeat.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        repeat.Headers.Select(h => h.Key).Order().ShouldBe(first.Headers.Select(h => h.Key).Order());
        await using var db = app.Db();
        (await db.Signatures.SingleAsync()).State.ShouldBe(SignatureState.Confirmed);
        (await db.Deliveries.OrderBy(d => d.Id).Select(d => d.Kind).ToListAsync()).ShouldBe([DeliveryKind.Confirmation, DeliveryKind.AlreadySigned]);
    }

    [Theory, OnBothDatabases]
    public async Task An_address_gets_at_most_five_mails_a_day_over_all_campaigns(TestDatabase database)
    {
        var app = await apps.On(database);
        for (var i = 0; i < 8; i++) await app.Client().SignAsync(await new TestCampaign().AddToAsync(app));

        await using var db = app.Db();
        (await db.Signatures.CountAsync()).ShouldBe(8);
        (await db.Deliveries.CountAsync(d => d.State == DeliveryState.Pending)).ShouldBe(5);
        (await db.Deliveries.CountAsync(d => d.State == DeliveryState.Suppressed && d.Reason == "person-mails")).ShouldBe(3);

        app.Clock.Advance(TimeSpan.FromHours(25));
        await app.Client().SignAsync(await new TestCampaign().AddToAsync(app));
        (await db.Deliveries.CountAsync(d => d.State == DeliveryState.Pending)).ShouldBe(6);
    }

    [Theory, OnBothDatabases]
    public async Task Beyond_a_limit_the_screen_is_the_same_and_nothing_counts(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);

        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 23; i++) answers.Add(await app.Client().SignAsync(campaign, SigningPost.Form($"person{i}@example.org")));

        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.SeeOther);
        await using var db = app.Db();
        (await db.Signatures.CountAsync(s => s.State == SignatureState.Pending)).ShouldBe(20);
        (await db.Signatures.CountAsync(s => s.State == SignatureState.Fraudulent && s.StateReason == "signing-address")).ShouldBe(3);
        (await db.Deliveries.CountAsync()).ShouldBe(20);
    }

    [Theory, OnBothDatabases]
    public async Task A_campaign_that_outruns_its_budget_fills_the_next_hours_in_turn(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await using var db = app.Db();
        await using var budget = await ChangedRule.SetAsync(app, LimitNames.CampaignConfirmations, burst: 40);
        await using var address = await ChangedRule.SetAsync(app, LimitNames.SigningAddress, burst: 200);
        var start = app.Clock.GetUtcNow();

        // A few at a time and many at once, so that blocks of the budget are used up, left over and joined.
        for (var i = 0; i < 13; i++) await app.Client().SignAsync(campaign, SigningPost.Form($"one{i}@example.org"));
        // What comes to no mail takes no place: repeats within a minute, and a filled honeypot.
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.Client().SignAsync(campaign, SigningPost.Form("one12@example.org"))));
        var caught = SigningPost.Form("bot@example.org");
        caught["Website"] = "https://spam.example";
        await app.Client().SignAsync(campaign, caught);
        await Task.WhenAll(Enumerable.Range(0, 77).Select(i => app.Client().SignAsync(campaign, SigningPost.Form($"many{i}@example.org"))));

        var leave = (await db.Deliveries.Select(d => d.NextAttemptAt).ToListAsync()).CountBy(at => (int)(at!.Value - start).TotalHours).OrderBy(hour => hour.Key).ToList();
        leave.ShouldBe([new(0, 40), new(1, 40), new(2, 10)]);

        app.Clock.Advance(TimeSpan.FromHours(1));
        await app.Client().SignAsync(campaign, SigningPost.Form("later@example.org"));
        (await db.Deliveries.OrderByDescending(d => d.Id).Select(d => d.NextAttemptAt).FirstAsync())!.Value.ShouldBe(app.Clock.GetUtcNow(), TimeSpan.FromMinutes(1));
    }

    [Theory, OnBothDatabases]
    public async Task Counters_go_when_their_windows_are_over_and_not_before(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await app.Client().SignAsync(campaign, SigningPost.Form("one@example.org"));
        await using var db = app.Db();
        (await db.LimitCounters.CountAsync()).ShouldBe(1, "the campaign's budget; who came once is only remembered");
        await app.Client().SignAsync(campaign, SigningPost.Form("two@example.org"));
        var counters = await db.LimitCounters.AsNoTracking().ToListAsync();
        counters.Count.ShouldBe(3, "the address and the range as well, the first time included");
        counters.Count(counter => counter is { Burst: 2, Sustained: 2 }).ShouldBe(2);

        app.Clock.Advance(TimeSpan.FromHours(23));
        await app.RunAsync<PurgeCounters>();
        (await db.LimitCounters.CountAsync()).ShouldBe(3);

        app.Clock.Advance(TimeSpan.FromHours(1));
        await app.RunAsync<PurgeCounters>();
        (await db.LimitCounters.CountAsync()).ShouldBe(0);
    }

    [Theory, OnBothDatabases]
    public async Task A_filled_honeypot_is_taken_silently(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var form = SigningPost.Form();
        form["Website"] = "https://spam.example";

        (await app.Client().SignAsync(campaign, form)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        await using var db = app.Db();
        (await db.Signatures.SingleAsync()).State.ShouldBe(SignatureState.Fraudulent);
        (await db.Deliveries.CountAsync()).ShouldBe(0);
    }

    [Theory, OnBothDatabases]
    public async Task A_form_of_ones_own_that_comes_back_at_once_is_a_program_but_a_correction_is_not(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var shown = System.Text.RegularExpressions.Regex.Match(await app.Client().GetStringAsync(campaign.SignPath), "name=\"Shown\" value=\"([^\"]+)\"").Groups[1].Value;
        var fast = SigningPost.Form("fast@example.org");
        fast["Shown"] = shown;
        await app.Client().SignAsync(campaign, fast);
        var wrong = await app.Client().SignAsync(campaign, new() { ["Email"] = "ana@example.org" });
        (await wrong.Content.ReadAsStringAsync()).ShouldNotContain("name=\"Shown\"");
        app.Clock.Advance(TimeSpan.FromSeconds(5));
        var slow = SigningPost.Form("slow@example.org");
        slow["Shown"] = shown;
        await app.Client().SignAsync(campaign, slow);

        await using var db = app.Db();
        (await db.Signatures.OrderBy(s => s.Id).Select(s => $"{s.Email} {s.State}").ToListAsync()).ShouldBe(["fast@example.org Fraudulent", "slow@example.org Pending"]);
    }

    [Theory, OnBothDatabases]
    public async Task Errors_stand_at_their_fields_and_keep_every_answer(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var answer = await app.Client().SignAsync(campaign, new() { ["Name"] = "=Ana", ["Email"] = "ana(at)example", ["Country"] = "PT", ["Show"] = "true" });

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain("<title>Error: ");
        page.ShouldContain("There is a problem");
        page.ShouldContain("Start your name without = &#x2B; - or @");
        page.ShouldContain("Enter an email address in the correct format, like name@example.com");
        page.ShouldContain("Select whether you want email updates");
        page.ShouldContain("value=\"=Ana\"");
        page.ShouldContain("value=\"ana(at)example\"");
        page.ShouldContain("<option value=PT selected>");
        await using var db = app.Db();
        (await db.Signatures.CountAsync()).ShouldBe(0);
    }

    [Theory, OnBothDatabases]
    public async Task The_targets_own_address_may_not_sign(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var answer = await app.Client().SignAsync(campaign, SigningPost.Form("Chief+me@northwind.example"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("This is Dana Whitlock’s address. Enter your own");
    }

    [Theory, OnBothDatabases]
    public async Task A_likely_typo_is_asked_once(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var asked = await app.Client().SignAsync(campaign, SigningPost.Form("ana@gmial.com"));
        asked.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await asked.Content.ReadAsStringAsync();
        page.ShouldContain("ana@gmail.com");
        page.ShouldNotContain("value=\"ana@gmail.com\""); // what "Use that" takes is worked out again, not posted

        var use = SigningPost.Form("ana@gmial.com");
        (use["Typo"], use["Suggestion"]) = ("use", "evil@example.org");
        (await app.Client().SignAsync(campaign, use)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var keep = SigningPost.Form("ben@gmial.com");
        (keep["Typo"], keep["Kept"]) = ("keep", "ben@gmial.com");
        (await app.Client().SignAsync(campaign, keep)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        await using var db = app.Db();
        (await db.Signatures.OrderBy(s => s.Id).Select(s => s.Email).ToListAsync()).ShouldBe(["ana@gmail.com", "ben@gmial.com"]);
    }

    [Theory, OnBothDatabases]
    public async Task A_campaign_that_closed_meanwhile_says_so(TestDatabase database)
    {
        var app = await apps.On(database);
        var paused = await new TestCampaign { Then = (campaign, now) => campaign.Pause(now) }.AddToAsync(app);
        var closed = await new TestCampaign { Then = (campaign, now) => campaign.Close(now) }.AddToAsync(app);

        var answer = await app.Client().SignAsync(paused);
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("value=\"ana@example.org\"");
        (await (await app.Client().SignAsync(closed)).Content.ReadAsStringAsync()).ShouldContain("Signing has closed");
        (await app.Client().SignAsync(paused with { Slug = "no-such-campaign" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await using var db = app.Db();
        (await db.Signatures.CountAsync()).ShouldBe(0);
    }

    [Theory, OnBothDatabases]
    public async Task The_waiting_page_sends_again_and_changes_a_mistyped_address(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var client = app.Client(followsRedirects: true);
        var waiting = await (await client.SignAsync(campaign, SigningPost.Form("anna@example.org"))).Content.ReadAsStringAsync();
        waiting.ShouldContain("Check your email to make it count");
        waiting.ShouldContain("a…@example.org");

        app.Clock.Advance(TimeSpan.FromMinutes(3));
        (await (await client.PostAsync($"{campaign.Path}/thanks/resend", null)).Content.ReadAsStringAsync()).ShouldContain("a new one is on its way");
        var changed = await client.PostAsync($"{campaign.Path}/thanks/address", new FormUrlEncodedContent([new("email", "bea@example.org")]));
        (await changed.Content.ReadAsStringAsync()).ShouldContain("b…@example.org");

        await using var db = app.Db();
        (await db.Signatures.OrderBy(s => s.Id).Select(s => $"{s.Email} {s.State}").ToListAsync()).ShouldBe(["anna@example.org Withdrawn", "bea@example.org Pending"]);
        (await db.Deliveries.OrderBy(d => d.Id).Select(d => d.State).ToListAsync()).ShouldBe([DeliveryState.Cancelled, DeliveryState.Cancelled, DeliveryState.Pending]);
    }

    [Theory, OnBothDatabases]
    public async Task Changing_the_address_and_back_within_a_minute_still_mails_a_link(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var client = app.Client(followsRedirects: true);
        await client.SignAsync(campaign, SigningPost.Form("anna@example.org"));
        foreach (var email in (string[])["bea@example.org", "anna@example.org"])
            await client.PostAsync($"{campaign.Path}/thanks/address", new FormUrlEncodedContent([new("email", email)]));

        await using var db = app.Db();
        (await db.Signatures.SingleAsync(s => s.Email == "anna@example.org")).State.ShouldBe(SignatureState.Pending);
        (await db.Deliveries.CountAsync(d => d.State == DeliveryState.Pending)).ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task What_is_no_text_is_refused_and_never_an_error_of_ours(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        (await app.Client().SignAsync(campaign, SigningPost.Form(name: "E\uFFFEve"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var utf7 = new StringContent("Name=Ana", System.Text.Encoding.ASCII, "application/x-www-form-urlencoded");
        utf7.Headers.ContentType!.CharSet = "utf-7";
        (await app.Client().PostAsync(campaign.SignPath, utf7)).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory, OnBothDatabases]
    public async Task The_longest_answers_fit_into_the_cookie(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Then = (c, now) => c.AskForComments(true, now) }.AddToAsync(app);
        var form = SigningPost.Form($"{new string('a', 60)}@{string.Join('.', Enumerable.Repeat(new string('b', 44), 4))}.org", new string('界', 120));
        form["Comment"] = new string('界', 500);

        var answer = await app.Client().SignAsync(campaign, form);

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.GetValues("Set-Cookie").Single().Length.ShouldBeLessThan(4_000);
        await using var db = app.Db();
        (await db.Signatures.SingleAsync()).Comment!.Length.ShouldBe(500);
    }

    private static async Task ConfirmAllAsync(CampaignsApp app)
    {
        await using var db = app.Db();
        foreach (var signature in await db.Signatures.ToListAsync()) signature.Confirm(SigningAnswer.Open, app.Now);
        await db.SaveChangesAsync();
    }
}
