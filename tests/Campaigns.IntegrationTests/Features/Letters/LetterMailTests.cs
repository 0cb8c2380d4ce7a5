using System.Text;
using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Core.Targets;
using Campaigns.IntegrationTests.Features.Deliveries;
using Campaigns.IntegrationTests.Support;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Features.Letters;
using Campaigns.Web.Outside;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.Letters;

/// <summary>What a target receives, what withholds a letter, and what its sender hears of it.</summary>
public sealed class LetterMailTests(QueueApps apps) : LetterTest, IClassFixture<QueueApps>
{
    private async Task<CampaignsApp> StartAsync(TestDatabase database)
    {
        var app = await apps.On(database);
        apps.Transport.Reset();
        MoveToOffice(app);
        await using var db = app.Db();
        await db.Lanes.ExecuteUpdateAsync(set => set.SetProperty(l => l.ConnectFailures, 0).SetProperty(l => l.OurFaults, 0).SetProperty(l => l.OpenUntil, (DateTimeOffset?)null).SetProperty(l => l.PausedAt, (DateTimeOffset?)null));
        await app.Services.GetRequiredService<MailLane>().ReadAsync(default);
        return app;
    }

    private async Task<OutgoingMail?> SendAsync(CampaignsApp app, Guid letter)
    {
        await MakeDueAsync(app, letter);
        await app.RunAsync<DrainDeliveries>();
        return apps.Transport.Left.LastOrDefault();
    }

    private static async Task<PythonMail> ReadAsync(OutgoingMail mail)
    {
        var read = await PythonMail.ReadAsync(mail.Message.ToArray());
        read.Defects.ShouldBeEmpty();
        return read;
    }

    [Theory, OnBothDatabases]
    public async Task A_target_gets_the_supporters_words_from_an_address_of_ours_and_answers_the_supporter(TestDatabase database)
    {
        var app = await StartAsync(database);
        var writer = await WriteAsync(app, email: "zoe@example.org", name: "Zoë Žižková", subject: "Arrêtez la vente 🙂 de la reconnaissance faciale à la police, maintenant et pour toujours",
            text: "Madame,\r\n\r\n.je vous prie d’arrêter — 猫 🙂\n", language: "fr", postcode: "75011");

        var sent = (await SendAsync(app, writer.Letter)).ShouldNotBeNull();
        var mail = await ReadAsync(sent);
        sent.Recipient.ShouldBe(TargetAddress);
        sent.ReturnPath.ShouldBe("hello@opensquare.example");
        mail.ContentType.ShouldBe("text/plain");
        mail.Headers["From"].ShouldMatch("^Zoë Žižková via Open Square <act\\+[a-z2-7]{26}@opensquare\\.example>$");
        mail.Headers["To"].ShouldBe($"Dana Whitlock <{TargetAddress}>");
        mail.Headers["Reply-To"].ShouldBe("Zoë Žižková <zoe@example.org>");
        mail.Headers["Subject"].ShouldBe("Arrêtez la vente 🙂 de la reconnaissance faciale à la police, maintenant et pour toujours");
        mail.Headers["Content-Language"].ShouldBe("fr");
        mail.Headers["Message-ID"].ShouldBe((await DeliveryAsync(app, writer.Letter)).MessageId);
        mail.Headers.Keys.ShouldNotContain("Auto-Submitted");
        mail.Headers.Keys.ShouldNotContain(name => name.StartsWith("List-", StringComparison.OrdinalIgnoreCase));
        mail.Text.ShouldStartWith("Madame,\n\n.je vous prie d’arrêter — 猫 🙂\n\nZoë Žižková\n75011, Portugal\n\n-- \nEnvoyé par Open Square pour Zoë Žižková, qui a confirmé cette adresse : zoe@example.org\n");
        mail.Text.ShouldContain($"https://campaigns.test/c/{writer.Campaign.Slug}");
    }

