using System.Net;
using Campaigns.Core;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Launching;

/// <summary>Pause, resume, extend, close, win, archive: what they change, what supporters see of it before and after.</summary>
public sealed class StateTests(Apps apps) : LaunchTest, IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task A_pause_shows_its_reason_before_and_after_and_resuming_takes_it_away(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var publisher = await PublisherAsync(app);
        Dictionary<string, string> fields = new() { ["Notes[en]"] = "We check **one** contract." };
        var preview = await publisher.PostStaffFormAsync($"{Desk(campaign)}/pause", $"{Desk(campaign)}/pause/preview?language=en", fields);
        preview.StatusCode.ShouldBe(HttpStatusCode.OK);
        var shown = await ReadAsync(preview);
        shown.ShouldContain("No signatures are taken at the moment.");
        shown.ShouldContain("We check <strong>one</strong> contract.");
        (await RowAsync(app, campaign)).Status.ShouldBe(CampaignStatus.Live);

        (await PressAsync(publisher, campaign, "pause", fields)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await app.Client().GetStringAsync(campaign.Path)).ShouldContain("We check <strong>one</strong> contract.");
        (await app.Client().SignAsync(campaign)).StatusCode.ShouldNotBe(HttpStatusCode.SeeOther);

        (await PressAsync(publisher, campaign, "resume")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await app.Client().SignAsync(campaign)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var db = app.Db();
        (await db.CampaignTexts.SingleAsync(t => t.Id == campaign.TextId)).StatusNote.ShouldBeNull();
        (await AuditAsync(app, campaign, "campaign.paused")).Count.ShouldBe(1);
        (await AuditAsync(app, campaign, "campaign.resumed")).Count.ShouldBe(1);
        // What cannot be done now leads to where it stands.
        (await publisher.GetAsync($"{Desk(campaign)}/resume")).Headers.Location!.OriginalString.ShouldBe($"{Desk(campaign)}/launch");
    }

    [Theory, OnBothDatabases]
    public async Task A_campaign_that_the_clock_closed_opens_again_with_a_new_time(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Then = (row, now) => row.CloseAt(now.AddHours(1), now) }.AddToAsync(app);
        app.Clock.Advance(TimeSpan.FromHours(2));
        (await app.Client().SignAsync(campaign)).StatusCode.ShouldNotBe(HttpStatusCode.SeeOther);
        var publisher = await PublisherAsync(app);
        var past = await PressAsync(publisher, campaign, "extend", new() { ["ClosesAt"] = "2020-01-01T09:00" });
        past.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ReadAsync(past)).ShouldContain("Enter a time to come");

        (await PressAsync(publisher, campaign, "extend", new() { ["ClosesAt"] = app.Now.AddDays(30).ToString("yyyy-MM-dd'T'HH:mm") })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await RowAsync(app, campaign)).StatusAt(app.Now).ShouldBe(CampaignStatus.Live);
        (await app.Client().SignAsync(campaign)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Theory, OnBothDatabases]
    public async Task A_campaign_that_the_clock_closed_can_be_archived_and_keeps_the_day_it_closed(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Then = (row, now) => row.CloseAt(now.AddHours(1), now) }.AddToAsync(app);
        var closed = app.Now.AddHours(1);
        app.Clock.Advance(TimeSpan.FromDays(3));
        var publisher = await PublisherAsync(app);
        (await PressAsync(publisher, campaign, "archive", new() { ["FollowUpUrl"] = "https://ally.example/next" })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var row = await RowAsync(app, campaign);
        row.Status.ShouldBe(CampaignStatus.Archived);
        row.EndedAt!.Value.ShouldBe(closed, TimeSpan.FromMinutes(1));
        (await app.Client().GetStringAsync(campaign.Path)).ShouldContain("href=\"https://ally.example/next\"");
    }

    [Theory, OnBothDatabases]
    public async Task Closed_then_won_then_archived_with_a_redirect(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var publisher = await PublisherAsync(app);
        (await PressAsync(publisher, campaign, "close", new() { ["Notes[en]"] = "We hand it over." })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await app.Client().GetStringAsync(campaign.Path)).ShouldContain("We hand it over.");
        (await PressAsync(publisher, campaign, "win", new() { ["Notes[en]"] = "They stopped.[^contracts]" })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var won = await app.Client().GetStringAsync(campaign.Path);
        won.ShouldContain("We won");
        won.ShouldContain("They stopped.");
        (await PressAsync(publisher, campaign, "archive", new() { ["FollowUpUrl"] = "https://ally.example/next", ["Redirects"] = "true" })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await app.Client().GetAsync(campaign.Path)).Headers.Location!.OriginalString.ShouldBe("https://ally.example/next");
    }

    [Theory, OnBothDatabases]
    public async Task An_archived_campaign_leads_neither_to_itself_nor_in_a_ring_nor_over_open_lines(TestDatabase database)
    {
        var app = await apps.On(database);
        var (one, two, three) = (await ClosedAsync(app), await ClosedAsync(app), await ClosedAsync(app));
        await using (var db = app.Db())
        {
            db.Add(new Core.Content.FormerSlug($"old-{one.Slug}", one.TextId, app.Now));
            await db.SaveChangesAsync();
        }
        var publisher = await PublisherAsync(app);
        var site = app.Client().BaseAddress!.GetLeftPart(UriPartial.Authority);
        (await ArchiveAsync(two, $"{site}{three.Path}")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await ArchiveAsync(three, $"{site}/c/OLD-{one.Slug}/?a=b")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        foreach (var (link, sentence) in ((string, string)[])
        [
            ($"{site}{one.Path}", "this very campaign"), ($"{site}/C/{one.Slug}", "this very campaign"), ($"{site}/go/abcdefgh", "a share link"), ($"{site}/c/old-{one.Slug}", "this very campaign"), ($"{site}{two.Path}", "leads back to this campaign"),
            ("http://ally.example/", "starts with https://"), ("javascript:alert(1)", "starts with https://"), ("/c/other", "starts with https://"), ("https://a@ally.example/", "starts with https://"), ("", "Enter the address"),
        ])
        {
            var refused = await ArchiveAsync(one, link);
            refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest, link);
            (await ReadAsync(refused)).ShouldContain(sentence, Case.Sensitive, link);
        }
        (await RowAsync(app, one)).Status.ShouldBe(CampaignStatus.Closed);
        // A link that people press themselves goes round in no ring.
        (await PressAsync(publisher, one, "archive", new() { ["FollowUpUrl"] = $"{site}{two.Path}" })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        Task<HttpResponseMessage> ArchiveAsync(SeededCampaign campaign, string link) => PressAsync(publisher, campaign, "archive", new() { ["FollowUpUrl"] = link, ["Redirects"] = "true" });
    }

    private static Task<SeededCampaign> ClosedAsync(CampaignsApp app) => new TestCampaign { Then = (row, now) => row.Close(now) }.AddToAsync(app);
}
