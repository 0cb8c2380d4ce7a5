using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Core.Targets;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Features.Signing;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.Letters;

/// <summary>Which letters become deliveries, when, and how they are taken back.</summary>
public sealed class LetterQueueTests(Apps apps) : LetterTest, IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task Confirming_queues_the_letters_that_waited_for_it_once_however_often_it_is_pressed(TestDatabase database)
    {
        var app = await apps.On(database);
        var writer = await WriteAsync(app, isConfirmed: false);
        (await DeliveriesAsync(app)).ShouldBeEmpty();

        var confirm = app.Services.GetRequiredService<ConfirmSignature>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => confirm.RunAsync(writer.SignatureId, default))));

        var delivery = (await DeliveriesAsync(app)).ShouldHaveSingleItem();
        delivery.IdempotencyKey.ShouldBe($"target:{writer.Letter}:{writer.Campaign.TargetId}");
        (delivery.SignatureId, delivery.ActionId, delivery.TargetId, delivery.CampaignId).ShouldBe((writer.SignatureId, writer.Letter, writer.Campaign.TargetId, writer.Campaign.Id));
        (delivery.State, delivery.Priority, delivery.NextAttemptAt, delivery.IsTest).ShouldBe((DeliveryState.Pending, 30, null, false));
        delivery.RecipientKey.ShouldBe(app.Services.GetRequiredService<InstallationKeys>().Emails.KeyOf(TargetAddress));
        delivery.RecipientDomain.ShouldBe("northwind.example");
        await using var db = app.Db();
        (await db.Signatures.SingleAsync()).State.ShouldBe(SignatureState.Confirmed);
        (await db.CountChanges.CountAsync() + (await db.CampaignCounts.SingleAsync()).Online).ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task A_letter_of_somebody_confirmed_is_queued_with_itself_and_only_once(TestDatabase database)
    {
        var app = await apps.On(database);
        var writer = await WriteAsync(app);
        (await DeliveriesAsync(app)).Count.ShouldBe(1);
        await AddAgainAsync(app, writer);
        (await DeliveriesAsync(app)).Count.ShouldBe(1);
    }

    [Theory]
    [OnBothDatabases("own address", "own program", "erased text", "taken back")]
    public async Task What_must_not_be_sent_has_no_delivery(TestDatabase database, string why)
    {
        var app = await apps.On(database);
        var writer = await WriteAsync(app, isConfirmed: false, email: why == "own address" ? "Chief+x@Northwind.example" : "ana@example.org");
        await using (var db = app.Db())
        {
            if (why == "own program") (await db.Campaigns.SingleAsync()).SendLetters(LetterWay.OwnProgram, app.Now);
            var letter = await db.Actions.SingleAsync();
            if (why == "erased text") letter.Erase();
            if (why == "taken back") letter.Cancel(app.Now);
            await db.SaveChangesAsync();
        }

        await app.Services.GetRequiredService<ConfirmSignature>().RunAsync(writer.SignatureId, default);

        (await DeliveriesAsync(app)).ShouldBeEmpty();
    }

    [Theory]
    [OnBothDatabases("signature", "campaign")]
    public async Task In_test_mode_the_row_itself_stands_for_the_tester(TestDatabase database, string test)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { TargetEmail = TargetAddress }.AddToAsync(app);
        await using (var db = app.Db())
            if (test == "campaign") await db.Campaigns.ExecuteUpdateAsync(set => set.SetProperty(c => c.IsTest, true));

        var writer = await WriteAsync(app, campaign, isTest: test == "signature");

        var delivery = (await DeliveriesAsync(app)).ShouldHaveSingleItem();
        delivery.IsTest.ShouldBeTrue();
        delivery.RecipientKey.ShouldBe(app.Services.GetRequiredService<InstallationKeys>().Emails.KeyOf(writer.Email));
        delivery.RecipientDomain.ShouldBe("example.org");
    }

    [Theory, OnBothDatabases]
    public async Task A_letter_can_be_taken_back_within_ten_minutes_and_written_again(TestDatabase database)
    {
        var app = await apps.On(database);
        var writer = await WriteAsync(app);
        var cancel = app.Services.GetRequiredService<CancelLetter>();
        (await cancel.RunAsync(writer.Letter, Guid.NewGuid(), default)).ShouldBeFalse("it is somebody else's letter");

        app.Clock.Advance(TimeSpan.FromMinutes(9.5));
        (await cancel.RunAsync(writer.Letter, writer.SignatureId, default)).ShouldBeTrue();
        (await cancel.RunAsync(writer.Letter, writer.SignatureId, default)).ShouldBeTrue("a second press says the same");
        (await DeliveryAsync(app, writer.Letter)).State.ShouldBe(DeliveryState.Cancelled);
        (await ActionAsync(app, writer.Letter)).CancelledAt.ShouldNotBeNull();
        await AddAgainAsync(app, writer);
        (await DeliveriesAsync(app)).Count.ShouldBe(1);

        await using (var db = app.Db())
        {
            (await db.Actions.SingleAsync()).Resume();
            await db.SaveChangesAsync();
        }
        await AddAgainAsync(app, writer);
        (await DeliveriesAsync(app)).Select(d => d.State).ShouldBe([DeliveryState.Cancelled, DeliveryState.Pending]);
    }

    [Theory, OnBothDatabases]
    public async Task After_ten_minutes_or_a_first_try_it_is_too_late(TestDatabase database)
    {
        var app = await apps.On(database);
        var (late, tried) = (await WriteAsync(app), await WriteAsync(app));
        var cancel = app.Services.GetRequiredService<CancelLetter>();
        await using (var db = app.Db()) await db.Deliveries.Where(d => d.ActionId == tried.Letter).ExecuteUpdateAsync(set => set.SetProperty(d => d.Attempts, 1));
        (await cancel.RunAsync(tried.Letter, tried.SignatureId, default)).ShouldBeFalse();

        app.Clock.Advance(TimeSpan.FromMinutes(10.1));
        (await cancel.RunAsync(late.Letter, late.SignatureId, default)).ShouldBeFalse();

        (await DeliveriesAsync(app)).ShouldAllBe(d => d.State == DeliveryState.Pending);
        (await ActionAsync(app, late.Letter)).CancelledAt.ShouldBeNull();
    }

    [Theory, OnBothDatabases]
    public async Task A_letter_that_waits_for_its_confirmation_can_be_taken_back_at_any_time(TestDatabase database)
    {
        var app = await apps.On(database);
        var writer = await WriteAsync(app, isConfirmed: false);
        app.Clock.Advance(TimeSpan.FromDays(3));
        (await app.Services.GetRequiredService<CancelLetter>().RunAsync(writer.Letter, writer.SignatureId, default)).ShouldBeTrue();
        await app.Services.GetRequiredService<ConfirmSignature>().RunAsync(writer.SignatureId, default);
        (await DeliveriesAsync(app)).ShouldBeEmpty();
    }

    [Theory, OnBothDatabases]
    public async Task Withdrawing_stops_the_letter_at_once_and_confirming_again_brings_it_back(TestDatabase database)
    {
        var app = await apps.On(database);
        var writer = await WriteAsync(app);
        await app.Services.GetRequiredService<WithdrawSignature>().RunAsync(writer.SignatureId, "self-service", default);
        (await DeliveryAsync(app, writer.Letter)).State.ShouldBe(DeliveryState.Cancelled);

        await app.Services.GetRequiredService<ConfirmSignature>().RunAsync(writer.SignatureId, default);
        (await DeliveriesAsync(app)).Select(d => d.State).ShouldBe([DeliveryState.Cancelled, DeliveryState.Pending]);
    }

    private static async Task AddAgainAsync(CampaignsApp app, Writer writer)
    {
        await using var db = app.Db();
        await app.Services.GetRequiredService<LetterQueue>().AddAsync(db, await db.Signatures.SingleAsync(s => s.Id == writer.SignatureId), app.Now, default);
        await db.SaveChangesAsync();
    }
}
