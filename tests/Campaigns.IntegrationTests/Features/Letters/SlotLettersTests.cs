using Campaigns.Core.Deliveries;
using Campaigns.Core.Limits;
using Campaigns.Core.Targets;
using Campaigns.IntegrationTests.Features.Deliveries;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Features.Letters;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.Letters;

/// <summary>When letters leave: grace, pace, office hours, and that nothing given is given twice.</summary>
public sealed class SlotLettersTests(QueueApps apps) : LetterTest, IClassFixture<QueueApps>
{
    private async Task<(CampaignsApp App, SeededCampaign Campaign)> StartAsync(TestDatabase database, int letters)
    {
        var app = await apps.On(database);
        apps.Transport.Reset();
        MoveToOffice(app);
        var campaign = await new TestCampaign { TargetEmail = TargetAddress }.AddToAsync(app);
        await ParkAsync(app, campaign.TargetId, letters);
        return (app, campaign);
    }

    /// <summary>Letters of the past: the job looks at deliveries alone.</summary>
    private static async Task<List<Guid>> ParkAsync(CampaignsApp app, Guid target, int letters, TimeSpan? ago = null)
    {
        await using var db = app.Db();
        var start = app.Now - (ago ?? TimeSpan.FromHours(1));
        List<Guid> ids = [];
        for (var n = 0; n < letters; n++)
        {
            var id = Guid.CreateVersion7(start.AddMilliseconds(n * 5));
            ids.Add(id);
            db.Add(new Delivery(id, DeliveryKind.LetterToTarget, $"target:{id}", $"<{id}@campaigns.test>", new byte[32], "old.example", start.AddMilliseconds(n * 5)) { TargetId = target, ActionId = Guid.NewGuid(), NextAttemptAt = null });
        }
        await db.SaveChangesAsync();
        return ids;
    }

    private static async Task<List<DateTimeOffset>> GivenAsync(CampaignsApp app)
    {
        await using var db = app.Db();
        return [.. (await db.Deliveries.Where(d => d.NextAttemptAt != null).OrderBy(d => d.Id).Select(d => d.NextAttemptAt).ToListAsync()).Select(at => at!.Value)];
    }