    [Theory]
    [OnBothDatabases("subject", "name", "text")]
    public async Task Nothing_typed_becomes_a_header(TestDatabase database, string where)
    {
        var app = await StartAsync(database);
        const string Evil = "Hello\r\nBcc: everybody@example.net\r\n\r\nBody";
        var writer = where switch
        {
            "subject" => await WriteAsync(app, subject: Evil),
            "name" => await WriteAsync(app, name: Evil),
            _ => await WriteAsync(app, text: $"{Evil}\r\n.\r\nMAIL FROM:<x@example.net>"),
        };

        var sent = await SendAsync(app, writer.Letter);

        if (where != "text")
        {
            sent.ShouldBeNull();
            var row = await DeliveryAsync(app, writer.Letter);
            (row.State, row.Attempts).ShouldBe((DeliveryState.Failed, 1));
            row.ReplyText.ShouldNotBeNull().ShouldNotContain("everybody");
            return;
        }
        var mail = await ReadAsync(sent!);
        mail.Headers.Keys.ShouldNotContain("Bcc");
        mail.Text.ShouldContain("Bcc: everybody@example.net");
        Encoding.ASCII.GetString(sent!.Message.Span).Split("\r\n\r\n")[0].ShouldNotContain("everybody");
    }

    [Theory]
    [OnBothDatabases("row", "signature", "letter")]
    public async Task A_test_reaches_its_tester_whoever_says_that_it_is_one(TestDatabase database, string who)
    {
        var app = await StartAsync(database);
        var writer = await WriteAsync(app);
        await using (var db = app.Db())
        {
            // As no code of ours would leave it: the row stands for the target, and one of the three says test.
            if (who == "row") await db.Deliveries.ExecuteUpdateAsync(set => set.SetProperty(d => d.IsTest, true));
            if (who == "signature") await db.Signatures.ExecuteUpdateAsync(set => set.SetProperty(s => s.IsTest, true));
            if (who == "letter") await db.Actions.ExecuteUpdateAsync(set => set.SetProperty(a => a.IsTest, true));
        }

        var sent = (await SendAsync(app, writer.Letter)).ShouldNotBeNull();

        sent.Recipient.ShouldBe(writer.Email);
        Encoding.ASCII.GetString(sent.Message.Span).ShouldNotContain(TargetAddress);
        (await ReadAsync(sent)).Headers["Subject"].ShouldBe("[TEST] Stop the sale");
    }

    [Theory, OnBothDatabases]
    public async Task A_letter_whose_campaign_went_into_test_mode_waits(TestDatabase database)
    {
        var app = await StartAsync(database);
        var writer = await WriteAsync(app);
        await using (var db = app.Db()) await db.Campaigns.ExecuteUpdateAsync(set => set.SetProperty(c => c.IsTest, true));

        (await SendAsync(app, writer.Letter)).ShouldBeNull();
        var row = await DeliveryAsync(app, writer.Letter);
        (row.State, row.NextAttemptAt, row.Attempts).ShouldBe((DeliveryState.Pending, null, 0));
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        await app.RunAsync<SlotLetters>();
        (await DeliveryAsync(app, writer.Letter)).NextAttemptAt.ShouldBeNull();

        await using (var db = app.Db()) await db.Campaigns.ExecuteUpdateAsync(set => set.SetProperty(c => c.IsTest, false));
        await app.RunAsync<SlotLetters>();
        (await DeliveryAsync(app, writer.Letter)).NextAttemptAt.ShouldNotBeNull();
    }

