using System.Net;
using System.Text.Json;
using Campaigns.Core.Acting;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Signing;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.SelfService;

/// <summary>The page behind the link to one's own data: what it shows, changes, hands out and erases.</summary>
public sealed class MeTests(Apps apps) : SelfServiceTest, IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task It_shows_what_this_person_signed_and_nothing_of_others(TestDatabase database)
    {
        var app = await apps.On(database);
        var (first, second) = (await new TestCampaign().AddToAsync(app), await new TestCampaign { Headline = "Save the marsh" }.AddToAsync(app));
        var mine = await SignedAsync(app, first);
        await SignedAsync(app, second, confirms: false);
        var other = await SignedAsync(app, first, "ben@example.net", "Benedikt Other");
        var (link, theirs) = (await LinkAsync(app, mine.Id), await LinkAsync(app, other.Id));
        var before = await EverythingAsync(app);

        var page = await PageAsync(app.Client(), link);

        foreach (var word in (string[])["What you signed", "Stop selling face recognition to police", "Save the marsh", "z…@example.org", "you are supporter 1.", "Not counted yet", $"/c/{first.Slug}?version=1", "version 1"]) page.ShouldContain(word);
        foreach (var word in (string[])["Benedikt", "example.net", Email]) page.ShouldNotContain(word);
        (await PageAsync(app.Client(), theirs)).ShouldNotContain("Wyrwicka");
        var answer = await app.Client().GetAsync(link);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
        answer.Headers.GetValues("X-Robots-Tag").ShouldBe(["noindex"]);

        // Scanners press every link twenty times.
        var scanner = app.Client(sendsFetchSite: false);
        for (var i = 0; i < 20; i++)
            foreach (var path in (string[])[link, $"{link}/withdraw?campaign={first.Slug}", $"{link}/erase"])
            {
                (await scanner.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
                (await scanner.SendAsync(new(HttpMethod.Head, path))).StatusCode.ShouldBe(HttpStatusCode.OK);
            }
        (await EverythingAsync(app)).ShouldBe(before);

        // My link changes nothing under a campaign that I have not signed, whoever has.
        var third = await new TestCampaign().AddToAsync(app);
        var ben = await SignedAsync(app, third, "ben@example.net", "Benedikt Other");
        foreach (var act in (string[])["withdraw", "name", "updates"]) await PostAsync(app.Client(), $"{link}/{act}", ("campaign", third.Slug), ("name", "Taken Over"), ("updates", "no"));
        await using var db = app.Db();
        (await db.Signatures.AsNoTracking().SingleAsync(s => s.Id == ben.Id)).ShouldSatisfyAllConditions(s => s.State.ShouldBe(SignatureState.Confirmed), s => s.Name.ShouldBe("Benedikt Other"), s => s.WantsUpdates.ShouldBeTrue());
    }

    [Theory, OnBothDatabases]
    public async Task Name_updates_and_the_signature_itself_are_changed_by_their_signer(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var mine = await SignedAsync(app, campaign);
        var link = await LinkAsync(app, mine.Id);
        var browser = app.Client(followsRedirects: true);
        var slug = ("campaign", campaign.Slug);
        await using var db = app.Db();
        Task<Signature> NowAsync() => db.Signatures.AsNoTracking().SingleAsync();

        var wrong = await PostAsync(browser, $"{link}/name", slug, ("name", "=Zuza"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var said = await wrong.Content.ReadAsStringAsync();
        foreach (var word in (string[])["<title>Error: ", "There is a problem", $"href=\"#name-{campaign.Slug}\"", "value=\"=Zuza\""]) said.ShouldContain(word);
        await PostAsync(browser, $"{link}/name", slug, ("name", " Zuza Nowak "));
        (await NowAsync()).ShouldSatisfyAllConditions(s => s.Name.ShouldBe("Zuza Nowak"), s => s.ShowName.ShouldBeFalse());

        foreach (var answer in (string[])["no", "no", "yes", "maybe"]) await PostAsync(browser, $"{link}/updates", slug, ("updates", answer));
        (await NowAsync()).WantsUpdates.ShouldBeTrue();
        var consents = await db.Consents.OrderBy(c => c.Id).ToListAsync();
        consents.Select(c => (c.IsGranted, c.Page)).ShouldBe([(true, campaign.Path), (false, "/me"), (true, "/me")]);
        consents[2].WordingHash.ShouldBe(consents[0].WordingHash, "the same question is asked");

        (await PageAsync(browser, $"{link}/withdraw?campaign={campaign.Slug}")).ShouldContain("Your signature stops counting. Published totals stay.");
        (await NowAsync()).State.ShouldBe(SignatureState.Confirmed);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostAsync(app.Client(), $"{link}/withdraw", slug)));
        (await NowAsync()).State.ShouldBe(SignatureState.Withdrawn);
        await app.RunAsync<CountSignatures>();
        (await db.CampaignCounts.AsNoTracking().SingleAsync()).Online.ShouldBe(0);
        (await db.Consents.CountAsync()).ShouldBe(4);
        (await db.Deliveries.CountAsync(d => d.Kind == DeliveryKind.ManageLink && d.State == DeliveryState.Pending)).ShouldBe(1, "the link itself still arrives");
        (await PageAsync(browser, link)).ShouldContain("You took this signature back on");
    }

    [Theory, OnBothDatabases]
    public async Task A_link_lives_a_year_and_downloads_and_erases_for_an_hour(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var link = await LinkAsync(app, (await SignedAsync(app, campaign)).Id);
        var browser = app.Client();
        (await PageAsync(browser, link)).ShouldContain("Download as JSON");

        app.Clock.Advance(TimeSpan.FromMinutes(61));
        var late = await PageAsync(browser, link);
        late.ShouldContain("Send me a fresh link");
        late.ShouldNotContain("Download as JSON");
        foreach (var act in (string[])["data.json", "data.csv", "erase"])
            (await browser.PostAsync($"{link}/{act}", null)).Headers.Location!.ToString().ShouldBe($"{link}?done=stale");
        await using var db = app.Db();
        (await db.Signatures.SingleAsync()).Name.ShouldBe(Name);
        (await browser.PostAsync($"{link}/fresh-link", null)).Headers.Location!.ToString().ShouldBe($"{link}?done=link");
        (await db.Deliveries.CountAsync(d => d.Kind == DeliveryKind.ManageLink)).ShouldBe(2);

        app.Clock.Advance(TimeSpan.FromDays(364));
        (await PageAsync(browser, link)).ShouldContain("What you signed");
        app.Clock.Advance(TimeSpan.FromDays(1));
        (await PageAsync(browser, link)).ShouldContain("This link was valid until");
        await PostAsync(browser, $"{link}/withdraw", ("campaign", campaign.Slug));
        (await db.Signatures.AsNoTracking().SingleAsync()).State.ShouldBe(SignatureState.Confirmed);
        (await browser.GetAsync("/me/" + new string('x', 22))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, OnBothDatabases]
    public async Task The_download_holds_everything_that_is_stored(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var mine = await SignedAsync(app, campaign);
        await ActAsync(app, mine, campaign);
        var link = await LinkAsync(app, mine.Id);

        var answer = await app.Client().PostAsync($"{link}/data.json", null);
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var signature = json.RootElement.GetProperty("signatures")[0];
        signature.GetProperty("email").GetString().ShouldBe(Email);
        signature.GetProperty("name").GetString().ShouldBe(Name);
        signature.GetProperty("consents")[0].GetProperty("wording").GetString()!.ShouldContain("Can Open Square email you about this campaign?");
        signature.GetProperty("actions")[0].GetProperty("text").GetString().ShouldBe($"I am {Name} and I ask you.");
        signature.GetProperty("mails").EnumerateArray().Select(m => m.GetProperty("kind").GetString()).ShouldBe(["Confirmation", "Confirmed", "LetterToTarget", "ManageLink"]);
        signature.GetProperty("shareLinks").GetArrayLength().ShouldBe(1);
        json.RootElement.GetProperty("stopsOfMail")[0].GetProperty("scope").GetString().ShouldBe("Lists");

        // Each column of the person's rows that holds a person's words is in both files.
        var csv = await (await app.Client().PostAsync($"{link}/data.csv", null)).Content.ReadAsStringAsync();
        foreach (var value in (string[])[Email, Name, $"I am {Name} and I ask you.", "https://x.com/zuza/status/1", "stopsOfMail 1,scope,Lists", "signatures 1 actions 1,text,"]) csv.ShouldContain(value);
    }

    [Theory, OnBothDatabases(false, true)]
    public async Task Erasing_takes_every_trace_and_an_open_campaign_counts_nobody_twice(TestDatabase database, bool isClosed)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var mine = await SignedAsync(app, campaign);
        await SignedAsync(app, campaign, "ben@example.net", "Benedikt Other");
        await ActAsync(app, mine, campaign);
        // A signature that was never confirmed and purged since: its mails are the person's as well.
        var purged = await SignedAsync(app, await new TestCampaign().AddToAsync(app), confirms: false);
        var link = await LinkAsync(app, mine.Id);
        await using var db = app.Db();
        await db.Signatures.Where(s => s.Id == purged.Id).ExecuteDeleteAsync();
        await db.Consents.Where(c => c.SignatureId == purged.Id).ExecuteDeleteAsync();
        if (isClosed)
        {
            (await db.Campaigns.SingleAsync(c => c.Id == campaign.Id)).Close(app.Now);
            await db.SaveChangesAsync();
        }
        var key = Convert.ToHexString(mine.EmailKey);
        (await EverythingAsync(app)).Count(value => Traces(value, key)).ShouldBeGreaterThan(6);
        (await PageAsync(app.Client(), $"{link}/erase")).ShouldContain("Erase all that we keep about you?");

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => app.Client().PostAsync($"{link}/erase", null)));

        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.SeeOther);
        (await EverythingAsync(app, "suppression")).Where(value => Traces(value, key)).ShouldBeEmpty();
        (await db.Suppressions.SingleAsync()).RecipientKey.ShouldBe(mine.EmailKey, "who said stop is never written to again");
        var left = await db.Signatures.AsNoTracking().SingleAsync(s => s.Id == mine.Id);
        left.ShouldSatisfyAllConditions(
            s => s.ErasedAt.ShouldNotBeNull(), s => s.Country.ShouldBe("PT"), s => s.SupporterNumber.ShouldBe(1), s => s.EmailKey.Length.ShouldBe(32),
            s => s.State.ShouldBe(isClosed ? SignatureState.Confirmed : SignatureState.Withdrawn));
        (await db.Deliveries.AsNoTracking().Where(d => d.SignatureId == mine.Id).ToListAsync()).ShouldAllBe(d => d.State != DeliveryState.Pending && d.NextAttemptAt == null);
        (await db.Actions.CountAsync()).ShouldBe(2);
        (await db.Consents.CountAsync(c => c.SignatureId == mine.Id)).ShouldBe(1);
        (await db.ShareLinks.CountAsync()).ShouldBe(1);
        (await db.AuditEntries.CountAsync(e => e.Action == "person.erased")).ShouldBe(1);
        await app.RunAsync<CountSignatures>();
        await app.RunAsync<RecountSignatures>();
        (await db.CampaignCounts.AsNoTracking().SingleAsync(c => c.CampaignId == campaign.Id)).Online.ShouldBe(isClosed ? 2 : 1);

        // The link says so, and does nothing any more.
        (await PageAsync(app.Client(), link)).ShouldContain("Your data was erased on");
        foreach (var act in (string[])["name", "updates", "withdraw", "mail", "fresh-link", "data.json", "erase"])
            (await PostAsync(app.Client(), $"{link}/{act}", ("campaign", campaign.Slug), ("name", "Again"), ("updates", "yes"))).Headers.Location!.ToString().ShouldBe(link);
        (await db.Signatures.AsNoTracking().SingleAsync(s => s.Id == mine.Id)).Name.ShouldBe("");

        // Neither does the link that confirmed; and who signs anew is a new person, counted once.
        var old = await db.Deliveries.Where(d => d.SignatureId == mine.Id && d.Kind == DeliveryKind.Confirmation).Select(d => d.Id).SingleAsync();
        (await app.Client().PostAsync($"/s/{Token(app, old, LinkPurpose.Confirm)}", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        if (isClosed) return;
        await SignedAsync(app, campaign);
        await app.RunAsync<CountSignatures>();
        (await db.CampaignCounts.AsNoTracking().SingleAsync(c => c.CampaignId == campaign.Id)).Online.ShouldBe(2);
    }

    [Theory, OnBothDatabases]
    public async Task Erasing_a_test_signature_takes_nobody_off_the_count(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await SignedAsync(app, campaign, "ben@example.net", "Benedikt Other");
        var mine = await SignedAsync(app, campaign);
        await app.RunAsync<CountSignatures>();
        await using var db = app.Db();
        await db.Signatures.Where(s => s.Id == mine.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.IsTest, true));
        await db.CampaignCounts.ExecuteUpdateAsync(set => set.SetProperty(c => c.Online, 1));
        var link = await LinkAsync(app, mine.Id);

        await PostAsync(app.Client(), $"{link}/erase");
        await app.RunAsync<CountSignatures>();

        (await db.Signatures.AsNoTracking().SingleAsync(s => s.Id == mine.Id)).ErasedAt.ShouldNotBeNull();
        (await db.CampaignCounts.AsNoTracking().SingleAsync()).Online.ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task A_letter_is_taken_back_from_any_device_while_it_can_be(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var mine = await SignedAsync(app, campaign);
        await ActAsync(app, mine, campaign);
        var link = await LinkAsync(app, mine.Id);
        await using var db = app.Db();
        var letter = (await db.Actions.SingleAsync(a => a.Step == Step.EmailTarget)).Id;
        var (other, path) = (await SignedAsync(app, campaign, "ben@example.net", "Benedikt Other"), $"{link}/take-back");
        (string, string)[] fields = [("campaign", campaign.Slug), ("letter", letter.ToString())];
        var page = TestBrowser.Of(app);
        await page.OpenAsync(link);
        page.Page.QuerySelectorAll("form[action$='/take-back']").Length.ShouldBe(1, "a post on a network cannot be taken back here");

        // Nobody else's link, no campaign that was not signed.
        await PostAsync(app.Client(), $"{await LinkAsync(app, other.Id)}/take-back", fields);
        await PostAsync(app.Client(), path, ("campaign", "elsewhere"), ("letter", letter.ToString()));
        await PostAsync(app.Client(), path, ("campaign", campaign.Slug), ("letter", "lorem"));
        (await db.Actions.AsNoTracking().SingleAsync(a => a.Id == letter)).CancelledAt.ShouldBeNull();

        await page.PressAsync("/take-back");
        page.Html.ShouldContain("Your letter is taken back. It is not sent.");
        page.Page.QuerySelectorAll("form[action$='/take-back']").ShouldBeEmpty();
        (await db.Actions.AsNoTracking().SingleAsync(a => a.Id == letter)).CancelledAt.ShouldNotBeNull();
        var delivery = await db.Deliveries.AsNoTracking().SingleAsync(d => d.ActionId == letter);
        (delivery.State, delivery.NextAttemptAt).ShouldBe((DeliveryState.Cancelled, null));

        // Ten minutes after it was queued it leaves, and the page offers nothing more.
        await db.Actions.Where(a => a.Id == letter).ExecuteUpdateAsync(set => set.SetProperty(a => a.CancelledAt, (DateTimeOffset?)null));
        await db.Deliveries.Where(d => d.ActionId == letter).ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.Pending));
        (await PageAsync(app.Client(), link)).ShouldContain("/take-back");
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        (await PageAsync(app.Client(), link)).ShouldNotContain("/take-back");
        (await PostAsync(app.Client(), path, fields)).Headers.Location!.ToString().ShouldBe($"{link}?done=too-late");
        (await PageAsync(app.Client(), $"{link}?done=too-late")).ShouldContain("It is too late to take this letter back");
        (await db.Actions.AsNoTracking().SingleAsync(a => a.Id == letter)).CancelledAt.ShouldBeNull();
    }

    /// <summary>Holds the name, the address, the key that stands for it, or words the person wrote.</summary>
    private static bool Traces(string value, string key) =>
        ((string[])["zuzanna", "wyrwicka", "x.com/zuza", key]).Any(trace => value.Contains(trace, StringComparison.OrdinalIgnoreCase));

    /// <summary>A letter that waits, a post with its link, a shared link, and a stop of list mail.</summary>
    private static async Task ActAsync(CampaignsApp app, Signature mine, SeededCampaign campaign)
    {
        await using var db = app.Db();
        var letter = new SupporterAction(campaign.Id, mine.Id, Step.EmailTarget, Channel.Email, campaign.TargetId, "en", app.Now);
        letter.Write(null, $"From {Name}", $"I am {Name} and I ask you.", isCustomised: true);
        var post = new SupporterAction(campaign.Id, mine.Id, Step.Tweet, Channel.X, campaign.TargetId, "en", app.Now);
        post.Write(null, null, $"{Name} says stop.", isCustomised: true);
        post.Prove("https://x.com/zuza/status/1", app.Now);
        var id = Guid.CreateVersion7(app.Now);
        db.AddRange(letter, post,
            new Delivery(id, DeliveryKind.LetterToTarget, $"target:{letter.Id}", $"<{id}@campaigns.test>", KeyOf(app, "chief@northwind.example"), "northwind.example", app.Now) { CampaignId = campaign.Id, SignatureId = mine.Id, ActionId = letter.Id, TargetId = campaign.TargetId },
            new ShareLink("AbCdEfGh12", campaign.Id, "en", Channel.WhatsApp, mine.Id, null, null, 1, isTest: false, app.Now),
            new Suppression(mine.EmailKey, SuppressionReason.Unsubscribed, SuppressionScope.Lists, null, "test", app.Now));
        await db.SaveChangesAsync();
    }
}