    [Theory, OnBothDatabases]
    public async Task An_hour_of_minutes_gives_an_hours_worth_oldest_first_however_often_and_on_however_many_nodes_it_runs(TestDatabase database)
    {
        var (app, _) = await StartAsync(database, 60);
        var start = app.Now;
        for (var minute = 0; minute < 60; minute++)
        {
            await Task.WhenAll(Task.Run(() => app.RunAsync<SlotLetters>()), Task.Run(() => app.RunAsync<SlotLetters>()));
            await app.RunAsync<SlotLetters>();
            // What was due left and holds its time no longer.
            await using (var db = app.Db())
            {
                var now = app.Now;
                await db.Deliveries.Where(d => d.NextAttemptAt <= now).ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.Sent).SetProperty(d => d.Attempts, 1)
                    .SetProperty(d => d.SentAt, d => d.NextAttemptAt).SetProperty(d => d.NextAttemptAt, (DateTimeOffset?)null));
            }
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await using var after = app.Db();
        var letters = await after.Deliveries.OrderBy(d => d.Id).Select(d => new { d.State, d.SentAt, d.NextAttemptAt }).ToListAsync();
        var sent = letters.Where(letter => letter.State == DeliveryState.Sent).ToList();
        sent.Count.ShouldBeInRange(28, 30);
        sent.Count(letter => letter.SentAt < start.AddHours(1)).ShouldBe(sent.Count);
        letters.Count(letter => letter.NextAttemptAt != null).ShouldBeInRange(4, 6);
        // Oldest first: what left or has a time stands before what has none, and in order.
        var times = letters.Select(letter => letter.SentAt ?? letter.NextAttemptAt).ToList();
        times.TakeWhile(at => at is not null).Count().ShouldBe(times.Count(at => at is not null));
        times.OfType<DateTimeOffset>().ShouldBeInOrder();
    }

    [Theory, OnBothDatabases]
    public async Task Times_lie_at_most_ten_minutes_ahead_and_what_is_given_stays_given(TestDatabase database)
    {
        var (app, _) = await StartAsync(database, 50);
        await app.RunAsync<SlotLetters>();
        var given = await GivenAsync(app);
        given.Count.ShouldBeInRange(4, 5);
        given.ShouldAllBe(at => at > app.Now.AddSeconds(-30) && at <= app.Now.AddMinutes(10));
        await app.RunAsync<SlotLetters>();
        (await GivenAsync(app)).ShouldBe(given);
        await using var db = app.Db();
        var row = await db.Deliveries.FirstAsync(d => d.NextAttemptAt != null);
        row.RecipientDomain.ShouldBe("northwind.example"); // as the address stands now
        row.RecipientKey.ShouldBe(app.Services.GetRequiredService<InstallationKeys>().Emails.KeyOf(TargetAddress));
    }

    [Theory, OnBothDatabases]
    public async Task A_letter_waits_ten_minutes_in_which_it_can_be_taken_back(TestDatabase database)
    {
        var (app, campaign) = await StartAsync(database, 0);
        var writer = await WriteAsync(app, campaign);
        app.Clock.Advance(TimeSpan.FromMinutes(9.5));
        await app.RunAsync<SlotLetters>();
        (await GivenAsync(app)).ShouldBeEmpty();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.RunAsync<SlotLetters>();
        (await GivenAsync(app)).Count.ShouldBe(1);
        (await app.Services.GetRequiredService<CancelLetter>().RunAsync(writer.Letter, writer.SignatureId, default)).ShouldBeFalse();
    }

    [Theory]
    [OnBothDatabases(5, 6, 7, 20)]
    public async Task Nothing_leaves_in_the_night_and_none_is_given_past_closing_time(TestDatabase database, int hour)
    {
        var (app, campaign) = await StartAsync(database, 50);
        await using (var db = app.Db()) await db.Targets.ExecuteUpdateAsync(set => set.SetProperty(t => t.TimeZone, "UTC"));
        MoveTo(app, DayOfWeek.Friday, new(hour, 55));
        await app.RunAsync<SlotLetters>();
        var given = await GivenAsync(app);
        if (hour == 7) given.ShouldAllBe(at => at.Hour == 8); // the first minutes of the day
        given.Count.ShouldBeInRange(hour == 7 ? 2 : 0, hour == 7 ? 4 : 0);
        MoveTo(app, DayOfWeek.Friday, new(17, 55));
        await app.RunAsync<SlotLetters>();
        (await GivenAsync(app)).ShouldAllBe(at => at.Hour < 18);
        MoveTo(app, DayOfWeek.Saturday, new(12, 0));
        var before = await GivenAsync(app);
        await app.RunAsync<SlotLetters>();
        (await GivenAsync(app)).ShouldBe(before);
        campaign.ShouldNotBeNull();
    }

    [Theory, OnBothDatabases]
    public async Task Targets_share_nothing_and_a_changed_limit_holds(TestDatabase database)
    {
        var (app, campaign) = await StartAsync(database, 50);
        var other = await new TestCampaign { TargetEmail = "other@northwind.example" }.AddToAsync(app);
        await ParkAsync(app, other.TargetId, 50);
        await using var db = app.Db();
        try
        {
            await db.LimitRules.Where(r => r.Name == LimitNames.TargetLetters).ExecuteUpdateAsync(set => set.SetProperty(r => r.Burst, 60).SetProperty(r => r.Sustained, 1440));
            app.Clock.Advance(TimeSpan.FromMinutes(1)); // rules are read again every half minute
            await app.RunAsync<SlotLetters>();
            foreach (var target in (Guid[])[campaign.TargetId, other.TargetId])
                (await db.Deliveries.CountAsync(d => d.TargetId == target && d.NextAttemptAt != null)).ShouldBeInRange(9, 10);
        }
        finally
        {
            await db.LimitRules.Where(r => r.Name == LimitNames.TargetLetters).ExecuteUpdateAsync(set => set.SetProperty(r => r.Burst, 30).SetProperty(r => r.Sustained, 720));
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_tester_waits_ten_minutes_and_no_office_hours(TestDatabase database)
    {
        var (app, campaign) = await StartAsync(database, 0);
        MoveTo(app, DayOfWeek.Sunday, new(3, 0));
        var writer = await WriteAsync(app, campaign, isTest: true);
        await app.RunAsync<DrainDeliveries>();
        apps.Transport.Left.ShouldBeEmpty();
        app.Clock.Advance(TimeSpan.FromMinutes(10.1));
        await app.RunAsync<DrainDeliveries>();
        apps.Transport.Left.ShouldHaveSingleItem().Recipient.ShouldBe(writer.Email);
    }

    [Theory, OnBothDatabases]
    public async Task A_letter_that_its_confirmation_did_not_see_is_queued_by_the_next_look(TestDatabase database)
    {
        var (app, campaign) = await StartAsync(database, 0);
        var writer = await WriteAsync(app, campaign);
        await using (var db = app.Db()) await db.Deliveries.ExecuteDeleteAsync();

        await app.RunAsync<SlotLetters>();
        await app.RunAsync<SlotLetters>();

        (await DeliveriesAsync(app)).ShouldHaveSingleItem().ActionId.ShouldBe(writer.Letter);
    }

    [Theory, OnBothDatabases]
    public async Task From_the_confirmed_letter_to_the_targets_mailbox_nothing_is_done_by_hand(TestDatabase database)
    {
        var (app, campaign) = await StartAsync(database, 0);
        var writer = await WriteAsync(app, campaign);
        for (var minute = 0; minute < 25; minute++)
        {
            await app.RunAsync<SlotLetters>();
            await app.RunAsync<DrainDeliveries>();
            await app.RunAsync<TellLetterOutcomes>();
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        apps.Transport.Left.Select(mail => mail.Recipient).ShouldBe([TargetAddress, writer.Email]);
    }

    [Theory]
    [OnBothDatabases("blocked", "no address", "broken address", "removed target", "removed campaign")]
    public async Task A_letter_that_can_never_leave_ends_and_its_sender_is_told_once(TestDatabase database, string why)
    {
        foreach (var isBefore in (bool[])[true, false]) // it waited already, or its target was stopped while it waited for the confirmation
        {
            var (app, campaign) = await StartAsync(database, 0);
            var writer = await WriteAsync(app, campaign, isConfirmed: isBefore);
            await using (var db = app.Db())
            {
                var target = await db.Targets.SingleAsync();
                if (why == "blocked") target.Mail = TargetMail.Blocked;
                if (why is "no address") target.Email = null;
                if (why is "broken address") target.Email = "chief at northwind";
                if (why == "removed campaign") (await db.Campaigns.SingleAsync()).Remove("Lorem.", app.Now);
                if (why == "removed target") db.Remove(target);
                await db.SaveChangesAsync();
            }
            if (!isBefore && why is "removed target" or "removed campaign") continue; // no such campaign confirms, no such target is queued
            if (!isBefore) await app.Services.GetRequiredService<Web.Features.Signing.ConfirmSignature>().RunAsync(writer.SignatureId, default);
            for (var run = 0; run < 3; run++)
            {
                await app.RunAsync<SlotLetters>();
                await app.RunAsync<TellLetterOutcomes>();
                await app.RunAsync<DrainDeliveries>();
            }

            var letter = await DeliveryAsync(app, writer.Letter);
            (letter.State, letter.NextAttemptAt, letter.Reason).ShouldBe((DeliveryState.Suppressed, null, why switch
            {
                "blocked" => "The target takes no letters.", "removed target" => "The target was removed.", "removed campaign" => "The campaign was removed.", _ => "The target has no address.",
            }));
            (await DeliveriesAsync(app, DeliveryKind.LetterOutcome)).ShouldHaveSingleItem();
            // The sender's mails that are not the confirmation's own.
            var (subject, text) = apps.Transport.Left.Where(left => left.Recipient == writer.Email).Select(left => new ReceivedMail("", "", left.Message.ToArray())).Select(mail => (mail.Subject, mail.Text))
                .Single(mail => mail.Subject.EndsWith("could not be delivered", StringComparison.Ordinal));
            subject.ShouldBe(why == "removed target" ? "Your letter could not be delivered" : "Your letter to Dana Whitlock could not be delivered");
            text.ShouldContain(why == "removed target" ? "One letter was not sent: whom it was for is no longer part of this campaign." : "Your letter to Dana Whitlock was not sent: they no longer take letters through this campaign.");
            apps.Transport.Left.ShouldNotContain(left => left.Recipient != writer.Email);
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_letter_to_an_address_that_bounced_waits_until_staff_mend_it(TestDatabase database)
    {
        var (app, campaign) = await StartAsync(database, 0);
        await SetMailAsync(app, campaign.TargetId, TargetMail.Bounced);
        var writer = await WriteAsync(app, campaign);
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        await app.RunAsync<SlotLetters>();
        (await DeliveryAsync(app, writer.Letter)).State.ShouldBe(DeliveryState.Pending);
        await SetMailAsync(app, campaign.TargetId, TargetMail.Ok);
        await app.RunAsync<SlotLetters>();
        var letter = await DeliveryAsync(app, writer.Letter);
        letter.NextAttemptAt.ShouldNotBeNull();
        letter.RecipientKey.ShouldBe(app.Services.GetRequiredService<InstallationKeys>().Emails.KeyOf(TargetAddress));
    }

    [Fact]
    public async Task A_hundred_thousand_waiting_letters_are_found_along_the_index_and_a_run_gives_a_handful()
    {
        var (app, campaign) = await StartAsync(TestDatabase.Postgres, 1);
        var second = await new TestCampaign { TargetEmail = "other@northwind.example" }.AddToAsync(app);
        await using var db = app.Db();
        foreach (var target in (Guid[])[campaign.TargetId, second.TargetId])
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO delivery (id, channel, kind, priority, idempotency_key, message_id, recipient_key, recipient_domain, created_at, target_id, action_id, is_test, state)
                SELECT gen_random_uuid(), d.channel, d.kind, d.priority, 'many:' || {target} || n, '<' || n || '>', d.recipient_key, d.recipient_domain, d.created_at, {target}, gen_random_uuid(), false, d.state
                FROM (SELECT * FROM delivery LIMIT 1) d, generate_series(1, 50000) n
                """);
        await db.Database.ExecuteSqlRawAsync("ANALYZE delivery");
        var plan = string.Join('\n', await db.Database.SqlQueryRaw<string>("EXPLAIN (ANALYZE, BUFFERS OFF, TIMING OFF, SUMMARY OFF) " + SlotLetters.TargetsOfParked).ToListAsync());
        plan.ShouldNotContain("Seq Scan", Case.Sensitive, plan);
        plan.ShouldMatch("Index (Only )?Scan using ix_delivery_(parked|target)");
        // One row of the index for each target and the end, not one for each letter.
        System.Text.RegularExpressions.Regex.Matches(plan, @"actual rows=(\d+)").ShouldAllBe(match => int.Parse(match.Groups[1].Value) <= 3, plan);

        var queries = string.Join('\n', await db.Database.SqlQueryRaw<string>(
            "EXPLAIN SELECT id FROM delivery d WHERE d.target_id = {0} AND d.next_attempt_at IS NULL AND d.attempts = 0 AND NOT d.is_test AND d.state = 'Pending' ORDER BY d.id LIMIT 5", campaign.TargetId).ToListAsync());
        queries.ShouldContain("ix_delivery_parked");
        queries.ShouldNotContain("Sort");

        await app.RunAsync<SlotLetters>();
        (await db.Deliveries.CountAsync(d => d.NextAttemptAt != null)).ShouldBeInRange(8, 10); // four or five slots in ten minutes for each
        await db.Deliveries.ExecuteDeleteAsync();
    }

    [Theory, OnBothDatabases]
    public async Task A_run_gives_up_a_bounded_number_of_letters_and_the_next_goes_on(TestDatabase database)
    {
        var (app, campaign) = await StartAsync(database, SlotLetters.MostEnded + 20);
        await SetMailAsync(app, campaign.TargetId, TargetMail.Blocked);
        foreach (var waits in (int[])[20, 0])
        {
            await app.RunAsync<SlotLetters>();
            (await DeliveriesAsync(app)).Count(letter => letter.State is DeliveryState.Pending).ShouldBe(waits);
        }
    }

    [Theory, OnBothDatabases]
    public async Task Staff_can_see_how_long_letters_wait_for_each_target(TestDatabase database)
    {
        var (app, campaign) = await StartAsync(database, 3_001);
        var old = await new TestCampaign { TargetEmail = "other@northwind.example" }.AddToAsync(app);
        await ParkAsync(app, old.TargetId, 3, ago: TimeSpan.FromDays(15));
        var backlog = app.Services.GetRequiredService<LetterBacklog>();

        var many = (await backlog.RunAsync(campaign.Id, default)).ShouldHaveSingleItem();
        (many.Name, many.Letters, many.IsLong).ShouldBe(("Dana Whitlock", 3_001, true)); // 300 a working day
        many.DaysToGo.ShouldBe(14.0, tolerance: 0.1);
        many.OldestDays.ShouldBeLessThan(1);
        var few = (await backlog.RunAsync(old.Id, default)).ShouldHaveSingleItem();
        (few.Letters, few.IsLong).ShouldBe((3, true));
        few.DaysToGo.ShouldBeLessThan(1);
        var staff = await app.StaffClientAsync("vic@opensquare.example", Campaigns.Core.Accounts.Roles.Viewer);
        var desk = System.Net.WebUtility.HtmlDecode(await staff.GetStringAsync($"/admin/campaigns/{old.Id}"));
        foreach (var word in (string[])["Letters that wait", "3 letters wait, the oldest for 16 days; the last leaves in about 1 day.", "Over 14 days"]) desk.ShouldContain(word);
        (await staff.GetStringAsync($"/admin/campaigns/{(await new TestCampaign().AddToAsync(app)).Id}")).ShouldNotContain("Letters that wait");

        await using (var db = app.Db()) await db.Deliveries.Where(d => d.TargetId == campaign.TargetId).Take(2_000).ExecuteDeleteAsync();
        (await backlog.RunAsync(campaign.Id, default)).ShouldHaveSingleItem().IsLong.ShouldBeFalse();
        (await backlog.RunAsync((await new TestCampaign().AddToAsync(app)).Id, default)).ShouldBeEmpty();
    }
}
