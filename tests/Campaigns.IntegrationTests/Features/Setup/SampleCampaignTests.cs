using System.Net;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Setup;

public sealed class SampleCampaignTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task The_sample_is_a_finished_draft_in_both_languages(TestDatabase database)
    {
        var app = await apps.On(database);
        var (client, id) = await AddAsync(app);

        var html = WebUtility.HtmlDecode(await client.GetStringAsync($"/admin/campaigns/{id}/edit"));
        html.ShouldContain("This is the sample campaign.");
        await using var db = app.Db();
        var campaign = await db.Campaigns.SingleAsync();
        (campaign.IsSample, campaign.Status).ShouldBe((true, CampaignStatus.Draft));
        var texts = await db.CampaignTexts.OrderBy(text => text.Language).ToListAsync();
        texts.ConvertAll(text => text.Language).ShouldBe(["en", "fr"]);
        foreach (var text in texts)
        {
            var version = await db.TextVersions.SingleAsync(own => own.CampaignTextId == text.Id);
            (version.Number, version.Change).ShouldBe((1, TextChange.First));
            var sources = await db.Sources.Where(source => source.CampaignTextId == text.Id).ToListAsync();
            sources.Count.ShouldBeGreaterThanOrEqualTo(6);
            sources.ShouldAllBe(source => source.Number == null && source.RemovedOn == null);
            StoryMarks.Cited(version.Story).Except(sources.Select(source => source.Key)).ShouldBeEmpty();
            var claims = await db.StoryClaims.Where(claim => claim.CampaignTextId == text.Id).ToListAsync();
            claims.Select(claim => claim.Key).Order().ShouldBe(StoryMarks.Claims(version.Story).Select(claim => claim.Key).Order());
            claims.ShouldContain(claim => claim.AnsweredOn != null && claim.AnsweredOn < DateOnly.FromDateTime(app.Now.UtcDateTime));
            foreach (var step in (Step[])[Step.Tweet, Step.FacebookComment, Step.EmailTarget, Step.Share])
                (await db.Messages.CountAsync(message => message.Step == step && message.Language == text.Language)).ShouldBeGreaterThanOrEqualTo(3);
            (await db.TimelineEntries.Where(entry => entry.CampaignTextId == text.Id).ToListAsync()).ShouldAllBe(entry => entry.Date < DateOnly.FromDateTime(app.Now.UtcDateTime));
        }
        (await db.Targets.ToListAsync()).ShouldAllBe(target => target.Email!.EndsWith(".example"));
        (await db.Signatures.AnyAsync()).ShouldBeFalse();
        (await app.Client().GetAsync("/c/northwind")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, OnBothDatabases]
    public async Task The_sample_is_never_published_nor_scheduled(TestDatabase database)
    {
        var app = await apps.On(database);
        var (client, id) = await AddAsync(app);

        var page = WebUtility.HtmlDecode(await client.GetStringAsync($"/admin/campaigns/{id}/launch"));
        page.ShouldNotContain("/publish-now");
        page.ShouldContain("An address ends in .example, where no mail arrives.");
        page.ShouldNotContain("The story does not cite");
        var now = await client.PostStaffFormAsync("/admin/new-campaign", $"/admin/campaigns/{id}/publish-now", []);
        now.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        WebUtility.HtmlDecode(await now.Content.ReadAsStringAsync()).ShouldContain("The sample campaign is never published. Copy it and publish the copy");
        (await client.PostStaffFormAsync("/admin/new-campaign", $"/admin/campaigns/{id}/schedule", new() { ["opensAt"] = $"{app.Now.AddDays(3):yyyy-MM-dd} 09:00" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        await using var db = app.Db();
        (await db.Campaigns.SingleAsync()).Status.ShouldBe(CampaignStatus.Draft);
        (await app.Client().GetAsync("/c/northwind")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, OnBothDatabases]
    public async Task A_copy_of_it_is_an_ordinary_draft(TestDatabase database)
    {
        var app = await apps.On(database);
        var (client, id) = await AddAsync(app);

        var copy = await client.PostStaffFormAsync($"/admin/campaigns/{id}/edit", $"/admin/campaigns/{id}/duplicate", []);

        await using var db = app.Db();
        var made = await db.Campaigns.SingleAsync(campaign => campaign.Id != id);
        copy.Headers.Location!.ToString().ShouldBe($"/admin/campaigns/{made.Id}/edit");
        made.IsSample.ShouldBeFalse();
        (await client.GetStringAsync($"/admin/campaigns/{made.Id}/edit")).ShouldNotContain("This is the sample campaign.");
        (await client.PostStaffFormAsync("/admin/new-campaign", $"/admin/campaigns/{made.Id}/publish-now", [])).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Theory, OnBothDatabases]
    public async Task It_goes_in_one_press_and_can_be_had_again(TestDatabase database)
    {
        var app = await apps.On(database);
        var (client, id) = await AddAsync(app);

        (await client.PostStaffFormAsync($"/admin/campaigns/{id}/edit", $"/admin/campaigns/{id}/delete", [])).Headers.Location!.ToString().ShouldBe("/admin");

        await using var db = app.Db();
        (await db.Campaigns.AnyAsync()).ShouldBeFalse();
        (await client.PostStaffFormAsync("/admin/campaigns", "/admin/sample-campaign", [])).Headers.Location!.ToString().ShouldStartWith("/admin/campaigns/");
    }

    [Theory, OnBothDatabases]
    public async Task Where_there_are_campaigns_none_is_added(TestDatabase database)
    {
        var app = await apps.On(database);
        await new TestCampaign().AddToAsync(app);
        var client = await app.StaffClientAsync("mira@opensquare.example", Roles.Organiser);

        (await client.PostStaffFormAsync("/admin/new-campaign", "/admin/sample-campaign", [])).Headers.Location!.ToString().ShouldBe("/admin");

        await using var db = app.Db();
        (await db.Campaigns.CountAsync()).ShouldBe(1);
    }

    private static async Task<(HttpClient Client, Guid Id)> AddAsync(CampaignsApp app)
    {
        var client = await app.StaffClientAsync("mira@opensquare.example", Roles.Organiser, Roles.Publisher);
        WebUtility.HtmlDecode(await client.GetStringAsync("/admin/campaigns")).ShouldContain("Add the sample campaign");
        var answer = await client.PostStaffFormAsync("/admin/campaigns", "/admin/sample-campaign", []);
        return (client, Guid.Parse(answer.Headers.Location!.ToString().Split('/')[3]));
    }
}
