using System.Net;
using System.Text.RegularExpressions;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Core.Deliveries;
using Campaigns.IntegrationTests.Features.TestMode;
using Campaigns.Web.Features.Deliveries;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Launching;

/// <summary>Changing a text that people have signed: what differs, what kind of change it is, who is told, and the way back.</summary>
public sealed class ChangeTests(Apps apps) : LaunchTest, IClassFixture<Apps>
{
    private const string NewStory = "The contracts are public.[^contracts]\n\n==It still sells the tool to Kent.=={sells}\n\nMore.[^fresh]";

    [Theory, OnBothDatabases]
    public async Task Spelling_goes_live_without_a_reason_and_what_waited_is_shown_word_by_word(TestDatabase database)
    {
        var (app, campaign, publisher) = await StartAsync(database);
        await EditAsync(app, campaign, headline: "Stop selling facial recognition to police");
        (await ReadAsync(publisher, $"{Desk(campaign)}/edit")).ShouldContain($"{Desk(campaign)}/publish");
        var page = await ReadAsync(publisher, $"{Desk(campaign)}/publish");
        page.ShouldContain("<del>face</del>");
        page.ShouldContain("<ins>facial</ins>");
        (await app.Client().GetStringAsync(campaign.Path)).ShouldNotContain("facial");

        (await PublishAsync(publisher, campaign, new() { ["Kind"] = "Spelling" })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await app.Client().GetStringAsync(campaign.Path)).ShouldContain("facial");
        (await app.Client().GetStringAsync($"{campaign.Path}?version=1")).ShouldContain("Stop selling face recognition");
        (await VersionsAsync(app, campaign)).Select(v => (v.Number, v.Change, v.Reason)).ShouldBe([(1, TextChange.First, null), (2, TextChange.Spelling, null)]);
        (await ReadAsync(publisher, $"{Desk(campaign)}/publish")).ShouldContain("Everything you saved is live.");
    }

    [Theory, OnBothDatabases]
    public async Task Wording_needs_a_reason_which_may_stand_on_top_as_a_correction(TestDatabase database)
    {
        var (app, campaign, publisher) = await StartAsync(database);
        await EditAsync(app, campaign, story: NewStory);
        foreach (var kind in (string[])["Wording", "Ask", "First", ""])
        {
            var refused = await PublishAsync(publisher, campaign, new() { ["Kind"] = kind });
            refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest, kind);
            (await ReadAsync(refused)).ShouldContain(kind is "Wording" or "Ask" ? "Say why, in a sentence" : "Say what kind of change it is", Case.Sensitive, kind);
        }
        (await VersionsAsync(app, campaign)).Count.ShouldBe(1);

        (await PublishAsync(publisher, campaign, new() { ["Kind"] = "Wording", ["Reasons[en]"] = "It sells to *Kent* alone.", ["IsCorrection"] = "true" })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var page = WebUtility.HtmlDecode(await app.Client().GetStringAsync(campaign.Path));
        page.ShouldContain("It sells to *Kent* alone."); // as it was written: a reason is plain words
        page.ShouldContain("The text was corrected");
        await using var db = app.Db();
        (await db.Sources.SingleAsync(s => s.Key == "fresh" && s.CampaignTextId == campaign.TextId)).Number.ShouldBe(2);
        (await db.TimelineEntries.SingleAsync(e => e.CampaignTextId == campaign.TextId)).Kind.ShouldBe(TimelineKind.Correction);
        (await db.Deliveries.CountAsync(d => d.CampaignId == campaign.Id && d.Kind == DeliveryKind.TextChanged)).ShouldBe(0);
    }