    [Theory]
    [OnBothDatabases("blocked", "no address", "removed", "complained", "bounced", "new address", "night", "taken back", "erased", "unconfirmed", "withdrawn")]
    public async Task The_last_look_withholds_what_must_not_leave(TestDatabase database, string why)
    {
        var app = await StartAsync(database);
        var writer = await WriteAsync(app);
        await using (var db = app.Db())
        {
            var target = await db.Targets.SingleAsync();
            if (why == "blocked") target.Mail = TargetMail.Blocked;
            if (why == "bounced") target.Mail = TargetMail.Bounced;
            if (why == "no address") target.Email = null;
            if (why == "new address") target.Email = "office@northwind.example";
            if (why == "night") target.TimeZone = "Pacific/Auckland"; // 10:00 in Lisbon is 22:00 or 23:00 there
            if (why == "complained") db.Add(new Suppression((await db.Deliveries.SingleAsync()).RecipientKey, SuppressionReason.Complaint, SuppressionScope.All, null, "test", app.Now));
            if (why == "taken back") (await db.Actions.SingleAsync()).Cancel(app.Now);
            if (why == "erased") (await db.Actions.SingleAsync()).Erase();
            await db.SaveChangesAsync();
            if (why == "removed") await db.Targets.ExecuteDeleteAsync();
            if (why == "unconfirmed") await db.Signatures.ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SignatureState.Pending));
            if (why == "withdrawn") await db.Signatures.ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SignatureState.Withdrawn));
        }

        (await SendAsync(app, writer.Letter)).ShouldBeNull();

        var row = await DeliveryAsync(app, writer.Letter);
        var waits = why is "bounced" or "new address" or "night";
        row.State.ShouldBe(waits ? DeliveryState.Pending : why is "taken back" or "erased" or "unconfirmed" or "withdrawn" ? DeliveryState.Cancelled : DeliveryState.Suppressed);
        row.NextAttemptAt.ShouldBeNull();
        row.Reason.ShouldNotBeNullOrEmpty();
        apps.Transport.Tries.ShouldBe(0);
    }

    [Theory, OnBothDatabases]
    public async Task A_dead_address_marks_its_target_in_every_campaign_and_the_other_letters_wait_until_staff_mend_it(TestDatabase database)
    {
        var app = await StartAsync(database);
        var campaign = await new TestCampaign { TargetEmail = TargetAddress }.AddToAsync(app);
        var (first, second) = (await WriteAsync(app, campaign), await WriteAsync(app, campaign, "ben@example.org", "Ben"));
        var elsewhere = await new TestCampaign { TargetEmail = TargetAddress.ToUpperInvariant() }.AddToAsync(app);
        apps.Transport.Answer = _ => new(MailOutcomeKind.BadRecipient, 550, "5.1.1", "user unknown");

        await SendAsync(app, first.Letter);
        (await DeliveryAsync(app, first.Letter)).State.ShouldBe(DeliveryState.Failed);
        await using (var db = app.Db())
            (await db.Targets.Where(t => t.Id == campaign.TargetId || t.Id == elsewhere.TargetId).Select(t => t.Mail).ToListAsync()).ShouldAllBe(mail => mail == TargetMail.Bounced);
        apps.Transport.Answer = _ => ScriptedTransport.Accepted;
        (await SendAsync(app, second.Letter)).ShouldBeNull();
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        await app.RunAsync<SlotLetters>();
        (await DeliveryAsync(app, second.Letter)).NextAttemptAt.ShouldBeNull();

        await using (var db = app.Db())
            await db.Targets.Where(t => t.Id == campaign.TargetId).ExecuteUpdateAsync(set => set.SetProperty(t => t.Mail, TargetMail.Ok).SetProperty(t => t.Email, "office@northwind.example"));
        await app.RunAsync<SlotLetters>();
        (await DeliveryAsync(app, second.Letter)).NextAttemptAt.ShouldNotBeNull();
        (await SendAsync(app, second.Letter)).ShouldNotBeNull().Recipient.ShouldBe("office@northwind.example");
    }

    [Theory, OnBothDatabases]
    public async Task A_testers_dead_address_says_nothing_about_the_target(TestDatabase database)
    {
        var app = await StartAsync(database);
        var writer = await WriteAsync(app, isTest: true);
        apps.Transport.Answer = _ => new(MailOutcomeKind.BadRecipient, 550, "5.1.1", "user unknown");
        await SendAsync(app, writer.Letter);
        (await DeliveryAsync(app, writer.Letter)).State.ShouldBe(DeliveryState.Failed);
        await using var db = app.Db();
        (await db.Targets.SingleAsync()).Mail.ShouldBe(TargetMail.Ok);
    }

    [Theory, OnBothDatabases]
    public async Task A_letter_that_waited_for_weeks_is_still_tried_for_three_days(TestDatabase database)
    {
        var app = await StartAsync(database);
        var writer = await WriteAsync(app);
        app.Clock.Advance(TimeSpan.FromDays(21));
        apps.Transport.Answer = _ => new(MailOutcomeKind.Deferred, 451, "4.3.0", "Try later");
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await SendAsync(app, writer.Letter);
            (await DeliveryAsync(app, writer.Letter)).State.ShouldBe(DeliveryState.Pending);
        }
        await using (var db = app.Db()) await db.Deliveries.ExecuteUpdateAsync(set => set.SetProperty(d => d.Attempts, 80));
        await SendAsync(app, writer.Letter);
        (await DeliveryAsync(app, writer.Letter)).State.ShouldBe(DeliveryState.Failed);
    }

    [Theory]
    [OnBothDatabases("en", "fr")]
    public async Task Its_sender_is_told_once_that_a_letter_was_sent_and_it_counts_as_proved(TestDatabase database, string language)
    {
        var app = await StartAsync(database);
        var writer = await WriteAsync(app, language: language);
        await app.RunAsync<TellLetterOutcomes>();
        (await DeliveriesAsync(app, DeliveryKind.LetterOutcome)).ShouldBeEmpty();
        await SendAsync(app, writer.Letter);

        await app.RunAsync<TellLetterOutcomes>();
        await app.RunAsync<TellLetterOutcomes>();
        await app.RunAsync<DrainDeliveries>();

        var row = (await DeliveriesAsync(app, DeliveryKind.LetterOutcome)).ShouldHaveSingleItem();
        (row.State, row.Priority, row.IdempotencyKey).ShouldBe((DeliveryState.Sent, 20, $"letter-outcome:{writer.Letter}"));
        var told = apps.Transport.Left[^1];
        told.Recipient.ShouldBe(writer.Email);
        var mail = await ReadAsync(told);
        mail.Headers["Subject"].ShouldBe(language == "fr" ? "Votre lettre à Dana Whitlock est partie" : "Your letter to Dana Whitlock was sent");
        mail.Headers["Auto-Submitted"].ShouldBe("auto-generated");
        mail.Text.ShouldContain($"https://campaigns.test/c/{writer.Campaign.Slug}");
        mail.Html.ShouldContain("Dana Whitlock");
        // Its button leads to the letters, wherever it is opened.
        var own = System.Text.RegularExpressions.Regex.Match(mail.Text, "https://campaigns.test(/me/[A-Za-z0-9_-]{22})").Groups[1].Value;
        System.Net.WebUtility.HtmlDecode(await app.Client().GetStringAsync(own)).ShouldContain("Dana Whitlock");
        var action = await ActionAsync(app, writer.Letter);
        action.Rung.ShouldBe(Rung.Proved);
        action.ProvedAt.ShouldBe((await DeliveryAsync(app, writer.Letter)).SentAt);
    }

    [Theory, OnBothDatabases]
    public async Task Its_sender_is_told_that_a_letter_could_not_be_delivered_and_it_proves_nothing(TestDatabase database)
    {
        var app = await StartAsync(database);
        var writer = await WriteAsync(app);
        apps.Transport.Answer = _ => new(MailOutcomeKind.MessageRefused, 554, "5.6.0", "No");
        await SendAsync(app, writer.Letter);
        apps.Transport.Answer = _ => ScriptedTransport.Accepted;

        await app.RunAsync<TellLetterOutcomes>();
        await app.RunAsync<DrainDeliveries>();

        var mail = await ReadAsync(apps.Transport.Left[^1]);
        mail.Headers["Subject"].ShouldBe("Your letter to Dana Whitlock could not be delivered");
        mail.Text.ShouldContain("What you can do");
        (await ActionAsync(app, writer.Letter)).Rung.ShouldBe(Rung.Started);
    }

    [Theory, OnBothDatabases]
    public async Task Letters_that_end_together_are_told_in_one_mail_that_waits_for_those_about_to_leave(TestDatabase database)
    {
        var app = await StartAsync(database);
        var campaign = await new TestCampaign { TargetEmail = TargetAddress }.AddToAsync(app);
        await using (var db = app.Db())
        {
            db.Add(new Target(campaign.Id, 2, "Omar Haddad") { Email = "omar@northwind.example" });
            db.Add(new Target(campaign.Id, 3, "Ines Prado") { Email = "ines@northwind.example" });
            await db.SaveChangesAsync();
        }
        var writer = await WriteAsync(app, campaign);
        apps.Transport.Answer = mail => mail.Recipient.StartsWith("omar", StringComparison.Ordinal) ? new(MailOutcomeKind.MessageRefused, 554, "5.6.0", "No") : ScriptedTransport.Accepted;
        await SendAsync(app, writer.Letters[0]);
        await SendAsync(app, writer.Letters[1]);
        await using (var db = app.Db())
        {
            var soon = app.Now.AddMinutes(5);
            await db.Deliveries.Where(d => d.ActionId == writer.Letters[2]).ExecuteUpdateAsync(set => set.SetProperty(d => d.NextAttemptAt, soon));
        }
        await app.RunAsync<TellLetterOutcomes>();
        (await DeliveriesAsync(app, DeliveryKind.LetterOutcome)).ShouldBeEmpty();
        (await ActionAsync(app, writer.Letters[0])).Rung.ShouldBe(Rung.Proved);

        await SendAsync(app, writer.Letters[2]);
        await app.RunAsync<TellLetterOutcomes>();
        await app.RunAsync<DrainDeliveries>();
        await app.RunAsync<TellLetterOutcomes>();

        (await DeliveriesAsync(app, DeliveryKind.LetterOutcome)).ShouldHaveSingleItem();
        var mail = await ReadAsync(apps.Transport.Left[^1]);
        mail.Headers["Subject"].ShouldBe("Not all of your letters could be delivered");
        mail.Text.ShouldContain("The mail server of Dana Whitlock accepted your letter.");
        mail.Text.ShouldContain("Your letter did not reach Omar Haddad");
        mail.Text.ShouldContain("The mail server of Ines Prado accepted your letter.");
    }

    [Theory, OnBothDatabases]
    public async Task Beyond_the_mails_that_a_person_may_get_in_a_day_nothing_is_told_and_who_withdrew_hears_nothing(TestDatabase database)
    {
        var app = await StartAsync(database);
        var (capped, gone) = (await WriteAsync(app), await WriteAsync(app, email: "ben@example.org"));
        await SendAsync(app, capped.Letter);
        await SendAsync(app, gone.Letter);
        await using (var db = app.Db())
        {
            var (now, key) = (app.Now, (await db.Signatures.SingleAsync(s => s.Id == capped.SignatureId)).EmailKey);
            await db.Supporters.Where(s => s.EmailKey == key).ExecuteUpdateAsync(set => set.SetProperty(s => s.Mails, 5).SetProperty(s => s.MailsSince, now));
            await db.Signatures.Where(s => s.Id == gone.SignatureId).ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SignatureState.Withdrawn));
        }

        await app.RunAsync<TellLetterOutcomes>();
        await app.RunAsync<TellLetterOutcomes>();

        var row = (await DeliveriesAsync(app, DeliveryKind.LetterOutcome)).ShouldHaveSingleItem();
        (row.SignatureId, row.State, row.Reason, row.NextAttemptAt).ShouldBe((capped.SignatureId, DeliveryState.Suppressed, "person-mails", null));
        (await ActionAsync(app, gone.Letter)).Rung.ShouldBe(Rung.Proved);
    }

    [Theory, OnBothDatabases]
    public async Task Two_nodes_that_tell_at_once_tell_once(TestDatabase database)
    {
        var app = await StartAsync(database);
        List<Writer> writers = [];
        for (var n = 0; n < 5; n++) writers.Add(await WriteAsync(app, email: $"p{n}@example.org"));
        foreach (var writer in writers) await SendAsync(app, writer.Letter);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => app.RunAsync<TellLetterOutcomes>())));

        (await DeliveriesAsync(app, DeliveryKind.LetterOutcome)).Count.ShouldBe(5);
        await using var db = app.Db();
        (await db.Supporters.Select(s => s.Mails).ToListAsync()).ShouldAllBe(mails => mails == 1);
    }
}
