using System.Diagnostics;
using System.Net;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Deliveries;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.SelfService;

/// <summary>"Which campaigns did I sign?" says the same to everybody and mails a link to whoever is known.</summary>
public sealed class MineTests(Apps apps) : SelfServiceTest, IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task A_known_address_gets_a_link_by_mail_and_an_unknown_one_the_same_answer(TestDatabase database)
    {
        var app = await apps.On(database);
        var signature = await SignedAsync(app, await new TestCampaign().AddToAsync(app));
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        var known = await PostAsync(app.Client(), "/mine", ("email", "Zuzanna.Wyrwicka@EXAMPLE.org"));
        var unknown = await PostAsync(app.Client(), "/mine", ("email", "nobody@example.org"));

        (known.StatusCode, known.Headers.Location?.ToString()).ShouldBe((HttpStatusCode.SeeOther, "/mine?sent=link"));
        (unknown.StatusCode, unknown.Headers.Location).ShouldBe((known.StatusCode, known.Headers.Location));
        (await unknown.Content.ReadAsStringAsync()).ShouldBe(await known.Content.ReadAsStringAsync());
        unknown.Headers.Select(h => h.Key).ShouldBe(known.Headers.Select(h => h.Key));
        (await PageAsync(app.Client(), "/mine?sent=link")).ShouldContain("If we know this address, we have sent a link.");
        await using var db = app.Db();
        var delivery = await db.Deliveries.SingleAsync(d => d.Kind == DeliveryKind.ManageLink);
        (delivery.SignatureId, delivery.State, delivery.Priority).ShouldBe((signature.Id, DeliveryState.Pending, 0));
        app.Mail.Received.ShouldNotContain(mail => mail.Subject.Contains("Your link"), "no mail leaves within the request");
        await app.RunAsync<DrainDeliveries>();
        var mail = app.Mail.To(Email).Single(m => m.Subject == "Your link to what you signed");
        (await PageAsync(app.Client(), mail.Path("me"))).ShouldContain("What you signed");
        app.Mail.To("nobody@example.org").ShouldBeEmpty();
    }

    [Theory, OnBothDatabases]
    public async Task Known_and_unknown_take_the_same_time(TestDatabase database)
    {
        var app = await apps.On(database);
        await SignedAsync(app, await new TestCampaign().AddToAsync(app));
        await PostAsync(app.Client(), "/mine", ("email", "warm@example.org"));

        async Task<double> TakesAsync(string email)
        {
            var start = Stopwatch.GetTimestamp();
            await PostAsync(app.Client(), "/mine", ("email", email));
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        List<double> known = [], unknown = [];
        for (var i = 0; i < 5; i++)
        {
            app.Clock.Advance(TimeSpan.FromDays(1)); // each time a mail is queued
            known.Add(await TakesAsync(Email));
            unknown.Add(await TakesAsync($"nobody{i}@example.org"));
        }

        await using var db = app.Db();
        (await db.Deliveries.CountAsync(d => d.Kind == DeliveryKind.ManageLink)).ShouldBe(5);
        Math.Abs(known.Order().ElementAt(2) - unknown.Order().ElementAt(2)).ShouldBeLessThan(60); // other tests run beside this one
        known.Concat(unknown).Min().ShouldBeGreaterThan(290);
    }

    [Theory, OnBothDatabases]
    public async Task Three_links_a_day_and_no_more_and_presses_at_once_are_one(TestDatabase database)
    {
        var app = await apps.On(database);
        await SignedAsync(app, await new TestCampaign().AddToAsync(app));
        await using var db = app.Db();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostAsync(app.Client(), "/mine", ("email", Email))));
        (await db.Deliveries.CountAsync(d => d.Kind == DeliveryKind.ManageLink)).ShouldBe(1);
        for (var i = 0; i < 5; i++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(11));
            (await PostAsync(app.Client(), "/mine", ("email", Email))).Headers.Location!.ToString().ShouldBe("/mine?sent=link");
        }
        (await db.Deliveries.CountAsync(d => d.Kind == DeliveryKind.ManageLink)).ShouldBe(3);
        app.Clock.Advance(TimeSpan.FromHours(25));
        await PostAsync(app.Client(), "/mine", ("email", Email));
        (await db.Deliveries.CountAsync(d => d.Kind == DeliveryKind.ManageLink)).ShouldBe(4);
    }

    [Theory, OnBothDatabases]
    public async Task Asking_for_many_addresses_meets_a_limit_and_a_mistyped_one_a_sentence(TestDatabase database)
    {
        var app = await apps.On(database);
        var wrong = await PostAsync(app.Client(), "/mine", ("email", "ana(at)example"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await wrong.Content.ReadAsStringAsync();
        page.ShouldContain("<title>Error: ");
        page.ShouldContain("Enter an email address in the correct format, like name@example.com");
        page.ShouldContain("value=\"ana(at)example\"");

        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => PostAsync(app.Client(), "/mine", ("email", $"nobody{i}@example.org"))));
        var refused = await PostAsync(app.Client(), "/mine", ("email", Email));
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Theory, OnBothDatabases]
    public async Task The_page_after_signing_sends_the_link_and_shows_nothing(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var browser = app.Client();
        await browser.SignAsync(campaign, SigningPost.Form(Email, Name));
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        (await browser.PostAsync($"{campaign.Path}/thanks/manage", null)).Headers.Location!.ToString().ShouldBe("/mine?sent=link");
        (await app.Client().PostAsync($"{campaign.Path}/thanks/manage", null)).Headers.Location!.ToString().ShouldBe("/mine", "a browser that signed nothing is asked for an address");

        await using var db = app.Db();
        (await db.Deliveries.CountAsync(d => d.Kind == DeliveryKind.ManageLink)).ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task The_thank_you_mail_is_written_once_with_the_confirmation_and_gives_way_to_confirmations(TestDatabase database)
    {
        var app = await apps.On(database);
        var first = await SignedAsync(app, await new TestCampaign().AddToAsync(app));
        await using var db = app.Db();
        var thanks = await db.Deliveries.SingleAsync(d => d.Kind == DeliveryKind.Confirmed);
        (thanks.IdempotencyKey, thanks.Priority, thanks.State).ShouldBe(($"confirmed:{first.Id}", 20, DeliveryState.Pending));
        (await db.Supporters.SingleAsync()).Mails.ShouldBe(2);

        // Taken back and confirmed again: no second thank-you.
        var link = await db.Deliveries.Where(d => d.Kind == DeliveryKind.Confirmation).Select(d => d.Id).SingleAsync();
        await app.Client().PostAsync($"/s/{Token(app, link, LinkPurpose.Confirm)}/not-me", null);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => app.Client().PostAsync($"/s/{Token(app, link, LinkPurpose.Confirm)}", null)));
        (await db.Signatures.SingleAsync()).State.ShouldBe(SignatureState.Confirmed);
        (await db.Deliveries.CountAsync(d => d.Kind == DeliveryKind.Confirmed)).ShouldBe(1);
        (await db.Supporters.AsNoTracking().SingleAsync()).Mails.ShouldBe(2);

        for (var i = 0; i < 3; i++) await SignedAsync(app, await new TestCampaign().AddToAsync(app));
        (await db.Deliveries.CountAsync(d => d.Kind == DeliveryKind.Confirmation && d.State == DeliveryState.Suppressed)).ShouldBe(0);
        var held = await db.Deliveries.Where(d => d.Kind == DeliveryKind.Confirmed && d.State == DeliveryState.Suppressed).ToListAsync();
        held.ShouldNotBeEmpty();
        held.ShouldAllBe(d => d.Reason == "person-mails" && d.NextAttemptAt == null);
        (await db.Deliveries.CountAsync(d => d.State != DeliveryState.Suppressed)).ShouldBeLessThanOrEqualTo(6, "five a day, the first of them cancelled");
    }
}
