using System.Net;
using System.Security.Claims;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Core.Editing;
using Campaigns.Web.Features.Editing;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.Editing;

public sealed class SectionTests(Apps apps) : EditingTest, IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task An_organiser_makes_a_draft_and_owns_it(TestDatabase database)
    {
        var app = await apps.On(database);
        var client = await app.StaffClientAsync("orla@opensquare.example", Roles.Organiser);

        var made = await client.PostStaffFormAsync("/admin/new-campaign", "/admin/new-campaign", new() { ["Headline"] = "Économie d’eau : agissez !", ["Language"] = "fr" });

        made.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        made.Headers.Location!.ToString().ShouldEndWith("/edit/ask");
        (await client.GetAsync(made.Headers.Location)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var db = app.Db();
        var text = await db.CampaignTexts.SingleAsync();
        (text.Slug, text.Language, text.IsOriginal).ShouldBe(("economie-d-eau-agissez", "fr", true));
        var owner = await db.Users.SingleAsync();
        (await db.Campaigns.SingleAsync()).OwnerId.ShouldBe(owner.Id);
    }

    [Theory, OnBothDatabases]
    public async Task A_draft_without_headline_or_in_no_language_is_refused_at_the_field(TestDatabase database)
    {
        var app = await apps.On(database);
        var client = await app.StaffClientAsync("orla@opensquare.example", Roles.Organiser);

        var refused = await client.PostStaffFormAsync("/admin/new-campaign", "/admin/new-campaign", new() { ["Headline"] = "", ["Language"] = "tlh" });

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await TextOf(refused)).ShouldContain("Enter a headline");
        await using var db = app.Db();
        (await db.Campaigns.AnyAsync()).ShouldBeFalse();
    }

    [Theory, OnBothDatabases]
    public async Task What_nobody_has_seen_changes_at_once_and_what_is_public_waits(TestDatabase database)
    {
        var app = await apps.On(database);
        var draft = await new TestCampaign { IsDraft = true }.AddToAsync(app);
        var live = await new TestCampaign { Headline = "As it was announced" }.AddToAsync(app);
        var client = await app.StaffClientAsync("ada@opensquare.example", Roles.Admin);

        (await SaveAsync(client, PathOf(draft.Id, "ask"), Ask("Drafted anew", slug: draft.Slug))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await SaveAsync(client, PathOf(live.Id, "ask"), Ask("Not yet for all", slug: live.Slug))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        await using var db = app.Db();
        (await db.TextVersions.Where(v => v.CampaignTextId == draft.TextId).Select(v => v.Headline).ToListAsync()).ShouldBe(["Drafted anew"]);
        (await db.TextVersions.Where(v => v.CampaignTextId == live.TextId).Select(v => v.Headline).ToListAsync()).ShouldBe(["As it was announced"]);
        (await db.TextDrafts.SingleAsync(d => d.CampaignTextId == live.TextId)).Headline.ShouldBe("Not yet for all");
        (await app.Client().GetStringAsync(live.Path)).ShouldNotContain("Not yet for all");
        (await client.GetStringAsync($"/admin/campaigns/{live.Id}/edit")).ShouldContain("You have changes that are not live.");
    }

    [Theory, OnBothDatabases]
    public async Task Who_saves_second_sees_both_texts_and_loses_none(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { IsDraft = true }.AddToAsync(app);
        var (first, second) = (await app.StaffClientAsync("first@opensquare.example", Roles.Organiser), await app.StaffClientAsync("second@opensquare.example", Roles.Organiser));
        var path = PathOf(campaign.Id, "ask");
        var opened = await RevisionAsync(second, path);

        (await SaveAsync(first, path, Ask("By the first", slug: campaign.Slug))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var met = await SaveAsync(second, path, new(Ask("By the second", slug: campaign.Slug)) { ["Revision"] = opened });

        met.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var html = await TextOf(met);
        html.ShouldContain("Name of first saved this page at");
        html.ShouldContain("value=\"By the second\"");
        html.ShouldContain("As Name of first saved it:");
        html.ShouldContain("By the first");
        await using var db = app.Db();
        (await db.TextDrafts.SingleAsync()).Headline.ShouldBe("By the first");
        (await SaveAsync(second, path, Ask("By both", slug: campaign.Slug))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Theory, OnBothDatabases]
    public async Task Of_two_who_save_in_the_same_moment_one_is_told(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { IsDraft = true }.AddToAsync(app);
        var client = await app.StaffClientAsync("ada@opensquare.example", Roles.Admin);
        var path = PathOf(campaign.Id, "thank-you");

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(at => SaveAsync(client, path, new() { ["WhatHappensNext"] = $"Text {at}", ["Revision"] = "0" })));

        answers.Count(answer => answer.StatusCode is HttpStatusCode.SeeOther).ShouldBe(1);
        answers.Count(answer => answer.StatusCode is HttpStatusCode.Conflict).ShouldBe(5);
        await using var db = app.Db();
        (await db.EditedSections.SingleAsync()).Revision.ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task What_is_kept_while_its_writer_presses_save_is_no_conflict(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { IsDraft = true }.AddToAsync(app);
        var writer = await app.AddStaffAsync("ada@opensquare.example", Roles.Admin);
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var context = new DefaultHttpContext { User = new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, writer.Id.ToString())], "test")) };
        var desk = await services.GetRequiredService<SectionDesks>().RunAsync(campaign.Id, Section.ThankYou, null, context.User, TestContext.Current.CancellationToken);
        Task KeepAsync() => services.GetRequiredService<KeepUnsaved>().RunAsync(desk!, "{}", 0, context, TestContext.Current.CancellationToken);
        // SQLite lets one writer in: there it comes before, or after.
        if (database is TestDatabase.Sqlite) await KeepAsync();

        var saved = await services.GetRequiredService<SaveSection>().RunAsync(desk!, revision: 0, context, async write =>
        {
            if (database is TestDatabase.Postgres) await KeepAsync();
            (await write.DraftAsync()).WhatHappensNext = "We hand it over.";
        }, TestContext.Current.CancellationToken);

        saved.ShouldBeTrue();
        await using var db = app.Db();
        (await db.TextDrafts.SingleAsync()).WhatHappensNext.ShouldBe("We hand it over.");
        (await db.EditedSections.SingleAsync()).Revision.ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task What_is_typed_is_kept_for_its_writer_alone_until_saved_or_thrown_away(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { IsDraft = true }.AddToAsync(app);
        var (writer, other) = (await app.StaffClientAsync("writer@opensquare.example", Roles.Organiser), await app.StaffClientAsync("other@opensquare.example", Roles.Organiser));
        var path = PathOf(campaign.Id, "ask");

        (await writer.PostStaffFormAsync(path, $"{path}/unsaved", new(Ask("Half a headl")) { ["Revision"] = "0" })).StatusCode.ShouldBe(HttpStatusCode.OK);

        var restored = WebUtility.HtmlDecode(await writer.GetStringAsync(path));
        restored.ShouldContain("value=\"Half a headl\"");
        restored.ShouldContain("and did not save");
        var theirs = WebUtility.HtmlDecode(await other.GetStringAsync(path));
        theirs.ShouldNotContain("Half a headl");
        theirs.ShouldContain("Name of writer is writing here, since");
        (await writer.PostStaffFormAsync(path, $"{path}/discard", [])).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await writer.GetStringAsync(path)).ShouldNotContain("Half a headl");

        await writer.PostStaffFormAsync(path, $"{path}/unsaved", new(Ask("Once more")) { ["Revision"] = "0" });
        (await SaveAsync(writer, path, Ask(slug: campaign.Slug))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var db = app.Db();
        (await db.UnsavedTexts.AnyAsync()).ShouldBeFalse();

        // What the page had sent a moment before the press, and what comes after it, is in the saved text.
        await writer.PostStaffFormAsync(path, $"{path}/unsaved", new(Ask("Once more")) { ["Revision"] = "0" });
        (await db.UnsavedTexts.AnyAsync()).ShouldBeFalse();
        app.Clock.Advance(TimeSpan.FromSeconds(11));
        await writer.PostStaffFormAsync(path, $"{path}/unsaved", new(Ask("In another window")) { ["Revision"] = "0" });
        (await db.UnsavedTexts.AnyAsync()).ShouldBeTrue();
    }

    [Theory, OnBothDatabases]
    public async Task A_preview_shows_words_that_are_not_saved_and_saves_none(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var client = await app.StaffClientAsync("orla@opensquare.example", Roles.Organiser);

        var preview = await client.PostStaffFormAsync(PathOf(campaign.Id, "ask"), $"/admin/campaigns/{campaign.Id}/preview", Ask("Only typed <b>so far</b>"));

        preview.StatusCode.ShouldBe(HttpStatusCode.OK);
        preview.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await preview.Content.ReadAsStringAsync()).ShouldContain("Only typed &lt;b&gt;so far&lt;/b&gt;");
        await using var db = app.Db();
        (await db.TextDrafts.AnyAsync()).ShouldBeFalse();
        (await app.Client().GetStringAsync(campaign.Path)).ShouldNotContain("Only typed");
    }

    [Theory, OnBothDatabases]
    public async Task A_foreign_campaign_is_not_there_and_a_shared_one_is(TestDatabase database)
    {
        var app = await apps.On(database);
        var organiser = await app.StaffClientAsync("orla@opensquare.example", Roles.Organiser);
        var foreign = await new TestCampaign { IsDraft = true }.AddToAsync(app);

        foreach (var section in Sections.All.Select(section => PathOf(foreign.Id, section.Slug())).Append($"/admin/campaigns/{foreign.Id}/edit"))
            (await organiser.GetAsync(section)).StatusCode.ShouldBe(HttpStatusCode.NotFound, section);
        (await organiser.PostStaffFormAsync("/admin/new-campaign", PathOf(foreign.Id, "ask"), new(Ask()) { ["Revision"] = "0" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await organiser.PostStaffFormAsync("/admin/new-campaign", $"/admin/campaigns/{foreign.Id}/test-mode", new() { ["on"] = "true" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await using var db = app.Db();
        (await db.TextDrafts.AnyAsync()).ShouldBeFalse();
        db.Add(new CampaignShare(foreign.Id, (await db.Users.SingleAsync()).Id, null, app.Now));
        await db.SaveChangesAsync();
        (await organiser.GetAsync(PathOf(foreign.Id, "ask"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, OnBothDatabases(
        "ask|Headline||Enter a headline",
        "ask|Headline|two\nlines|Write the headline in one line of plain text",
        "ask|Slug|No Slug!|Use a to z, digits and single hyphens in the address",
        "story|Story||Write the story",
        "schedule|Goal|many|Enter the goal as a number, such as 10000",
        "schedule|ClosesAt|2020-01-01T10:00|Enter a time to come. To end signing now, close the campaign",
        "schedule|ClosesAt|2027-03-28T01:30|Clocks skip this time on that day in this zone. Enter an hour later",
        "schedule|TimeZone|Mars/Olympus|Select the time zone of the campaign",
        "press|Email|nobody|Enter an email address in the correct format, like name@example.com",
        "press|PicturesUrl|javascript:alert(1)|Enter a full link that starts with https:// or http://",
        "form|EmbedOrigins|https://ally.example/path; script-src *|Enter each site as https://ally.example, without a path, one a line")]
    public async Task Bad_input_is_refused_at_its_field_and_kept(TestDatabase database, string bad)
    {
        var parts = bad.Split('|');
        var (section, field, typed, sentence) = (parts[0], parts[1], parts[2], parts[3]);
        var app = await apps.On(database);
        var campaign = await new TestCampaign { IsDraft = true }.AddToAsync(app);
        var client = await app.StaffClientAsync("ada@opensquare.example", Roles.Admin);
        Dictionary<string, string> fields = section switch
        {
            "ask" => Ask(slug: campaign.Slug),
            "schedule" => new() { ["TimeZone"] = "Europe/Lisbon" },
            "press" => new() { ["Name"] = "Rita Vaz", ["Phone"] = "+351 21 000 0000" },
            _ => [],
        };
        fields[field] = typed;

        var refused = await SaveAsync(client, PathOf(campaign.Id, section), fields);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var html = await TextOf(refused);
        html.ShouldContain(sentence);
        if (typed.Length > 0 && field is not "TimeZone") html.ShouldContain(typed);
        await using var db = app.Db();
        (await db.EditedSections.AnyAsync(s => s.Revision > 0)).ShouldBeFalse();
    }

    [Theory, OnBothDatabases]
    public async Task An_address_that_was_public_stays_taken(TestDatabase database)
    {
        var app = await apps.On(database);
        var (one, other) = (await new TestCampaign { Slug = "old-name" }.AddToAsync(app), await new TestCampaign { IsDraft = true }.AddToAsync(app));
        var client = await app.StaffClientAsync("ada@opensquare.example", Roles.Admin);

        (await SaveAsync(client, PathOf(one.Id, "ask"), Ask(slug: "new-name"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        foreach (var taken in (string[])["old-name", "new-name"])
            (await TextOf(await SaveAsync(client, PathOf(other.Id, "ask"), Ask(slug: taken)))).ShouldContain("Another page has or had this address. Choose another one");

        (await SaveAsync(client, PathOf(one.Id, "ask"), Ask(slug: "old-name"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var db = app.Db();
        (await db.FormerSlugs.Select(f => f.Slug).ToListAsync()).ShouldBe(["new-name"]);
    }
}