    [Theory, OnBothDatabases]
    public async Task When_the_ask_changes_everybody_who_signed_gets_both_texts_once_and_can_withdraw(TestDatabase database)
    {
        var (app, campaign, publisher) = await StartAsync(database);
        var other = await new TestCampaign().AddToAsync(app);
        var mark = campaign.Slug[^8..];
        string[] people = [$"ana-{mark}@example.org", $"ben-{mark}@example.org"];
        foreach (var email in people) await TestModeTests.SignAndConfirmAsync(app, app.Client(), campaign, email);
        (await app.Client().SignAsync(campaign, SigningPost.Form($"waits-{mark}@example.org"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await TestModeTests.SignAndConfirmAsync(app, app.Client(), other, $"elsewhere-{mark}@example.org");
        await EditAsync(app, campaign, headline: "Never sell face recognition to anybody", story: NewStory);
        (await ReadAsync(publisher, $"{Desk(campaign)}/publish")).ShouldContain("Tell the 2 people who signed");

        var done = await PublishAsync(publisher, campaign, new() { ["Kind"] = "Ask", ["Reasons[en]"] = "The police are not the only buyer.", ["Tell"] = "true" });
        done.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await ReadAsync(publisher, done.Headers.Location!.OriginalString)).ShouldContain("2 people who signed are told by mail.");
        await app.RunAsync<DrainDeliveries>();

        var version = (await VersionsAsync(app, campaign))[^1];
        (version.Change, version.Reason).ShouldBe((TextChange.Ask, "The police are not the only buyer."));
        await using (var db = app.Db())
        {
            var rows = await db.Deliveries.Where(d => d.Kind == DeliveryKind.TextChanged && d.CampaignId == campaign.Id).ToListAsync();
            rows.Count.ShouldBe(2);
            rows.ShouldAllBe(row => row.State == DeliveryState.Sent && row.MailingId == version.Id);
        }
        var mail = app.Mail.To(people[0])[^1];
        foreach (var words in (string[])["Stop selling face recognition to police", "Never sell face recognition to anybody", "It still sells the tool.", "It still sells the tool to Kent.", "The police are not the only buyer.", $"{campaign.Path}?version=1"])
            mail.Text.ReplaceLineEndings(" ").ShouldContain(words, Case.Sensitive);
        mail.Source.ShouldContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
        mail.Text.ShouldNotContain("[^");
        var me = Regex.Match(mail.Text, "/me/[A-Za-z0-9_-]{22}").Value;
        var person = await TestBrowser.Of(app).OpenAsync(me);
        person.Html.ShouldContain("Keep my signature");
        // A version that is none, or that nobody looked at, keeps nothing.
        await person.Client.PostAsync($"{me}/keep", new FormUrlEncodedContent(new Dictionary<string, string> { ["campaign"] = campaign.Slug, ["version"] = "7" }));
        await using (var db = app.Db()) (await db.KeptSignatures.CountAsync()).ShouldBe(0);
        for (var press = 0; press < 2; press++)
        {
            await person.OpenAsync(me);
            await person.Client.PostAsync($"{me}/keep", new FormUrlEncodedContent(new Dictionary<string, string> { ["campaign"] = campaign.Slug, ["version"] = "2" }));
        }
        await person.OpenAsync(me);
        person.Page.Body!.TextContent.ShouldContain($"You keep your signature under the new text, since {app.Now.UtcDateTime.Day} ");
        person.Html.ShouldNotContain("/keep\"");
        await using (var db = app.Db())
        {
            var kept = await db.KeptSignatures.SingleAsync();
            (kept.TextVersionId, (await db.Signatures.SingleAsync(s => s.Id == kept.SignatureId)).Email).ShouldBe((version.Id, people[0]));
        }

        // A second press publishes nothing again and tells nobody twice.
        await PublishAsync(publisher, campaign, new() { ["Kind"] = "Ask", ["Reasons[en]"] = "Again.", ["Tell"] = "true" });
        await using var after = app.Db();
        (await after.Deliveries.CountAsync(d => d.Kind == DeliveryKind.TextChanged && d.CampaignId == campaign.Id)).ShouldBe(2);
    }

    [Theory, OnBothDatabases]
    public async Task Nobody_is_told_when_the_organiser_says_so(TestDatabase database)
    {
        var (app, campaign, publisher) = await StartAsync(database);
        await TestModeTests.SignAndConfirmAsync(app, app.Client(), campaign, $"ana-{campaign.Slug[^8..]}@example.org");
        await EditAsync(app, campaign, headline: "Another ask");
        (await PublishAsync(publisher, campaign, new() { ["Kind"] = "Ask", ["Reasons[en]"] = "A vote.", ["Tell"] = "false" })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var db = app.Db();
        (await db.Deliveries.CountAsync(d => d.Kind == DeliveryKind.TextChanged && d.CampaignId == campaign.Id)).ShouldBe(0);
        (await VersionsAsync(app, campaign)).Count.ShouldBe(2);
    }

    [Theory, OnBothDatabases]
    public async Task What_somebody_saved_meanwhile_is_not_published_unseen(TestDatabase database)
    {
        var (app, campaign, publisher) = await StartAsync(database);
        await EditAsync(app, campaign, headline: "One");
        var seen = Seen(await ReadAsync(publisher, $"{Desk(campaign)}/publish"));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await EditAsync(app, campaign, headline: "Two");
        var answer = await PublishAsync(publisher, campaign, new() { ["Kind"] = "Spelling", ["Seen"] = seen });
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var page = await ReadAsync(answer);
        page.ShouldContain("Somebody saved or published since you opened this page.");
        page.ShouldContain("<ins>Two</ins>");
        Seen(page).ShouldNotBe(seen);
        (await VersionsAsync(app, campaign)).Count.ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task An_organiser_sees_what_differs_and_who_may_publish_it_and_others_see_nothing(TestDatabase database)
    {
        var (app, campaign, _) = await StartAsync(database);
        await EditAsync(app, campaign, headline: "Waiting words");
        var organiser = await app.StaffClientAsync($"{Guid.NewGuid():n}@opensquare.example", Roles.Organiser);
        var page = await ReadAsync(organiser, $"{Desk(campaign)}/publish");
        page.ShouldContain("Waiting");
        page.ShouldContain("A Publisher must do this.");
        (await organiser.PostStaffFormAsync("/admin", $"{Desk(campaign)}/publish", new() { ["Kind"] = "Spelling", ["Seen"] = "x" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var viewer = await app.StaffClientAsync($"{Guid.NewGuid():n}@opensquare.example", Roles.Viewer);
        (await viewer.GetAsync($"{Desk(campaign)}/publish")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, OnBothDatabases]
    public async Task History_counts_who_signed_which_version_and_brings_an_earlier_one_back_into_the_editor(TestDatabase database)
    {
        var (app, campaign, publisher) = await StartAsync(database);
        await TestModeTests.SignAndConfirmAsync(app, app.Client(), campaign, $"ana-{campaign.Slug[^8..]}@example.org");
        await EditAsync(app, campaign, headline: "Second headline");
        (await PublishAsync(publisher, campaign, new() { ["Kind"] = "Wording", ["Reasons[en]"] = "Shorter." })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var page = await ReadAsync(publisher, $"{Desk(campaign)}/history?from=1&to=2");
        page.ShouldContain("1 person signed exactly this.");
        page.ShouldContain("0 people signed exactly this.");
        page.ShouldContain("Shorter.");
        page.ShouldContain("<ins>Second headline</ins>");

        (await PressAsync(publisher, campaign, "restore", new() { ["language"] = "en", ["number"] = "1" }, "history")).Headers.Location!.OriginalString.ShouldBe($"{Desk(campaign)}/publish");
        (await app.Client().GetStringAsync(campaign.Path)).ShouldContain("Second headline");
        (await ReadAsync(publisher, $"{Desk(campaign)}/edit/ask")).ShouldContain("Stop selling face recognition to police");
        (await AuditAsync(app, campaign, "text.restored")).ShouldHaveSingleItem();
        (await PressAsync(publisher, campaign, "restore", new() { ["language"] = "en", ["number"] = "9" }, "history")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, OnBothDatabases]
    public async Task An_address_that_a_campaign_had_leads_to_the_present_one_whatever_stands_behind_it(TestDatabase database)
    {
        var (app, campaign, _) = await StartAsync(database);
        var hidden = await new TestCampaign { IsDraft = true }.AddToAsync(app);
        var old = $"old-{campaign.Slug}";
        await using (var db = app.Db())
        {
            db.AddRange(new FormerSlug(old, campaign.TextId, app.Now), new FormerSlug($"old-{hidden.Slug}", hidden.TextId, app.Now));
            await db.SaveChangesAsync();
        }
        var client = app.Client();
        foreach (var (path, to) in ((string, string)[])
        [
            ($"/c/{old}", campaign.Path), ($"/c/{old.ToUpperInvariant()}?via=abc", $"{campaign.Path}?via=abc"), ($"/c/{old}/sign", campaign.SignPath), ($"/c/{old}.json", campaign.JsonPath),
            ($"/c/{old}/act/tweet", $"{campaign.Path}/act/tweet"), ($"/c/{old}/feed.atom", $"{campaign.Path}/feed.atom"), ($"/c/{old}/card-0123456789abcdef.png", $"{campaign.Path}/card-0123456789abcdef.png"),
            ($"/embed/{old}", $"/embed/{campaign.Slug}"),
        ])
        {
            var answer = await client.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently, path);
            answer.Headers.Location!.OriginalString.ShouldBe(to, path);
        }
        // A form that was open while the address changed keeps what was typed.
        var post = await client.PostAsync($"/c/{old}/sign", new FormUrlEncodedContent(SigningPost.Form()));
        post.StatusCode.ShouldBe(HttpStatusCode.PermanentRedirect);
        (await client.GetAsync($"/c/old-{hidden.Slug}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync("/c/never-was")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<(CampaignsApp App, SeededCampaign Campaign, HttpClient Publisher)> StartAsync(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await using (var db = app.Db())
        {
            db.Add(new Source(campaign.TextId, "fresh", "New contract", "https://city.example/new", "City", new DateOnly(2026, 4, 1), SourceKind.PrimaryDocument));
            await db.SaveChangesAsync();
        }
        return (app, campaign, await PublisherAsync(app));
    }

    /// <summary>As the editor leaves it.</summary>
    private static async Task EditAsync(CampaignsApp app, SeededCampaign campaign, string? headline = null, string? story = null)
    {
        await using var db = app.Db();
        var text = await db.CampaignTexts.SingleAsync(t => t.Id == campaign.TextId);
        var draft = await db.TextDrafts.SingleOrDefaultAsync(d => d.CampaignTextId == campaign.TextId)
            ?? db.Add(TextDraft.Of(text, await db.TextVersions.Where(v => v.CampaignTextId == text.Id).OrderByDescending(v => v.Number).FirstAsync(), app.Now)).Entity;
        (draft.Headline, draft.Story, draft.EditedAt) = (headline ?? draft.Headline, story ?? draft.Story, app.Now);
        await db.SaveChangesAsync();
    }

    /// <summary>Presses "Publish changes" on the page as it shows now.</summary>
    private static async Task<HttpResponseMessage> PublishAsync(HttpClient staff, SeededCampaign campaign, Dictionary<string, string> fields)
    {
        if (!fields.ContainsKey("Seen")) fields["Seen"] = Seen(await ReadAsync(staff, $"{Desk(campaign)}/publish"));
        return await staff.PostStaffFormAsync("/admin", $"{Desk(campaign)}/publish", fields);
    }

    private static string Seen(string page) => Regex.Match(page, "name=\"Seen\" value=\"([^\"]*)\"").Groups[1].Value;
}
