using System.Net;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Deliveries;
using Campaigns.IntegrationTests.Features.TestMode;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Launching;

/// <summary>A copy takes the work along and leaves the people; a deletion takes everything, and asks first.</summary>
public sealed class CopyAndDeleteTests(Apps apps) : LaunchTest, IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task A_copy_has_the_words_and_no_signatures_dates_addresses_or_figures(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Online = 90, Paper = 7, Then = (row, now) => row.CloseAt(now.AddDays(9), now) }.AddToAsync(app);
        await TestModeTests.SignAndConfirmAsync(app, app.Client(), campaign, $"ana-{campaign.Slug[^8..]}@example.org");
        await using (var db = app.Db())
        {
            db.AddRange(new Message(campaign.Id, Step.Tweet, "en", null, "Stop it, {handle}", 3, campaign.TargetId), new CampaignText(campaign.Id, "fr", $"fr-{campaign.Slug}", app.Now));
            await db.SaveChangesAsync();
        }
        var organiser = await PublisherAsync(app);
        var answer = await organiser.PostStaffFormAsync(Desk(campaign), $"{Desk(campaign)}/duplicate", []);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var copy = Guid.Parse(answer.Headers.Location!.OriginalString.Split('/')[3]);
        (await ReadAsync(organiser, answer.Headers.Location.OriginalString)).ShouldContain("Stop selling face recognition to police");

        await using var after = app.Db();
        var row = await after.Campaigns.SingleAsync(c => c.Id == copy);
        (row.Status, row.OpensAt, row.ClosesAt, row.PublishedAt).ShouldBe((CampaignStatus.Draft, null, null, null));
        var texts = await after.CampaignTexts.Where(t => t.CampaignId == copy).ToListAsync();
        texts.Select(t => t.Language).ShouldBe(["en", "fr"], ignoreOrder: true);
        texts.ShouldAllBe(t => t.Slug != campaign.Slug && t.StatusNote == null);
        var text = texts.Single(t => t.IsOriginal);
        (await after.TextVersions.SingleAsync(v => v.CampaignTextId == text.Id)).Story.ShouldContain("The contracts are public.");
        (await after.Sources.SingleAsync(s => s.CampaignTextId == text.Id)).Number.ShouldBeNull();
        (await after.StoryClaims.SingleAsync(c => c.CampaignTextId == text.Id)).AskedOn.ShouldBeNull();
        var target = await after.Targets.SingleAsync(t => t.CampaignId == copy);
        target.Name.ShouldBe("Dana Whitlock");
        var message = await after.Messages.SingleAsync(m => m.CampaignId == copy);
        (message.TargetId, message.Weight).ShouldBe((target.Id, 3));
        (await after.Signatures.CountAsync(s => s.CampaignId == copy)).ShouldBe(0);
        (await after.CampaignCounts.SingleAsync(c => c.CampaignId == copy)).Total.ShouldBe(0);
    }

    [Theory, OnBothDatabases]
    public async Task What_the_public_has_seen_is_deleted_by_administrators_alone_and_with_its_title(TestDatabase database)
    {
        var app = await apps.On(database);
        var (campaign, other) = (await new TestCampaign().AddToAsync(app), await new TestCampaign().AddToAsync(app));
        foreach (var each in (SeededCampaign[])[campaign, other]) await TestModeTests.SignAndConfirmAsync(app, app.Client(), each, $"ana-{each.Slug[^8..]}@example.org");
        var organiser = await PublisherAsync(app);
        (await ReadAsync(organiser, $"{Desk(campaign)}/delete")).ShouldContain("An Admin must do this.");
        (await organiser.PostStaffFormAsync("/admin", $"{Desk(campaign)}/delete", new() { ["title"] = "Stop selling face recognition to police" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        var admin = await app.StaffClientAsync($"{Guid.NewGuid():n}@opensquare.example", Roles.Admin);
        var page = await ReadAsync(admin, $"{Desk(campaign)}/delete");
        page.ShouldContain("Delete “Stop selling face recognition to police”?");
        page.ShouldContain("1 signature goes with it");
        page.ShouldContain("Archive instead?");
        (await PressAsync(admin, campaign, "delete", new() { ["title"] = "Stop it" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await app.Client().GetAsync(campaign.Path)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await PressAsync(admin, campaign, "delete", new() { ["title"] = " Stop selling face recognition to police" })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await app.Client().GetAsync(campaign.Path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await using var db = app.Db();
        (await db.Signatures.CountAsync(s => s.CampaignId == campaign.Id)).ShouldBe(0);
        (await db.CampaignTexts.CountAsync(t => t.CampaignId == campaign.Id)).ShouldBe(0);
        (await db.Deliveries.CountAsync(d => d.CampaignId == campaign.Id && d.NextAttemptAt != null)).ShouldBe(0);
        (await db.Signatures.CountAsync(s => s.CampaignId == other.Id)).ShouldBe(1);
        (await db.Consents.CountAsync(c => db.Signatures.Any(s => s.Id == c.SignatureId && s.CampaignId == other.Id))).ShouldBeGreaterThan(0);
        (await AuditAsync(app, campaign, "campaign.deleted")).ShouldHaveSingleItem().Count.ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task A_draft_is_deleted_by_whoever_writes_it(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { IsDraft = true }.AddToAsync(app);
        var organiser = await PublisherAsync(app);
        (await PressAsync(organiser, campaign, "delete")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var db = app.Db();
        (await db.Campaigns.CountAsync(c => c.Id == campaign.Id)).ShouldBe(0);
        (await db.Deliveries.CountAsync(d => d.CampaignId == campaign.Id && d.State == DeliveryState.Pending)).ShouldBe(0);
    }
}
