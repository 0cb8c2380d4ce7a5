using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Features.MailSettings;
using Campaigns.Web.Outside;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.Deliveries;

/// <summary>Each row of the table of outcomes: state, reason, next attempt, and what else happens.</summary>
public sealed class OutcomeTests(QueueApps apps) : QueueTest(apps)
{
    private async Task<(CampaignsApp App, Guid Id, Delivery Row)> AfterAsync(TestDatabase database, MailOutcome outcome)
    {
        var app = await StartAsync(database);
        var id = (await AddAsync(app))[0];
        Transport.Answer = _ => outcome;
        await DrainAsync(app);
        return (app, id, await ReadAsync(app, id));
    }

    [Theory, OnBothDatabases]
    public async Task An_accepted_mail_is_sent_with_the_servers_reply_kept(TestDatabase database)
    {
        var (app, id, row) = await AfterAsync(database, new(MailOutcomeKind.Accepted, 250, "2.0.0", "2.0.0 Ok: queued as 4A1"));

        row.State.ShouldBe(DeliveryState.Sent);
        row.SentAt.ShouldNotBeNull();
        row.Attempts.ShouldBe(1);
        (row.ReplyCode, row.EnhancedCode, row.ReplyText).ShouldBe((250, "2.0.0", "2.0.0 Ok: queued as 4A1"));
        row.LeaseToken.ShouldBeNull();
        var attempt = (await AttemptsAsync(app, id)).ShouldHaveSingleItem();
        (attempt.Outcome, attempt.ReplyCode).ShouldBe(("Accepted", 250));
    }

    [Theory, OnBothDatabases]
    public async Task A_server_that_was_not_reached_costs_no_attempt(TestDatabase database)
    {
        var (app, id, row) = await AfterAsync(database, new(MailOutcomeKind.NotConnected, 421, null, "421 Busy"));

        row.State.ShouldBe(DeliveryState.Pending);
        row.Attempts.ShouldBe(0);
        (row.NextAttemptAt!.Value - app.Now).ShouldBeInRange(TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(67));
        (await AttemptsAsync(app, id)).ShouldHaveSingleItem().Outcome.ShouldBe("NotConnected");
    }

    [Theory, OnBothDatabases]
    public async Task A_deferred_mail_waits_longer_each_time_and_fails_after_72_hours(TestDatabase database)
    {
        var (app, id, row) = await AfterAsync(database, new(MailOutcomeKind.Deferred, 451, "4.3.0", "Try later"));
        (row.State, row.Attempts).ShouldBe((DeliveryState.Pending, 1));
        (row.NextAttemptAt!.Value - app.Now).TotalMinutes.ShouldBeInRange(0.85, 1.11);

        foreach (var minutes in new[] { 5, 15, 30, 60, 60 })
        {
            await MakeDueAsync(app, id);
            await DrainAsync(app);
            row = await ReadAsync(app, id);
            (row.NextAttemptAt!.Value - app.Now).TotalMinutes.ShouldBeInRange((minutes * 0.9) - 0.1, (minutes * 1.1) + 0.1);
        }

        await using (var db = app.Db())
        {
            var old = app.Now.AddHours(-71.5);
            await db.Deliveries.Where(d => d.Id == id).ExecuteUpdateAsync(set => set.SetProperty(d => d.CreatedAt, old));
        }
        await MakeDueAsync(app, id);
        await DrainAsync(app);
        (await ReadAsync(app, id)).State.ShouldBe(DeliveryState.Failed);
    }

    [Theory, OnBothDatabases]
    public async Task An_address_that_does_not_exist_fails_and_is_never_mailed_again(TestDatabase database)
    {
        var (app, id, row) = await AfterAsync(database, new(MailOutcomeKind.BadRecipient, 550, "5.1.1", "<ana.silva@example.org>: user unknown"));

        row.State.ShouldBe(DeliveryState.Failed);
        row.ReplyText.ShouldBe("<…@…>: user unknown");
        await using var db = app.Db();
        var suppression = await db.Suppressions.SingleAsync();
        (suppression.Reason, suppression.Scope).ShouldBe((SuppressionReason.HardBounce, SuppressionScope.All));
        suppression.RecipientKey.ShouldBe(row.RecipientKey);
        suppression.Source.ShouldContain(id.ToString());
    }

