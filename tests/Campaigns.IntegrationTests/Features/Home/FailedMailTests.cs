using System.Net;
using Campaigns.Core.Accounts;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.Home;

public sealed class FailedMailTests(Apps apps) : IClassFixture<Apps>
{
    private const string Refused = "The mail server refused the message.", Here = "/admin/deliveries";

    [Theory, OnBothDatabases]
    public async Task All_of_a_kind_leave_again_by_one_press_and_that_is_written_down(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await AddAsync(app, campaign, DeliveryKind.AlreadySigned, DeliveryState.Failed, Refused, 3);
        await AddAsync(app, campaign, DeliveryKind.AlreadySigned, DeliveryState.Failed, "The mailbox is full.", 1);
        var publisher = await HomeTests.OpenAsync(app, "pub", Roles.Publisher);
        await publisher.OpenAsync($"{Here}?campaign={campaign.Id}");
        publisher.Html.ShouldContain("The mail server refused the message.");
        publisher.Html.ShouldNotMatch("[0-9a-f]{32}@");
        await PressAsync(publisher, "Send 3 again");
        publisher.Html.ShouldContain("3 mails leave again.");
        publisher.Path.ShouldContain($"campaign={campaign.Id}");

        await app.RunAsync<DrainDeliveries>();
        await using var db = app.Db();
        (await db.Deliveries.CountAsync(delivery => delivery.State == DeliveryState.Sent), app.Mail.Received.Count).ShouldBe((3, 3));
        (await db.Deliveries.CountAsync(delivery => delivery.State == DeliveryState.Failed)).ShouldBe(1);
        var audit = await db.AuditEntries.SingleAsync(entry => entry.Action == "deliveries.sent-again");
        (audit.Count, audit.Subject).ShouldBe((3, campaign.Id.ToString()));
    }

