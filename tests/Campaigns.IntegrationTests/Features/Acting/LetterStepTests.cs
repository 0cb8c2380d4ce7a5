using System.Net;
using System.Security.Cryptography;
using System.Text;
using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Core.Targets;
using Campaigns.Web.Features.Deliveries;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Acting;

/// <summary>The letter to a target, by our server and by the person's own program.</summary>
public sealed class LetterStepTests(LetterStepTests.WithProof apps) : ActTest, IClassFixture<LetterStepTests.WithProof>
{
    private const string Letter = "Dear Dana Whitlock,\n\nstop it. I live in Lisbon.\n\nAna";

    public sealed class WithProof : Apps
    {
        protected override void Configure(AppSetup setup) => (setup.Settings["Letters:ProofAddress"], setup.Settings["Letters:IntakeSecret"]) = ("proof@send.opensquare.example", new string('s', 40));
    }

    [Theory, OnBothDatabases("en", "fr")]
    public async Task What_stands_under_the_letter_is_shown_as_it_is_sent_and_the_name_stands_there_once(TestDatabase database, string language)
    {
        var app = await apps.On(database);
        // Without a text of the organiser's.
        var campaign = await SeedAsync(app, language: language, more: (_, _, _) => []);
        var ana = new Walker(app);
        (await ana.Client.SignAsync(campaign, SigningPost.Form("ana@example.org", "Ana Sousa"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await ana.OpenAsync($"{campaign.Path}/act/email");
        var ending = ana.Page.QuerySelector(".ending")!.TextContent;
        ending.ShouldStartWith("Ana Sousa\nPortugal\n\n-- \n");
        ana.ValueOf("textarea").ShouldNotContain("Ana");
        await ConfirmAsync(app, ana);
        // The name is corrected on the way, by whoever reads the mailbox.
        await using (var db = app.Db())
        {
            (await db.Signatures.SingleAsync()).Present("Ana de Sousa", show: false);
            await db.SaveChangesAsync();
        }
        ending = (await ana.OpenAsync($"{campaign.Path}/act/email")).Page.QuerySelector(".ending")!.TextContent;
        await ana.PressAsync(language == "en" ? "Send my email" : "Envoyer mon courriel");
        await using (var db = app.Db())
        {
            // An office is open.
            while (app.Now is not { DayOfWeek: DayOfWeek.Tuesday, Hour: 10 }) app.Clock.Advance(TimeSpan.FromHours(1));
            var due = app.Now.AddSeconds(-1);
            await db.Deliveries.Where(d => d.Kind == DeliveryKind.LetterToTarget).ExecuteUpdateAsync(set => set.SetProperty(d => d.NextAttemptAt, due));
        }
        await app.RunAsync<DrainDeliveries>();
        (await app.Mail.NextToAsync("chief@northwind.example")).Text.ReplaceLineEndings("\n").TrimEnd().ShouldBe($"{(await ActionsAsync(app)).Single().Text}\n\n{ending}");
    }

    [Theory, OnBothDatabases]
    public async Task A_letter_waits_for_the_confirmation_then_for_ten_minutes_and_can_be_taken_back(TestDatabase database)
    {
        var app = await apps.On(database);
        MoveTo(app, DayOfWeek.Tuesday, 10);
        var campaign = await SeedAsync(app);
        var ana = await SignedAsync(app, campaign);
        await ana.OpenAsync($"{campaign.Path}/act/email");
        ana.Text.ShouldContain("Dana Whitlock will see your name and email address and may publish them.");
        ana.ValueOf("textarea").ShouldStartWith("Dear Dana Whitlock,");
        ana.ValueOf("textarea").ShouldEndWith("Ana, Portugal");
        await ana.PressAsync("Send my email");
        ana.Text.ShouldContain("Replace [your town] with your own words");

        await ana.PressAsync("Send my email", ("Text", Letter));
        ana.Text.ShouldContain("Waits for your confirmation");
        ana.Has("Send my email").ShouldBeFalse(); // a second visit shows what was sent instead
        await using var db = app.Db();
        var action = (await ActionsAsync(app)).ShouldHaveSingleItem();
        (action.Step, action.Channel, action.TargetId, action.Subject, action.Text, action.Rung).ShouldBe((Step.EmailTarget, Channel.Email, campaign.TargetId, "Stop the sale", Letter, Rung.Started));
        var consent = await db.Consents.SingleAsync(c => c.Purpose == ConsentPurpose.MessageToTarget);
        (consent.IsGranted, consent.Page).ShouldBe((true, $"{campaign.Path}/act/email"));
        var words = "Dana Whitlock will see your name and email address and may publish them";
        consent.WordingHash.ShouldBe(SHA256.HashData(Encoding.UTF8.GetBytes(words)));
        (await db.ConsentWordings.SingleAsync(w => w.Hash == consent.WordingHash)).Text.ShouldBe(words);
        (await db.Deliveries.CountAsync(d => d.Kind == DeliveryKind.LetterToTarget)).ShouldBe(0);

        await ConfirmAsync(app, ana);
        (await db.Deliveries.CountAsync(d => d.Kind == DeliveryKind.LetterToTarget && d.State == DeliveryState.Pending)).ShouldBe(1);
        (await ana.OpenAsync($"{campaign.Path}/act/email")).Text.ShouldMatch(@"Leaves after 1\d:\d\d WES?T");
        ana.Heading.ShouldBe("Thank you, Ana. You wrote to Dana Whitlock");
        await ana.PressAsync("Take it back");
        ana.Text.ShouldContain("You took it back");
        (await db.Deliveries.AsNoTracking().SingleAsync(d => d.Kind == DeliveryKind.LetterToTarget)).State.ShouldBe(DeliveryState.Cancelled);
        ana.ValueOf("textarea").ShouldBe(Letter); // what was written is not lost

        await ana.PressAsync("Send my email", ("Text", Letter + "!"));
        (await ActionsAsync(app)).ShouldHaveSingleItem().CancelledAt.ShouldBeNull();
        (await db.Deliveries.CountAsync(d => d.Kind == DeliveryKind.LetterToTarget && d.State == DeliveryState.Pending)).ShouldBe(1);
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        (await ana.OpenAsync($"{campaign.Path}/act/email")).Text.ShouldContain("Waits for its turn");
        ana.Has("Take it back").ShouldBeFalse();
        await db.Deliveries.Where(d => d.Kind == DeliveryKind.LetterToTarget).ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.Failed).SetProperty(d => d.NextAttemptAt, (DateTimeOffset?)null));
        (await ana.OpenAsync($"{campaign.Path}/act/email")).Text.ShouldContain("It could not be delivered");
    }

    [Theory, OnBothDatabases]
    public async Task Who_typed_an_address_that_somebody_else_confirmed_neither_reads_nor_writes_in_that_name(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app);
        var step = $"{campaign.Path}/act/email";
        var (impostor, owner) = (await SignedAsync(app, campaign), new Walker(app));
        await impostor.OpenAsync(step);
        var prepared = impostor.PostOf("Send my email");
        var fields = (await prepared.Content.ReadAsStringAsync()).Split('&').Where(field => !field.StartsWith("Text=", StringComparison.Ordinal)).Append("Text=" + Uri.EscapeDataString("Dear Dana Whitlock, an impostor writes."));
        StringContent Prepared() => new(string.Join('&', fields), Encoding.UTF8, "application/x-www-form-urlencoded");

        await ConfirmAsync(app, owner);
        (await impostor.Client.PostAsync(prepared.Path, Prepared())).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await ActionsAsync(app)).ShouldBeEmpty();