    [Theory, OnBothDatabases]
    public async Task A_policy_refusal_waits_an_hour_twice_fails_the_third_time_and_suppresses_nobody(TestDatabase database)
    {
        var (app, id, row) = await AfterAsync(database, new(MailOutcomeKind.PolicyRefused, 554, "5.7.1", "Policy"));
        row.State.ShouldBe(DeliveryState.Pending);
        (row.NextAttemptAt!.Value - app.Now).TotalMinutes.ShouldBeInRange(59, 61);

        await MakeDueAsync(app, id);
        await DrainAsync(app);
        (await ReadAsync(app, id)).State.ShouldBe(DeliveryState.Pending);
        await MakeDueAsync(app, id);
        await DrainAsync(app);
        row = await ReadAsync(app, id);
        (row.State, row.PolicyRefusals, row.Attempts).ShouldBe((DeliveryState.Failed, 3, 3));
        await using var db = app.Db();
        (await db.Suppressions.CountAsync()).ShouldBe(0);
    }

    [Theory]
    [OnBothDatabases(MailOutcomeKind.MailboxFull, MailOutcomeKind.MessageRefused, MailOutcomeKind.Unsendable)]
    public async Task A_definite_no_fails_at_once_and_suppresses_nobody(TestDatabase database, MailOutcomeKind kind)
    {
        var (app, id, row) = await AfterAsync(database, new(kind, 552, "5.2.2", "No"));

        (row.State, row.Attempts, row.NextAttemptAt).ShouldBe((DeliveryState.Failed, 1, null));
        (await AttemptsAsync(app, id)).ShouldHaveSingleItem().Outcome.ShouldBe(kind.ToString());
        await using var db = app.Db();
        (await db.Suppressions.CountAsync()).ShouldBe(0);
    }

    [Theory, OnBothDatabases]
    public async Task An_ambiguous_end_is_sent_once_more_with_the_same_message_id_and_is_uncertain_after_that(TestDatabase database)
    {
        var (app, id, row) = await AfterAsync(database, new(MailOutcomeKind.Ambiguous));
        (row.State, row.Resends, row.Attempts).ShouldBe((DeliveryState.Pending, 1, 1));
        (row.NextAttemptAt!.Value - app.Now).TotalMinutes.ShouldBeInRange(4.9, 5.1);

        await MakeDueAsync(app, id);
        await DrainAsync(app);
        (await ReadAsync(app, id)).State.ShouldBe(DeliveryState.Uncertain);
        await DrainAsync(app);

        Transport.Left.Count.ShouldBe(2);
        Transport.Left.Select(mail => MessageIdOf(mail)).Distinct().ShouldHaveSingleItem().ShouldBe(row.MessageId);
    }

    [Theory, OnBothDatabases]
    public async Task An_ambiguous_notice_waits_half_an_hour(TestDatabase database)
    {
        var app = await StartAsync(database);
        var id = (await AddAsync(app, kind: DeliveryKind.AlreadySigned))[0];
        Transport.Answer = _ => new(MailOutcomeKind.Ambiguous);
        await DrainAsync(app);

        ((await ReadAsync(app, id)).NextAttemptAt!.Value - app.Now).TotalMinutes.ShouldBeInRange(29.9, 30.1);
    }

