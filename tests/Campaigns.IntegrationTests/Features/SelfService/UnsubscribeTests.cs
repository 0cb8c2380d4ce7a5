using System.Net;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.SelfService;

/// <summary>The link that stops mail: for people, for mail programs and for scanners.</summary>
public sealed class UnsubscribeTests(Apps apps) : SelfServiceTest, IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task A_person_stops_a_campaign_then_everything_and_takes_it_back(TestDatabase database)
    {
        var app = await apps.On(database);
        var (signature, link) = await StartAsync(app);
        await using (var db = app.Db())
        {
            db.Add(new Suppression(signature.EmailKey, SuppressionReason.Complaint, SuppressionScope.Lists, null, "another's", app.Now));
            await db.SaveChangesAsync();
        }
        var browser = app.Client(followsRedirects: true);
        var asked = await PageAsync(browser, link);
        foreach (var word in (string[])["Stop mail from Open Square?", "This campaign", "Everything", "Unsubscribe"]) asked.ShouldContain(word);

        (await (await PostAsync(browser, $"{link}/stop", ("scope", "campaign"))).Content.ReadAsStringAsync()).ShouldContain("You get no more mail about");
        await PostAsync(browser, $"{link}/stop", ("scope", "campaign"));
        (await MineAsync(app)).ShouldBe([(SuppressionScope.Campaign, signature.CampaignId)]);

        (await (await PostAsync(browser, $"{link}/stop", ("scope", "all"))).Content.ReadAsStringAsync()).ShouldContain("sends you no more mail");
        (await MineAsync(app)).ShouldBe([(SuppressionScope.All, null)]);

        (await (await PostAsync(browser, $"{link}/undo")).Content.ReadAsStringAsync()).ShouldContain("Undone: mail can reach you as before.");
        (await MineAsync(app)).ShouldBeEmpty();
        await using var after = app.Db();
        (await after.Suppressions.SingleAsync()).Source.ShouldBe("another's", "what others said stays");
    }

    [Theory, OnBothDatabases]
    public async Task One_press_of_a_mail_program_needs_no_cookie_no_origin_and_may_be_repeated(TestDatabase database)
    {
        var app = await apps.On(database);
        var (signature, link) = await StartAsync(app);
        var robot = app.Client(sendsFetchSite: false);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync(robot, link, ("List-Unsubscribe", "One-Click"))));

        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK && a.Headers.Location == null);
        (await MineAsync(app)).ShouldBe([(SuppressionScope.Campaign, signature.CampaignId)]);
        using var multipart = new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } };
        (await robot.PostAsync(link, multipart)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, OnBothDatabases]
    public async Task From_elsewhere_nothing_but_that_one_body_is_taken(TestDatabase database)
    {
        var app = await apps.On(database);
        var (_, link) = await StartAsync(app);
        var stranger = app.Client(sendsFetchSite: false);
        stranger.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");

        foreach (var body in ((string, string)[][])[[], [("List-Unsubscribe", "one-click")], [("List-Unsubscribe", "One-Click"), ("scope", "all")], [("scope", "all")], [("List-Unsubscribe", "One-Click"), ("List-Unsubscribe", "One-Click")]])
            (await PostAsync(stranger, link, body)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        foreach (var act in (string[])["stop", "undo"])
            (await PostAsync(stranger, $"{link}/{act}", ("scope", "all"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        (await MineAsync(app)).ShouldBeEmpty();
    }

    [Theory, OnBothDatabases]
    public async Task Looking_changes_nothing_and_a_made_up_token_finds_nobody(TestDatabase database)
    {
        var app = await apps.On(database);
        var (_, link) = await StartAsync(app);
        var before = await EverythingAsync(app);
        var scanner = app.Client(sendsFetchSite: false);
        for (var i = 0; i < 20; i++)
        {
            (await scanner.GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await scanner.SendAsync(new(HttpMethod.Head, link))).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        (await EverythingAsync(app)).ShouldBe(before);
        // A token of another purpose is no token.
        (await scanner.GetAsync(link.Replace("/u/", "/me/", StringComparison.Ordinal))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync(scanner, "/u/" + new string('x', 22), ("List-Unsubscribe", "One-Click"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, OnBothDatabases]
    public async Task It_works_years_later_and_when_the_signature_is_gone(TestDatabase database)
    {
        var app = await apps.On(database);
        var (signature, link) = await StartAsync(app);
        app.Clock.Advance(TimeSpan.FromDays(1200));
        await using var db = app.Db();
        await db.Signatures.ExecuteDeleteAsync();

        (await PageAsync(app.Client(), link)).ShouldContain("The signature that this mail was about is no longer kept.");
        (await PostAsync(app.Client(), $"{link}/stop", ("scope", "all"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await db.Suppressions.SingleAsync()).RecipientKey.ShouldBe(signature.EmailKey);
        (await PageAsync(app.Client(), link)).ShouldContain("You are unsubscribed");
    }

    [Theory, OnBothDatabases]
    public async Task Erasing_keeps_a_stop_without_what_leads_back_and_no_old_link_undoes_it(TestDatabase database)
    {
        var app = await apps.On(database);
        var (signature, link) = await StartAsync(app);
        var gone = await SignedAsync(app, await new TestCampaign { Headline = "Save the marsh" }.AddToAsync(app));
        var old = await LinkAsync(app, gone.Id, LinkPurpose.Unsubscribe, DeliveryKind.Update);
        await using var db = app.Db();
        await db.Signatures.Where(s => s.Id == gone.Id).ExecuteDeleteAsync();
        foreach (var each in (string[])[link, old]) await PostAsync(app.Client(), $"{each}/stop", ("scope", "campaign"));
        db.Add(new Suppression(signature.EmailKey, SuppressionReason.HardBounce, SuppressionScope.All, null, $"reply 550 to delivery {Guid.CreateVersion7()}", app.Now));
        await db.SaveChangesAsync();
        var ids = await db.Suppressions.Where(s => s.CampaignId != gone.CampaignId).Select(s => s.Id).ToListAsync();
        var erase = await LinkAsync(app, signature.Id);

        for (var press = 0; press < 2; press++) await PostAsync(app.Client(), $"{erase}/erase");

        var kept = await db.Suppressions.AsNoTracking().OrderBy(s => s.Reason).ToListAsync();
        kept.Select(s => (s.Reason, s.Scope, s.CampaignId, s.Source)).ShouldBe(
            [
                (SuppressionReason.HardBounce, SuppressionScope.All, null, "erased"), (SuppressionReason.Unsubscribed, SuppressionScope.Campaign, signature.CampaignId, "erased"),
                (SuppressionReason.Unsubscribed, SuppressionScope.Campaign, gone.CampaignId, "erased"),
            ], ignoreOrder: true);
        kept.ShouldAllBe(s => !ids.Contains(s.Id) && s.RecipientKey.SequenceEqual(signature.EmailKey));

        // The erased link stands for nobody, and neither does the mail of the signature that was gone before.
        foreach (var act in (string[])["undo", "stop"]) await PostAsync(app.Client(), $"{link}/{act}", ("scope", "all"));
        (await PageAsync(app.Client(), link)).ShouldContain("No mail can reach you");
        await PostAsync(app.Client(), $"{old}/undo");
        (await db.Suppressions.CountAsync(s => s.RecipientKey == signature.EmailKey)).ShouldBe(3);
        (await db.Deliveries.CountAsync(d => d.RecipientKey == signature.EmailKey)).ShouldBe(0);

        // Who signs anew stops and undoes by the new mail alone.
        var again = await SignedAsync(app, await new TestCampaign().AddToAsync(app), confirms: false);
        var fresh = await LinkAsync(app, again.Id, LinkPurpose.Unsubscribe, DeliveryKind.Update);
        await PostAsync(app.Client(), $"{fresh}/stop", ("scope", "campaign"));
        (await PageAsync(app.Client(), fresh)).ShouldContain("You are unsubscribed");
        await PostAsync(app.Client(), $"{fresh}/undo");
        (await db.Suppressions.CountAsync()).ShouldBe(3);
    }

    private static async Task<(Signature Signature, string Link)> StartAsync(CampaignsApp app)
    {
        var signature = await SignedAsync(app, await new TestCampaign().AddToAsync(app));
        return (signature, await LinkAsync(app, signature.Id, LinkPurpose.Unsubscribe, DeliveryKind.Update));
    }

    private static async Task<List<(SuppressionScope, Guid?)>> MineAsync(CampaignsApp app)
    {
        await using var db = app.Db();
        return [.. (await db.Suppressions.AsNoTracking().Where(s => s.Reason == SuppressionReason.Unsubscribed).ToListAsync()).Select(s => (s.Scope, s.CampaignId))];
    }
}