    [Theory, OnBothDatabases]
    public async Task One_leaves_again_by_its_own_button_and_a_second_press_finds_nothing(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var ids = await AddAsync(app, campaign, DeliveryKind.AlreadySigned, DeliveryState.Uncertain, "The connection broke twice before the server answered; it may have arrived.", 2);
        var publisher = await HomeTests.OpenAsync(app, "pub", Roles.Publisher);
        await publisher.OpenAsync(Here);
        publisher.Html.ShouldContain("those people get a second copy");
        var fields = publisher.Fields($"/{ids[0]}/again", null);
        await publisher.PressAsync($"/{ids[0]}/again");
        publisher.Html.ShouldContain("1 mail leaves again.");
        var second = await publisher.Client.PostAsync($"{Here}/{ids[0]}/again", new FormUrlEncodedContent(fields));
        second.Headers.Location!.ToString().ShouldBe($"{Here}?sent=0");
        await using var db = app.Db();
        (await db.Deliveries.SingleAsync(delivery => delivery.Id == ids[1])).State.ShouldBe(DeliveryState.Uncertain);
        (await db.AuditEntries.CountAsync(entry => entry.Action == "deliveries.sent-again")).ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task A_letter_waits_for_its_turn_again_and_what_helps_nobody_stays(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var letters = await AddAsync(app, campaign, DeliveryKind.LetterToTarget, DeliveryState.Failed, "The mail server put it off for 72 hours.", 1);
        await AddAsync(app, campaign, DeliveryKind.Confirmation, DeliveryState.Failed, "The address does not exist.", 1);
        await AddAsync(app, campaign, DeliveryKind.Confirmation, DeliveryState.Failed, Refused, 1, expired: true);
        var publisher = await HomeTests.OpenAsync(app, "pub", Roles.Publisher);
        await publisher.OpenAsync(Here);
        publisher.Html.ShouldContain("Somebody mistyped their own address.");
        await PressAsync(publisher, "Send 1 again", of: "Letters to targets");
        await using var db = app.Db();
        var letter = await db.Deliveries.AsNoTracking().SingleAsync(delivery => delivery.Id == letters[0]);
        (letter.State, letter.NextAttemptAt, letter.Attempts).ShouldBe((DeliveryState.Pending, null, 0));

        await PressAsync(publisher, "Send 1 again", of: "Mails with the link that confirms");
        publisher.Html.ShouldContain("None leaves again");
        var token = publisher.Value("__RequestVerificationToken")!;
        var forged = new Dictionary<string, string> { ["Campaign"] = $"{campaign.Id}", ["Kind"] = "Confirmation", ["State"] = "Failed", ["Reason"] = "The address does not exist.", ["__RequestVerificationToken"] = token };
        (await publisher.Client.PostAsync($"{Here}/again", new FormUrlEncodedContent(forged))).Headers.Location!.ToString().ShouldBe($"{Here}?sent=0");
        forged["State"] = "Sent";
        (await publisher.Client.PostAsync($"{Here}/again", new FormUrlEncodedContent(forged))).Headers.Location!.ToString().ShouldBe($"{Here}?sent=0");
        (await db.Deliveries.CountAsync(delivery => delivery.State == DeliveryState.Failed)).ShouldBe(2);
    }

    [Theory, OnBothDatabases]
    public async Task An_organiser_sees_those_of_their_campaigns_and_whom_to_ask(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Headline = "Keep the saltmarsh" }.AddToAsync(app);
        await AddAsync(app, campaign, DeliveryKind.AlreadySigned, DeliveryState.Failed, Refused, 1);
        var organiser = await HomeTests.OpenAsync(app, "org", Roles.Organiser);
        var other = await new TestCampaign { Headline = "Open the archive" }.AddToAsync(app);
        await AddAsync(app, other, DeliveryKind.AlreadySigned, DeliveryState.Failed, Refused, 1);
        await app.AddStaffAsync("pub@opensquare.example", Roles.Publisher);
        await organiser.OpenAsync(Here);
        organiser.Html.ShouldContain("Keep the saltmarsh");
        organiser.Html.ShouldNotContain("Open the archive");
        organiser.Html.ShouldContain("A Publisher must do this.");
        organiser.Page.QuerySelectorAll("form[action$='/again']").ShouldBeEmpty();
        (await organiser.Client.PostStaffFormAsync("/admin", $"{Here}/again", new() { ["Campaign"] = $"{campaign.Id}", ["Kind"] = "AlreadySigned", ["State"] = "Failed", ["Reason"] = Refused })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    internal static async Task<List<Guid>> AddAsync(CampaignsApp app, SeededCampaign campaign, DeliveryKind kind, DeliveryState state, string reason, int count, bool expired = false)
    {
        await using var db = app.Db();
        List<Guid> ids = [];
        for (var n = 0; n < count; n++)
        {
            var email = $"{Guid.NewGuid():n}@example.org";
            var key = app.Services.GetRequiredService<InstallationKeys>().Emails.KeyOf(email);
            var signature = new Signature(Guid.CreateVersion7(app.Now), new(campaign.Id, campaign.VersionId, "en", key, email, "Ana Silva", "PT", null, null, false, false, null), SignatureState.Pending, null, app.Now);
            var id = Guid.CreateVersion7(app.Now);
            db.Add(signature);
            db.Add(new Delivery(id, kind, $"test:{id}", $"<{id}@campaigns.test>", key, "example.org", app.Now)
            {
                CampaignId = campaign.Id, SignatureId = signature.Id, TargetId = kind is DeliveryKind.LetterToTarget ? campaign.TargetId : null,
                State = state, Reason = reason, NextAttemptAt = null, ExpiresAt = expired ? app.Now.AddMinutes(-1) : null,
            });
            ids.Add(id);
        }
        await db.SaveChangesAsync();
        return ids;
    }

    /// <summary>Presses the button with these words in the group of this name.</summary>
    private static async Task PressAsync(TestBrowser browser, string words, string? of = null)
    {
        var card = browser.Page.QuerySelectorAll("section.card").First(card => of is null ? card.QuerySelectorAll("button").Any(button => button.TextContent == words) : card.QuerySelector("h2")!.TextContent.StartsWith(of, StringComparison.Ordinal) && card.QuerySelectorAll("button").Any(button => button.TextContent == words));
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)card.QuerySelectorAll("form").Last();
        var typed = form.Elements.OfType<AngleSharp.Html.Dom.IHtmlInputElement>().Where(input => input.Name is not "__RequestVerificationToken").Select(input => (input.Name!, (string?)input.Value)).ToArray();
        await browser.PressAsync("/deliveries/again", null, typed);
    }
}