    [Theory, OnBothDatabases]
    public async Task Three_faults_of_our_own_in_a_row_pause_all_mail_until_a_person_resumes_it(TestDatabase database)
    {
        var app = await StartAsync(database);
        var ids = await AddAsync(app, 5);
        Transport.Answer = _ => new(MailOutcomeKind.OurFault, 535, "5.7.8", "Authentication failed for mailer@example.org");
        for (var run = 0; run < 3; run++)
        {
            foreach (var id in ids) await MakeDueAsync(app, id);
            await DrainAsync(app);
        }

        await using var db = app.Db();
        var lane = await db.Lanes.AsNoTracking().SingleAsync();
        lane.PausedAt.ShouldNotBeNull();
        lane.PausedReason!.ShouldContain("535");
        lane.PausedReason!.ShouldNotContain("mailer@");
        (await db.Deliveries.CountAsync(d => d.State == DeliveryState.Pending && d.Attempts == 0)).ShouldBe(5);
        (await db.Suppressions.CountAsync()).ShouldBe(0);

        var tries = Transport.Tries;
        Transport.Answer = _ => ScriptedTransport.Accepted;
        foreach (var id in ids) await MakeDueAsync(app, id);
        await DrainAsync(app);
        Transport.Tries.ShouldBe(tries);

        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ResumeMail>().RunAsync(default);
        await DrainAsync(app);
        (await db.Deliveries.CountAsync(d => d.State == DeliveryState.Sent)).ShouldBe(5);
    }

    [Theory]
    [OnBothDatabases(SignatureState.Withdrawn, SignatureState.Invalidated, SignatureState.Fraudulent)]
    public async Task A_signature_that_no_longer_stands_gets_no_mail(TestDatabase database, SignatureState state)
    {
        var app = await StartAsync(database);
        var id = (await AddAsync(app))[0];
        await using var db = app.Db();
        await db.Signatures.ExecuteUpdateAsync(set => set.SetProperty(s => s.State, state));
        await DrainAsync(app);

        var row = await ReadAsync(app, id);
        (row.State, row.Attempts).ShouldBe((DeliveryState.Cancelled, 0));
        row.Reason.ShouldNotBeNullOrEmpty();
        Transport.Tries.ShouldBe(0);
    }

    [Theory, OnBothDatabases]
    public async Task A_suppressed_address_gets_no_mail(TestDatabase database)
    {
        var app = await StartAsync(database);
        var ids = await AddAsync(app, 2);
        await using var db = app.Db();
        var row = await ReadAsync(app, ids[0]);
        db.Add(new Suppression(row.RecipientKey, SuppressionReason.Manual, SuppressionScope.All, null, "test", app.Now));
        await db.SaveChangesAsync();
        await DrainAsync(app);

        (await ReadAsync(app, ids[0])).State.ShouldBe(DeliveryState.Suppressed);
        (await ReadAsync(app, ids[1])).State.ShouldBe(DeliveryState.Sent);
    }

    [Theory, OnBothDatabases]
    public async Task A_row_that_expired_fails_whether_the_job_or_the_worker_finds_it(TestDatabase database)
    {
        var app = await StartAsync(database);
        var ids = await AddAsync(app, 2, expiresAt: app.Now.AddSeconds(-1));
        await using var db = app.Db();
        await db.Deliveries.Where(d => d.Id == ids[0]).ExecuteUpdateAsync(set => set.SetProperty(d => d.NextAttemptAt, (DateTimeOffset?)null));
        await DrainAsync(app);
        (await ReadAsync(app, ids[1])).State.ShouldBe(DeliveryState.Failed);
        (await ReadAsync(app, ids[0])).State.ShouldBe(DeliveryState.Pending);

        await app.RunAsync<ExpireDeliveries>();
        await app.RunAsync<ExpireDeliveries>();
        (await ReadAsync(app, ids[0])).State.ShouldBe(DeliveryState.Failed);
        Transport.Tries.ShouldBe(0);
    }

    [Theory, OnBothDatabases]
    public async Task A_message_that_cannot_be_built_fails_alone(TestDatabase database)
    {
        var app = await StartAsync(database);
        var broken = (await AddAsync(app, kind: DeliveryKind.Update))[0]; // no such mail is written yet
        var ids = await AddAsync(app, 10);
        await DrainAsync(app);

        var row = await ReadAsync(app, broken);
        row.State.ShouldBe(DeliveryState.Failed);
        (await AttemptsAsync(app, broken)).ShouldHaveSingleItem().Outcome.ShouldBe("Unsendable");
        foreach (var id in ids) (await ReadAsync(app, id)).State.ShouldBe(DeliveryState.Sent);
    }

    private static string MessageIdOf(OutgoingMail mail) => new ReceivedMail(mail.ReturnPath, mail.Recipient, mail.Message.ToArray()).MessageId;
}