        await owner.OpenAsync(step);
        await owner.PressAsync("Send my email", ("Text", Letter));
        owner.Text.ShouldContain("I live in Lisbon.");
        (await impostor.OpenAsync(step)).Text.ShouldContain("Sign first: it takes a minute.");
        impostor.Text.ShouldNotContain("I live in Lisbon.");
        foreach (var each in (Walker[])[impostor, owner]) // what the owner may, the impostor may not
        {
            await each.Client.PostAsync($"{step}/take-back", new FormUrlEncodedContent([KeyValuePair.Create("To", "1")]));
            (await ActionsAsync(app)).ShouldHaveSingleItem().CancelledAt.HasValue.ShouldBe(each == owner);
        }
        (await impostor.Client.PostAsync(prepared.Path, Prepared())).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await ActionsAsync(app)).ShouldHaveSingleItem().Text.ShouldBe(Letter);
        (await impostor.OpenAsync($"{campaign.Path}/thanks")).Text.ShouldNotContain("Your signature counts.");

        // Signed once more it acts under an attempt of its own, which only the mailbox's owner could bring to life.
        (await impostor.Client.SignAsync(campaign, SigningPost.Form())).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await impostor.OpenAsync(step);
        impostor.Text.ShouldNotContain("I live in Lisbon.");
        await impostor.PressAsync("Send my email", ("Text", "Dear Dana Whitlock, an impostor writes."));
        impostor.Text.ShouldContain("Waits for your confirmation");
        (await owner.OpenAsync(step)).Text.ShouldNotContain("an impostor writes");
        await using var db = app.Db();
        (await db.Deliveries.CountAsync(d => d.Kind == DeliveryKind.LetterToTarget && d.State != DeliveryState.Cancelled)).ShouldBe(0);
    }

    [Theory, OnBothDatabases]
    public async Task The_page_behind_the_mailed_link_shows_each_letter_that_leaves_with_the_press(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app);
        var (ana, mailbox) = (await SignedAsync(app, campaign), new Walker(app));
        var link = await ConfirmPathAsync(app);
        (await mailbox.OpenAsync(link)).Text.ShouldNotContain("this letter leaves");

        await ana.OpenAsync($"{campaign.Path}/act/email");
        await ana.PressAsync("Send my email", ("Subject", "Stop <b>it</b>"), ("Text", Letter));
        await mailbox.OpenAsync(link);
        mailbox.Has("Yes, count my signature").ShouldBeTrue();
        mailbox.Text.ShouldContain("With it, this letter leaves to Dana Whitlock:");
        mailbox.Text.ShouldContain("Not your words? Press “This wasn’t me”.");
        mailbox.Page.QuerySelectorAll("main details").ShouldHaveSingleItem();
        mailbox.Page.QuerySelector("details summary[dir=auto]")!.TextContent.ShouldBe("Stop <b>it</b>");
        mailbox.Page.QuerySelector("details .said[dir=auto]")!.TextContent.ShouldBe(Letter);

        await ana.PressAsync("Take it back");
        (await mailbox.OpenAsync(link)).Text.ShouldNotContain("this letter leaves");
        await ana.PressAsync("Send my email", ("Text", Letter));
        await mailbox.Client.PostAsync(link + "/not-me", null);
        (await mailbox.OpenAsync(link)).Text.ShouldNotContain("this letter leaves"); // they were somebody else's words
        await mailbox.PressAsync("Sign again");
        mailbox.Text.ShouldContain("You are supporter");
        await using var db = app.Db();
        (await db.Deliveries.CountAsync(d => d.Kind == DeliveryKind.LetterToTarget)).ShouldBe(0);
        (await ActionsAsync(app)).ShouldHaveSingleItem().CancelledAt.ShouldNotBeNull();
    }

    [Theory, OnBothDatabases]
    public async Task A_letter_that_was_changed_since_the_page_was_opened_does_not_leave_unread(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app);
        var (impostor, owner) = (await SignedAsync(app, campaign), new Walker(app));
        var link = await ConfirmPathAsync(app);
        await owner.OpenAsync(link); // no letter yet
        await impostor.OpenAsync($"{campaign.Path}/act/email");
        await impostor.PressAsync("Send my email", ("Text", Letter));
        (await owner.PressAsync("Yes, count my signature")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        owner.Text.ShouldContain("The letter has changed since you opened this page.");
        owner.Page.QuerySelector("details .said")!.TextContent.ShouldBe(Letter);

        await impostor.PressAsync("Take it back");
        await impostor.PressAsync("Send my email", ("Text", "An impostor's words."));
        (await owner.PressAsync("Yes, count my signature")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        owner.Page.QuerySelector("details .said")!.TextContent.ShouldBe("An impostor's words.");
        (await owner.Client.PostAsync(link, null)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await using var db = app.Db();
        (await db.Signatures.SingleAsync()).State.ShouldBe(SignatureState.Pending);
        (await db.Deliveries.CountAsync(d => d.Kind == DeliveryKind.LetterToTarget)).ShouldBe(0);

        await owner.PressAsync("Yes, count my signature"); // read, and pressed all the same
        (await db.Deliveries.CountAsync(d => d.Kind == DeliveryKind.LetterToTarget && d.State == DeliveryState.Pending)).ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task Who_signs_again_with_another_browser_sees_there_what_was_written_there(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app);
        await SignedAsync(app, campaign);
        var link = await ConfirmPathAsync(app);
        var again = await SignedAsync(app, campaign);
        await again.OpenAsync($"{campaign.Path}/act/email");
        await again.PressAsync("Send my email", ("Text", Letter));
        (await new Walker(app).OpenAsync(link)).Text.ShouldNotContain("this letter leaves");
        (await again.OpenAsync(link)).Text.ShouldContain("With it, this letter leaves to Dana Whitlock:");
        await again.PressAsync("Yes, count my signature");
        await using var db = app.Db();
        (await db.Deliveries.CountAsync(d => d.Kind == DeliveryKind.LetterToTarget && d.State == DeliveryState.Pending)).ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task Whoever_typed_an_address_reads_nothing_that_its_owner_gave_since(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app);
        var stranger = new Walker(app);
        await stranger.Client.SignAsync(campaign, SigningPost.Form("vera@example.org", "Some Body"));
        var mailed = await ConfirmPathAsync(app);
        var step = $"{campaign.Path}/act/email";
        (await stranger.OpenAsync(step)).Text.ShouldContain("Sent by Open Square for Some Body");

        // The owner corrects how they are named.
        await using var db = app.Db();
        var signature = await db.Signatures.SingleAsync(s => s.CampaignId == campaign.Id);
        signature.Present("Vera Lindqvist", show: false);
        await db.SaveChangesAsync();
        (await stranger.OpenAsync(step)).Text.ShouldNotContain("Lindqvist");

        // Or takes it back and signs it themselves, and writes.
        await new Walker(app).Client.PostAsync($"{mailed}/not-me", null);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var vera = new Walker(app);
        await vera.Client.SignAsync(campaign, SigningPost.Form("vera@example.org", "Vera Lindqvist"));
        (await vera.OpenAsync(step)).Text.ShouldContain("Sent by Open Square for Vera Lindqvist");
        await stranger.OpenAsync(step);
        stranger.Text.ShouldNotContain("Lindqvist");
        stranger.Has("Send my email").ShouldBeFalse("what stands under the signature now is not theirs");
        (await stranger.OpenAsync($"{campaign.Path}/act/tweet")).Heading.ShouldNotContain("Thank you");
    }

    [Theory, OnBothDatabases]
    public async Task Ten_presses_at_once_of_a_confirmed_person_send_one_letter(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app, more: (seeded, _, _) => [new Message(seeded.Id, Step.EmailTarget, "en", "Stop", "Dear {target}, stop.")]);
        var ana = await SignedAsync(app, campaign);
        await ConfirmAsync(app, ana);
        await ana.OpenAsync($"{campaign.Path}/act/email");
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
        {
            var (path, content) = ana.PostOf("Send my email");
            return ana.Client.PostAsync(path, content);
        }));
        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.SeeOther);
        (await ActionsAsync(app)).ShouldHaveSingleItem();
        await using var db = app.Db();
        (await db.Deliveries.CountAsync(d => d.Kind == DeliveryKind.LetterToTarget)).ShouldBe(1);
        (await db.Consents.CountAsync(c => c.Purpose == ConsentPurpose.MessageToTarget)).ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task Bad_letters_are_refused_in_words_and_kept(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app);
        var ana = await SignedAsync(app, campaign);
        await ana.OpenAsync($"{campaign.Path}/act/email");
        foreach (var (field, value, sentence) in ((string, string, string)[])
            [
                ("Subject", "Stop\r\nBcc: everybody@example.org", "Enter the subject on one line, without hidden characters"), ("Subject", new string('s', 201), "Shorten the subject to 200 characters"), ("Subject", " ", "Enter a subject"),
                ("Text", new string('t', 10_012), "Shorten your letter by 12 characters"), ("Text", "", "Write your letter"),
            ])
        {
            (await ana.PressAsync("Send my email", field == "Text" ? [(field, value)] : [(field, value), ("Text", Letter)])).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            ana.Text.ShouldContain(sentence);
            if (field == "Text") ana.ValueOf("textarea").ShouldBe(value);
            else ana.ValueOf("textarea").ShouldBe(Letter);
        }
        var huge = await ana.PressAsync("Send my email", ("Text", new string('h', 100_000)));
        huge.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ana.Text.ShouldContain("Shorten your letter by 90,000 characters");
        (await ActionsAsync(app)).ShouldBeEmpty();
    }

    [Theory, OnBothDatabases]
    public async Task Who_has_not_signed_is_asked_to_and_a_target_writes_no_letter_to_itself(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app);
        var visitor = await new Walker(app).OpenAsync($"{campaign.Path}/act/email");
        visitor.Text.ShouldContain("Sign first: it takes a minute.");
        visitor.LinkOf("Sign the petition").ShouldBe($"{campaign.Path}/sign");
        var answer = await visitor.Client.PostAsync($"{campaign.Path}/act/email", new FormUrlEncodedContent([KeyValuePair.Create("Text", "My own words."), KeyValuePair.Create("Subject", "s")]));
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("My own words.");

        var chief = await SignedAsync(app, campaign, "boss@northwind.example");
        await using var db = app.Db();
        (await db.Targets.SingleAsync()).Email = "boss@northwind.example"; // became a target after signing
        await db.SaveChangesAsync();
        await Task.Delay(TimeSpan.FromSeconds(2.1)); // a campaign's public face is kept for two seconds of the machine's clock
        await chief.OpenAsync($"{campaign.Path}/act/email");
        await chief.PressAsync("Send my email", ("Text", Letter));
        chief.Text.ShouldContain("You signed with the address of Dana Whitlock. Nobody writes to themselves");
        (await ActionsAsync(app)).ShouldBeEmpty();
    }

    [Theory, OnBothDatabases]
    public async Task The_person_chooses_among_targets_and_one_with_words_of_its_own_gets_its_own_letter(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app, (row, now) => row.ChooseTargets(TargetChoice.Chosen, AreaFallback.Nobody, now), (seeded, db, target) =>
        {
            var (second, third, fourth) = (Another(seeded, 2, "Person Two"), Another(seeded, 3, "Press team"), Another(seeded, 4, "Person Four"));
            return [second, third, fourth, new Message(seeded.Id, Step.EmailTarget, "en", "Stop", "Dear {target}, stop."), new Message(seeded.Id, Step.EmailTarget, "en", "A question", "Dear press team, why?", targetId: third.Id)];
        });
        var ana = await SignedAsync(app, campaign);
        await ana.OpenAsync($"{campaign.Path}/act/email");
        ana.Page.QuerySelectorAll("input[type=checkbox]").Length.ShouldBe(4);
        await ana.OpenAsync($"{campaign.Path}/act/email?to=2&to=3&to=4&to=77");
        ana.Text.ShouldContain("Person Two, Person Four will see your name");
        ana.ValueOf("textarea").ShouldBe("Dear Person Two, Person Four, stop.");
        await ana.PressAsync("Send my email");
        await ana.OpenAsync($"{campaign.Path}/act/email?to=3");
        ana.ValueOf("textarea").ShouldBe("Dear press team, why?");
        await ana.PressAsync("Send my email");
        (await ActionsAsync(app)).Select(action => action.Subject).ShouldBe(["Stop", "Stop", "A question"]);
        ana.Page.QuerySelectorAll("input[type=checkbox]").ShouldHaveSingleItem(); // only the one that is left
    }

    [Theory, OnBothDatabases]
    public async Task Who_answers_for_a_postcode_gets_the_letter_and_nobody_is_said_in_words(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app, (row, now) => row.ChooseTargets(TargetChoice.ByArea, AreaFallback.Nobody, now), (seeded, _, chief) =>
        {
            (chief.Country, chief.Area) = ("PT", "11");
            return [Another(seeded, 2, "Member for Paris", "FR", "75"), new Message(seeded.Id, Step.EmailTarget, "en", "Stop", "Dear {target}, stop.")];
        });
        var ana = new Walker(app);
        (await ana.Client.SignAsync(campaign, new(SigningPost.Form()) { ["Postcode"] = "4000-001" })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await ana.OpenAsync($"{campaign.Path}/act/email");
        ana.Text.ShouldContain("We know nobody who answers for this postcode");
        ana.ValueOf("#postcode").ShouldBe("4000-001");
        await ana.PressAsync("Find who answers for me", ("Postcode", "75011"), ("Country", "FR"));
        ana.Text.ShouldContain("Member for Paris will see your name");
        ana.At.ShouldNotContain("75011");
        await ana.PressAsync("Send my email");
        await using var db = app.Db();
        (await db.Actions.SingleAsync()).TargetId.ShouldBe((await db.Targets.SingleAsync(t => t.Name == "Member for Paris")).Id);
    }

    [Theory, OnBothDatabases]
    public async Task A_letter_of_ones_own_program_is_handed_over_to_it(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app, (row, now) => row.SendLetters(LetterWay.OwnProgram, now));
        var visitor = await new Walker(app).OpenAsync($"{campaign.Path}/act/email"); // no signature is needed
        visitor.Text.ShouldContain("Send a blind copy to proof@send.opensquare.example so that we can prove letters were sent");
        visitor.Page.QuerySelector("input[name=Copy]")!.HasAttribute("checked").ShouldBeFalse();
        await visitor.PressAsync("Gmail", ("Subject", "Stop & think"), ("Text", "One line\r\nanother"), ("Copy", "true"));
        var action = (await ActionsAsync(app)).ShouldHaveSingleItem();
        var link = visitor.LinkOf("Open Gmail")!;
        link.ShouldStartWith("https://mail.google.com/mail/?view=cm&fs=1&to=chief%40northwind.example&su=Stop%20%26%20think&body=One%20line%0D%0Aanother&bcc=proof%2B");
        visitor.Text.ShouldContain("Did you send it?");
        await visitor.PressAsync("I sent it");
        (await ActionsAsync(app)).ShouldHaveSingleItem().Rung.ShouldBe(Rung.SelfReported);
        visitor.Text.ShouldNotContain("Paste the link to your post");

        foreach (var (button, start) in ((string, string)[])[("My mail app", "mailto:chief@northwind.example?subject="), ("Outlook", "https://outlook.live.com/mail/0/deeplink/compose?to=")])
        {
            var other = await SignedAsync(app, campaign, $"{start.Length}@example.org");
            await other.OpenAsync($"{campaign.Path}/act/email");
            await other.PressAsync(button, ("Text", Letter));
            other.Page.QuerySelector("#ready a.button")!.GetAttribute("href")!.ShouldStartWith(start);
            other.Page.QuerySelector("#ready a.button")!.GetAttribute("href")!.ShouldNotContain("bcc");
        }
        var long_ = await SignedAsync(app, campaign, "long@example.org");
        await long_.OpenAsync($"{campaign.Path}/act/email");
        await long_.PressAsync("My mail app", ("Text", string.Concat(Enumerable.Repeat("é", 400))));
        long_.Text.ShouldContain("Your letter is longer than mail programs take over from a web page.");
        long_.Page.QuerySelector("#ready a.button").ShouldBeNull();
        long_.Has("Copy text").ShouldBeTrue();
    }
}
