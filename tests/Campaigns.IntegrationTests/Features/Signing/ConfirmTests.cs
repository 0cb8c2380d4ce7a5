using System.Net;
using Campaigns.Core;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Testing;
using Campaigns.Web.Features.Signing;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Campaigns.IntegrationTests.Features.Signing;

/// <summary>The page behind the mailed link, in every case that pages.md names.</summary>
public sealed class ConfirmTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task Looking_changes_nothing_and_pressing_counts_once(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Online = 40, Paper = 80 }.AddToAsync(app);
        var link = await SignedAsync(app, campaign);
        var client = app.Client();

        for (var i = 0; i < 5; i++)
        {
            (await (await client.GetAsync(link)).Content.ReadAsStringAsync()).ShouldContain("Yes, count my signature");
            (await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, link))).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        (await StateAsync(app)).ShouldBe(SignatureState.Pending);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => app.Client(followsRedirects: true).PostAsync(link, null)));

        foreach (var answer in answers) (await answer.Content.ReadAsStringAsync()).ShouldContain("Your signature counts.");
        (await (await client.GetAsync(link)).Content.ReadAsStringAsync()).ShouldContain("121");
        await app.RunAsync<CountSignatures>();
        await app.RunAsync<CountSignatures>();
        await using var db = app.Db();
        var count = await db.CampaignCounts.SingleAsync();
        (count.Online, count.Paper).ShouldBe((41, 80));
        (await db.Signatures.SingleAsync()).SupporterNumber.ShouldBe(121);
        (await db.CountChanges.CountAsync()).ShouldBe(0);
    }

    [Theory, OnBothDatabases]
    public async Task This_was_not_me_withdraws_stops_the_mail_and_can_be_taken_back(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var link = await SignedAsync(app, campaign);
        var client = app.Client(followsRedirects: true);

        (await (await client.PostAsync($"{link}/not-me", null)).Content.ReadAsStringAsync()).ShouldContain("You took this signature back on");
        (await StateAsync(app)).ShouldBe(SignatureState.Withdrawn);
        await using var db = app.Db();
        (await db.Deliveries.SingleAsync()).State.ShouldBe(DeliveryState.Cancelled);

        await client.PostAsync(link, null);
        (await StateAsync(app)).ShouldBe(SignatureState.Confirmed);
        (await client.GetStringAsync($"{campaign.Path}/thanks")).ShouldContain("Your signature counts.");
        app.Clock.Advance(TimeSpan.FromDays(20));
        await client.PostAsync($"{link}/not-me", null); // the link no longer confirms, but taking back is always possible
        (await StateAsync(app)).ShouldBe(SignatureState.Withdrawn);
        (await client.GetStringAsync($"{campaign.Path}/thanks")).ShouldNotContain("You are supporter");
        await app.RunAsync<CountSignatures>();
        (await db.CampaignCounts.AsNoTracking().SingleAsync()).Online.ShouldBe(0);
    }

    [Theory, OnBothDatabases("yes", "no")]
    public async Task Taking_it_back_ends_a_wish_for_updates_by_an_answer_of_its_own(TestDatabase database, string updates)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await app.Client().SignAsync(campaign, SigningPost.Form(updates: updates));
        var link = await LinkAsync(app);
        var client = app.Client(followsRedirects: true);
        var asked = await client.GetStringAsync(link);
        await client.PostAsync(link, null);
        var counted = await client.GetStringAsync(link);

        await client.PostAsync($"{link}/not-me", null);
        await client.PostAsync($"{link}/not-me", null);

        await using var db = app.Db();
        (await db.Signatures.SingleAsync()).WantsUpdates.ShouldBeFalse();
        var consents = await db.Consents.OrderBy(c => c.At).ToListAsync();
        consents.ShouldAllBe(c => c.Purpose == ConsentPurpose.Updates);
        consents.Select(c => c.IsGranted).ShouldBe(updates == "yes" ? [true, false] : [false]); // a no stays the no it was
        if (updates == "no") return;
        consents[1].Page.ShouldBe("/s"); // the link itself is a secret
        consents[1].At.ShouldBe((await db.Signatures.SingleAsync()).StateChangedAt);
        var words = (await db.ConsentWordings.SingleAsync(w => w.Hash == consents[1].WordingHash)).Text;
        asked.ShouldContain(words);
        counted.ShouldContain(words);
    }

    [Theory, OnBothDatabases]
    public async Task An_expired_link_offers_a_new_one_and_both_lead_to_the_same_signature(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var link = await SignedAsync(app, campaign);
        app.Clock.Advance(TimeSpan.FromDays(15));
        var client = app.Client(followsRedirects: true);

        (await (await client.GetAsync(link)).Content.ReadAsStringAsync()).ShouldContain("This link was valid until");
        await client.PostAsync(link, null);
        (await StateAsync(app)).ShouldBe(SignatureState.Pending);
        (await (await client.PostAsync($"{link}/new-link", null)).Content.ReadAsStringAsync()).ShouldContain("A new link is on its way to");

        var second = await LinkAsync(app);
        second.ShouldNotBe(link);
        (await (await client.PostAsync(second, null)).Content.ReadAsStringAsync()).ShouldContain("Your signature counts.");
        (await (await client.GetAsync(link)).Content.ReadAsStringAsync()).ShouldContain("Your signature counts.");

        // Whoever finds the old mail reads that it counts, and does not become its signer.
        var stranger = await app.Client().PostAsync(link, null);
        stranger.Headers.Location!.OriginalString.ShouldBe(link);
        stranger.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Theory, OnBothDatabases]
    public async Task A_campaign_closed_meanwhile_does_not_count_and_says_when(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var link = await SignedAsync(app, campaign);
        await using var db = app.Db();
        (await db.Campaigns.SingleAsync()).Close(app.Now);
        await db.SaveChangesAsync();

        (await (await app.Client(followsRedirects: true).PostAsync(link, null)).Content.ReadAsStringAsync()).ShouldContain("Your signature was not counted.");
        (await StateAsync(app)).ShouldBe(SignatureState.Pending);
    }

    [Theory, OnBothDatabases]
    public async Task A_fraudulent_row_shows_nothing_unusual_and_never_counts(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var link = await SignedAsync(app, campaign);
        await using var db = app.Db();
        await db.Signatures.ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SignatureState.Fraudulent));

        (await (await app.Client().GetAsync(link)).Content.ReadAsStringAsync()).ShouldContain("Yes, count my signature");
        (await (await app.Client(followsRedirects: true).PostAsync(link, null)).Content.ReadAsStringAsync()).ShouldContain("Your signature counts.");
        (await StateAsync(app)).ShouldBe(SignatureState.Fraudulent);
        (await db.CountChanges.CountAsync()).ShouldBe(0);
    }

    [Theory, OnBothDatabases]
    public async Task Guessing_links_ends_in_a_limit_that_real_links_do_not_meet(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var link = await SignedAsync(app, campaign);

        for (var i = 0; i < 30; i++) (await app.Client().GetAsync($"/s/guess{i:d17}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var refused = await app.Client().GetAsync("/s/one-guess-too-many");
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        (await app.Client().GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, OnBothDatabases]
    public async Task Nightly_recount_repairs_a_counter_that_drifted_and_says_so(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await app.Client().PostAsync(await SignedAsync(app, campaign), null);
        await using var db = app.Db();
        await db.CampaignCounts.ExecuteUpdateAsync(set => set.SetProperty(c => c.Online, 900));

        await app.RunAsync<RecountSignatures>();
        await app.RunAsync<RecountSignatures>();

        (await db.CampaignCounts.AsNoTracking().SingleAsync()).Online.ShouldBe(1);
        (await db.AuditEntries.SingleAsync()).Action.ShouldBe("count.repaired");
    }

    [Theory, OnBothDatabases]
    public async Task Never_confirmed_signatures_are_erased_after_thirty_days_and_others_stay(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await SignedAsync(app, campaign);
        await app.Client().SignAsync(campaign, SigningPost.Form("ben@example.org"));
        await app.Client().PostAsync(await LinkAsync(app), null);
        app.Clock.Advance(TimeSpan.FromDays(31));
        await app.Client().SignAsync(campaign, SigningPost.Form("cleo@example.org"));

        await app.RunAsync<PurgeSignatures>();
        await app.RunAsync<PurgeSignatures>();

        await using var db = app.Db();
        (await db.Signatures.OrderBy(s => s.Id).Select(s => s.Email).ToListAsync()).ShouldBe(["ben@example.org", "cleo@example.org"]);
        (await db.Consents.CountAsync()).ShouldBe(2);
    }

    private static async Task<string> SignedAsync(CampaignsApp app, SeededCampaign campaign)
    {
        (await app.Client().SignAsync(campaign)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return await LinkAsync(app);
    }

    /// <summary>The link that the newest delivery's mail carries.</summary>
    private static async Task<string> LinkAsync(CampaignsApp app)
    {
        await using var db = app.Db();
        var delivery = await db.Deliveries.OrderByDescending(d => d.Id).FirstAsync();
        return "/s/" + app.Services.GetRequiredService<InstallationKeys>().LinkToken(delivery.Id, LinkPurpose.Confirm);
    }

    private static async Task<SignatureState> StateAsync(CampaignsApp app)
    {
        await using var db = app.Db();
        return (await db.Signatures.SingleAsync()).State;
    }
}
