using System.Net;
using Campaigns.Core.Acting;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Features.Letters;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Features.Signing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.SelfService;

/// <summary>"Remember me on this device", the one press that it allows, and how it ends.</summary>
public sealed class KnownSupporterTests(Apps apps) : SelfServiceTest, IClassFixture<Apps>
{
    private static readonly (string, string)[] Yes = [("Updates", "yes"), ("Show", "true")];

    [Theory, OnBothDatabases]
    public async Task One_press_counts_at_once_keeps_the_answer_and_is_told_by_mail(TestDatabase database)
    {
        var app = await apps.On(database);
        var (browser, mine) = await RememberedAsync(app);
        var next = await new TestCampaign { Headline = "Save the marsh", Online = 40 }.AddToAsync(app);

        foreach (var path in (string[])[next.Path, next.SignPath])
            foreach (var word in (string[])["Welcome back, Zuzanna", "Not you?", "Forget this device", "Sign as Zuzanna", "z…@example.org", "Can Open Square email you about this campaign?"])
                (await PageAsync(browser, path)).ShouldContain(word);
        (await PageAsync(browser, $"{next.SignPath}?as=other")).ShouldContain("name=\"Email\"");
        (await browser.GetAsync(next.Path)).Headers.CacheControl!.NoStore.ShouldBeTrue();
        // Everybody else has the same page as ever, before and after.
        var others = await PageAsync(app.Client(), next.Path);
        others.ShouldNotContain("Zuzanna");
        others.ShouldContain("name=\"Email\"");

        var unanswered = await PostAsync(browser, $"{next.SignPath}/known", ("Show", "true"));
        unanswered.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await unanswered.Content.ReadAsStringAsync()).ShouldSatisfyAllConditions(p => p.ShouldContain("Select whether you want email updates"), p => p.ShouldContain("<title>Error: "), p => p.ShouldContain("checked=\"checked\""));

        var pressed = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostAsync(browser, $"{next.SignPath}/known", Yes)));

        pressed.ShouldAllBe(a => a.StatusCode == HttpStatusCode.SeeOther);
        pressed.ShouldContain(a => a.Headers.Location!.ToString() == $"{next.Path}/thanks");
        var thanks = await PageAsync(browser, $"{next.Path}/thanks");
        foreach (var word in (string[])["You are supporter", ">41<", "A mail tells you so", "This device remembers you"]) thanks.ShouldContain(word);
        await using var db = app.Db();
        var signed = await db.Signatures.SingleAsync(s => s.CampaignId == next.Id);
        signed.ShouldSatisfyAllConditions(
            s => s.State.ShouldBe(SignatureState.Confirmed), s => s.Name.ShouldBe(Name), s => s.Email.ShouldBe(Email), s => s.Country.ShouldBe("PT"), s => s.WantsUpdates.ShouldBeTrue(), s => s.ShowName.ShouldBeTrue(),
            s => s.TextVersionId.ShouldBe(next.VersionId), s => s.EmailKey.ShouldBe(mine.EmailKey));
        var consent = await db.Consents.SingleAsync(c => c.SignatureId == signed.Id);
        (consent.Purpose, consent.IsGranted, consent.Page).ShouldBe((ConsentPurpose.Updates, true, next.Path));
        (await db.ConsentWordings.SingleAsync(w => w.Hash == consent.WordingHash)).Text.ShouldContain("Yes, keep me posted");
        var mail = await db.Deliveries.SingleAsync(d => d.SignatureId == signed.Id);
        (mail.Kind, mail.State, mail.Priority).ShouldBe((DeliveryKind.OnePress, DeliveryState.Pending, 20));
        (await db.CampaignCounts.SingleAsync(c => c.CampaignId == next.Id)).Online.ShouldBe(41);

        (await PageAsync(browser, next.Path)).ShouldContain("You have signed this. Thank you.");
        (await PageAsync(app.Client(), next.Path)).ShouldNotContain("Welcome back");
    }

    [Theory, OnBothDatabases]
    public async Task The_mail_takes_the_signature_back_and_every_device_forgets(TestDatabase database)
    {
        var app = await apps.On(database);
        var (browser, mine) = await RememberedAsync(app);
        var copy = (await RememberAgainAsync(app, mine)).Copy;
        var next = await new TestCampaign { Headline = "Save the marsh" }.AddToAsync(app);
        await PostAsync(browser, $"{next.SignPath}/known", Yes);
        await app.RunAsync<DrainDeliveries>();
        var mail = app.Mail.To(Email).Single(each => each.Subject == "You signed “Save the marsh”");
        foreach (var word in (string[])["This wasn’t me", "a device that remembers you", "/s/"]) mail.Text.ShouldContain(word);

        var owner = app.Client(followsRedirects: true);
        var page = await PageAsync(owner, mail.ConfirmPath);
        foreach (var word in (string[])["Was it you who signed?", "This wasn’t me", "Yes, it was me", Name]) page.ShouldContain(word);
        (await PageAsync(owner, next.Path)).ShouldNotContain("Welcome back", customMessage: "a mail link makes nobody known");
        await PostAsync(owner, $"{mail.ConfirmPath}/not-me");

        await using var db = app.Db();
        (await db.Signatures.SingleAsync(s => s.CampaignId == next.Id)).State.ShouldBe(SignatureState.Withdrawn);
        (await db.Signatures.SingleAsync(s => s.Id == mine.Id)).State.ShouldBe(SignatureState.Confirmed, "what was signed before stays");
        foreach (var device in (HttpClient[])[browser, copy]) await ShouldBeNobodyAsync(app, device);
    }

    [Theory, OnBothDatabases]
    public async Task Forgetting_erasing_and_taking_back_make_a_cookie_worthless_wherever_it_lies(TestDatabase database)
    {
        var app = await apps.On(database);
        foreach (var way in (string[])["page", "me", "withdraw", "erase"])
        {
            var (browser, mine) = await RememberedAsync(app, $"{way}@example.org");
            var copy = (await RememberAgainAsync(app, mine)).Copy;
            var campaign = await new TestCampaign().AddToAsync(app);
            // A warm cache is neither read nor filled by it.
            (await PageAsync(app.Client(), campaign.Path)).ShouldNotContain("Welcome back");
            (await PageAsync(copy, campaign.Path)).ShouldContain("Welcome back");
            (await PageAsync(app.Client(), campaign.Path)).ShouldNotContain("Welcome back");
            var link = await LinkAsync(app, mine.Id);
            await using var db = app.Db();
            var slug = await db.CampaignTexts.Where(t => t.CampaignId == mine.CampaignId).Select(t => t.Slug).SingleAsync();
            if (way == "me") (await PageAsync(app.Client(), link)).ShouldContain("Forget every device");
            var path = way switch { "page" => $"{campaign.Path}/forget-device", "me" => $"{link}/forget-device", _ => $"{link}/{way}" };
            (await PostAsync(browser, path, ("campaign", slug))).StatusCode.ShouldBe(HttpStatusCode.SeeOther, way);

            foreach (var device in (HttpClient[])[browser, copy]) await ShouldBeNobodyAsync(app, device);
            if (way == "page") (await PageAsync(browser, $"{campaign.SignPath}?done=forgotten")).ShouldContain("This device no longer knows you.");
            if (way != "withdraw") continue;
            // Signed again, the person is counted again, and still nobody is known.
            await app.Client().SignAsync(new SeededCampaign(mine.CampaignId, default, default, default, slug), SigningPost.Form(mine.Email));
            await ConfirmLastAsync(app, mine.Id);
            (await db.Signatures.AsNoTracking().SingleAsync(s => s.Id == mine.Id)).State.ShouldBe(SignatureState.Confirmed);
            await ShouldBeNobodyAsync(app, copy);
        }
    }

    [Theory, OnBothDatabases]
    public async Task Only_a_browser_that_confirmed_is_remembered_for_a_year_and_by_consent(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var waiting = app.Client();
        await waiting.SignAsync(campaign, SigningPost.Form(Email, Name));
        (await PageAsync(waiting, $"{campaign.Path}/thanks")).ShouldNotContain("Remember me");
        (await PostAsync(waiting, $"{campaign.Path}/thanks/remember")).Headers.TryGetValues("Set-Cookie", out _).ShouldBeFalse();
        (await PostAsync(app.Client(), $"{campaign.Path}/thanks/remember")).Headers.TryGetValues("Set-Cookie", out _).ShouldBeFalse();

        var (browser, mine) = await RememberedAsync(app, "year@example.org");
        await using var db = app.Db();
        var consent = await db.Consents.SingleAsync(c => c.Purpose == ConsentPurpose.Device);
        (consent.SignatureId, consent.IsGranted).ShouldBe((mine.Id, true));
        (await db.ConsentWordings.SingleAsync(w => w.Hash == consent.WordingHash)).Text.ShouldStartWith("Remember me on this device\n");
        var slug = await db.CampaignTexts.Where(t => t.CampaignId == mine.CampaignId).Select(t => t.Slug).SingleAsync();
        (await PostAsync(browser, $"/c/{slug}/thanks/remember")).Headers.TryGetValues("Set-Cookie", out _).ShouldBeFalse("pressed twice is one consent");
        (await db.Consents.CountAsync(c => c.Purpose == ConsentPurpose.Device)).ShouldBe(1);

        // Nobody makes such a cookie up, and halves of two do not make a third.
        var forged = app.Client();
        forged.DefaultRequestHeaders.Add("Cookie", $"__Host-known={new string('A', 44)}");
        await ShouldBeNobodyAsync(app, forged);
        var keys = app.Services.GetRequiredService<Campaigns.Web.Startup.InstallationKeys>();
        var other = await SignedAsync(app, campaign, "ben@example.net", "Benedikt Other");
        var mixed = app.Client();
        mixed.DefaultRequestHeaders.Add("Cookie", $"__Host-known={keys.LinkToken(other.Id, LinkPurpose.Device)}{keys.LinkToken(consent.Id, LinkPurpose.Device)}");
        await ShouldBeNobodyAsync(app, mixed);

        app.Clock.Advance(TimeSpan.FromDays(364));
        (await PageAsync(browser, campaign.Path)).ShouldContain("Welcome back");
        app.Clock.Advance(TimeSpan.FromDays(1));
        await ShouldBeNobodyAsync(app, browser);
    }

    [Theory, OnBothDatabases]
    public async Task Limits_states_and_stops_hold_for_one_press_as_for_the_form(TestDatabase database)
    {
        var app = await apps.On(database);
        var (browser, mine) = await RememberedAsync(app);
        await using var db = app.Db();

        // No welcome where the campaign takes no signatures, and a press that comes late is told so.
        var paused = await new TestCampaign().AddToAsync(app);
        await PageAsync(browser, paused.Path);
        await db.Campaigns.Where(c => c.Id == paused.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.Status, Campaigns.Core.CampaignStatus.Paused));
        app.Services.GetRequiredService<PublicCampaigns>().Forget(paused.Slug);
        (await PostAsync(browser, $"{paused.SignPath}/known", Yes)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await PageAsync(browser, paused.Path)).ShouldNotContain("Welcome back");
        var closed = await new TestCampaign { Then = (row, now) => row.Close(now) }.AddToAsync(app);
        (await PageAsync(browser, closed.Path)).ShouldNotContain("Welcome back");
        (await PostAsync(browser, $"{closed.SignPath}/known", Yes)).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        // A target's own address signs nothing against itself.
        var own = await new TestCampaign { TargetEmail = Email }.AddToAsync(app);
        (await PageAsync(browser, own.Path)).ShouldNotContain("Welcome back");
        (await PostAsync(browser, $"{own.SignPath}/known", Yes)).Headers.Location!.ToString().ShouldBe($"{own.SignPath}?as=other");

        // Five mails a day: the sixth press signs nothing, because nothing could tell of it.
        await db.Supporters.Where(s => s.EmailKey == mine.EmailKey).ExecuteUpdateAsync(set => set.SetProperty(s => s.Mails, 4));
        var (fifth, sixth) = (await new TestCampaign().AddToAsync(app), await new TestCampaign().AddToAsync(app));
        (await PostAsync(browser, $"{fifth.SignPath}/known", Yes)).Headers.Location!.ToString().ShouldBe($"{fifth.Path}/thanks");
        var refused = await PostAsync(browser, $"{sixth.SignPath}/known", Yes);
        (await PageAsync(browser, refused.Headers.Location!.ToString())).ShouldContain("one press is not enough");
        (await db.Signatures.Select(s => s.CampaignId).ToListAsync()).ShouldBe([mine.CampaignId, fifth.Id], ignoreOrder: true);

        // Whoever stopped all mail could not be told either.
        app.Clock.Advance(TimeSpan.FromDays(2));
        db.Add(new Suppression(mine.EmailKey, SuppressionReason.Unsubscribed, SuppressionScope.All, null, "test", app.Now));
        await db.SaveChangesAsync();
        (await PageAsync(browser, sixth.Path)).ShouldNotContain("Welcome back");
        (await PostAsync(browser, $"{sixth.SignPath}/known", Yes)).Headers.Location!.ToString().ShouldContain("as=other");
        (await db.Signatures.CountAsync()).ShouldBe(2);
    }

    [Theory, OnBothDatabases]
    public async Task Too_many_from_one_network_are_held_back_silently(TestDatabase database)
    {
        var app = await apps.On(database);
        var (browser, _) = await RememberedAsync(app);
        var crowd = await new TestCampaign().AddToAsync(app);
        for (var i = 0; i < 21; i++) await app.Client().SignAsync(crowd, SigningPost.Form($"person{i}@example.net"));
        var next = await new TestCampaign().AddToAsync(app);

        (await PostAsync(browser, $"{next.SignPath}/known", Yes)).Headers.Location!.ToString().ShouldBe($"{next.Path}/thanks");

        (await PageAsync(browser, $"{next.Path}/thanks")).ShouldContain("Your signature counts.");
        await using var db = app.Db();
        (await db.Signatures.SingleAsync(s => s.CampaignId == next.Id)).State.ShouldBe(SignatureState.Fraudulent);
        (await db.Deliveries.CountAsync(d => d.Kind == DeliveryKind.OnePress)).ShouldBe(0);
        (await db.CountChanges.CountAsync(c => c.CampaignId == next.Id)).ShouldBe(0);
    }

    [Theory, OnBothDatabases]
    public async Task A_device_writes_no_letters_until_the_mail_was_answered(TestDatabase database)
    {
        var app = await apps.On(database);
        var (browser, mine) = await RememberedAsync(app);
        var next = await new TestCampaign().AddToAsync(app);
        // Somebody typed this address before, with words of their own, and wrote a letter under it.
        await app.Client().SignAsync(next, SigningPost.Form(Email, "Not Zuzanna", updates: "no"));
        await using var db = app.Db();
        var waiting = await db.Signatures.AsNoTracking().SingleAsync(s => s.CampaignId == next.Id);
        var foreign = new SupporterAction(next.Id, waiting.Id, Step.EmailTarget, Channel.Email, next.TargetId, "en", app.Now);
        foreign.Write(null, "Lorem", "Words of a stranger.", isCustomised: true);
        db.Add(foreign);
        await db.SaveChangesAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        await PostAsync(browser, $"{next.SignPath}/known", Yes);

        var signed = await db.Signatures.AsNoTracking().SingleAsync(s => s.CampaignId == next.Id);
        signed.ShouldSatisfyAllConditions(s => s.State.ShouldBe(SignatureState.Confirmed), s => s.Name.ShouldBe(Name), s => s.WantsUpdates.ShouldBeTrue());
        (await db.Consents.OrderBy(c => c.At).Where(c => c.SignatureId == signed.Id).Select(c => c.IsGranted).ToListAsync()).ShouldBe([false, true]);
        var step = $"{next.Path}/act/email";
        var page = await PageAsync(browser, step);
        page.ShouldContain("Open the mail we sent you about this signature");
        page.ShouldNotContain("Words of a stranger.");
        (await PostAsync(browser, step, ("Do", "start"), ("Subject", "Now"), ("Text", "I ask you."), ("To", "1"), ("Variant", "1"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await db.Deliveries.CountAsync(d => d.Kind == DeliveryKind.LetterToTarget)).ShouldBe(0);

        // The mail proves it, and then the letter that its owner writes leaves, and no other.
        var mail = await db.Deliveries.SingleAsync(d => d.Kind == DeliveryKind.OnePress);
        var link = $"/s/{Token(app, mail.Id, LinkPurpose.Confirm)}";
        (await PostAsync(browser, link)).Headers.Location!.ToString().ShouldBe($"{next.Path}/thanks");
        (await db.Deliveries.CountAsync(d => d.Kind == DeliveryKind.LetterToTarget)).ShouldBe(0);
        (await PageAsync(browser, step)).ShouldContain("Send my email");
    }

    [Theory, OnBothDatabases]
    public async Task One_press_after_taking_back_sends_no_letter_that_waited_unread(TestDatabase database)
    {
        var app = await apps.On(database);
        var (browser, _) = await RememberedAsync(app);
        var next = await new TestCampaign().AddToAsync(app);
        await app.Client().SignAsync(next, SigningPost.Form(Email, "Not Zuzanna", updates: "no"));
        await using var db = app.Db();
        var waiting = await db.Signatures.AsNoTracking().SingleAsync(s => s.CampaignId == next.Id);
        var foreign = new SupporterAction(next.Id, waiting.Id, Step.EmailTarget, Channel.Email, next.TargetId, "en", app.Now);
        foreign.Write(null, "Lorem", "Words of a stranger.", isCustomised: true);
        db.Add(foreign);
        await db.SaveChangesAsync();
        // Their owner finds what was typed for their address, takes it back where all their signatures stand, and signs on the device that knows them.
        (await PostAsync(app.Client(), $"{await LinkAsync(app, waiting.Id)}/withdraw", ("campaign", next.Slug))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        await PostAsync(browser, $"{next.SignPath}/known", Yes);
        (await db.Signatures.AsNoTracking().SingleAsync(s => s.CampaignId == next.Id)).ShouldSatisfyAllConditions(s => s.State.ShouldBe(SignatureState.Confirmed), s => s.Name.ShouldBe(Name));

        await app.RunAsync<SlotLetters>();

        (await db.Deliveries.CountAsync(d => d.Kind == DeliveryKind.LetterToTarget)).ShouldBe(0);
        (await db.Actions.AsNoTracking().SingleAsync(a => a.Id == foreign.Id)).CancelledAt.ShouldNotBeNull();
    }

    [Theory, OnBothDatabases]
    public async Task A_test_remembers_nobody_and_a_tester_s_press_counts_nowhere(TestDatabase database)
    {
        var app = await apps.On(database);
        var (browser, _) = await RememberedAsync(app);
        var test = await new TestCampaign { IsDraft = true, Then = (row, now) => row.SetTestMode(true, now) }.AddToAsync(app);
        (await browser.GetAsync(test.Path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync(browser, $"{test.SignPath}/known", Yes)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await using var db = app.Db();
        var run = (await db.Campaigns.SingleAsync(c => c.Id == test.Id)).TestRun!.Value;
        await browser.GetAsync($"/preview/{app.Services.GetRequiredService<Campaigns.Web.Startup.InstallationKeys>().LinkToken(run, LinkPurpose.Preview)}");

        (await PageAsync(browser, test.Path)).ShouldContain("Welcome back");
        (await PostAsync(browser, $"{test.SignPath}/known", Yes)).Headers.Location!.ToString().ShouldBe($"{test.Path}/thanks");

        var signed = await db.Signatures.SingleAsync(s => s.CampaignId == test.Id);
        (signed.IsTest, signed.State).ShouldBe((true, SignatureState.Confirmed));
        (await db.Deliveries.SingleAsync(d => d.Kind == DeliveryKind.OnePress)).IsTest.ShouldBeTrue();
        (await db.CampaignCounts.SingleAsync(c => c.CampaignId == test.Id)).Online.ShouldBe(0);
        var link = $"/s/{Token(app, (await db.Deliveries.SingleAsync(d => d.Kind == DeliveryKind.OnePress)).Id, LinkPurpose.Confirm)}";
        await PostAsync(browser, link);
        (await PageAsync(browser, $"{test.Path}/thanks")).ShouldNotContain("Remember me on this device");
        (await PostAsync(browser, $"{test.Path}/thanks/remember")).Headers.TryGetValues("Set-Cookie", out _).ShouldBeFalse();
    }

    [Theory, OnBothDatabases]
    public async Task One_campaign_more_is_live_in_this_language_and_not_signed_yet(TestDatabase database)
    {
        var app = await apps.On(database);
        var old = await new TestCampaign { Headline = "The older one" }.AddToAsync(app);
        app.Clock.Advance(TimeSpan.FromHours(1));
        var newer = await new TestCampaign { Headline = "The newer one" }.AddToAsync(app);
        app.Clock.Advance(TimeSpan.FromHours(1));
        await new TestCampaign { Headline = "Celui en français", Language = "fr" }.AddToAsync(app);
        await new TestCampaign { Headline = "The closed one", Then = (row, now) => row.Close(now) }.AddToAsync(app);
        await new TestCampaign { Headline = "The draft", IsDraft = true }.AddToAsync(app);
        var (browser, mine) = await RememberedAsync(app);
        await using var db = app.Db();
        var thanks = $"/c/{await db.CampaignTexts.Where(t => t.CampaignId == mine.CampaignId).Select(t => t.Slug).SingleAsync()}/thanks";

        var page = await PageAsync(browser, thanks);
        page.ShouldContain("One more campaign");
        page.ShouldContain("The newer one");
        foreach (var other in (string[])["The older one", "Celui en français", "The closed one", "The draft"]) page.ShouldNotContain(other);

        await SignedAsync(app, newer, confirms: false);
        (await PageAsync(browser, thanks)).ShouldContain("The older one");
        await SignedAsync(app, old);
        (await PageAsync(browser, thanks)).ShouldNotContain("One more campaign");
    }

    /// <summary>A browser that signed, confirmed and asked to be remembered.</summary>
    private static async Task<(HttpClient Browser, Signature Mine)> RememberedAsync(CampaignsApp app, string email = Email)
    {
        var campaign = await new TestCampaign().AddToAsync(app);
        var mine = await SignedAsync(app, campaign, email);
        return ((await RememberAgainAsync(app, mine)).Browser, mine);
    }

    /// <returns>The browser, and one that has nothing but a copy of its cookie.</returns>
    private static async Task<(HttpClient Browser, HttpClient Copy)> RememberAgainAsync(CampaignsApp app, Signature mine)
    {
        await using var db = app.Db();
        var slug = await db.CampaignTexts.Where(t => t.CampaignId == mine.CampaignId).Select(t => t.Slug).SingleAsync();
        var browser = app.Client();
        var link = await ConfirmLastAsync(app, mine.Id, browser);
        link.ShouldBe($"/c/{slug}/thanks");
        (await PageAsync(browser, link)).ShouldContain("Remember me on this device");
        var cookie = (await PostAsync(browser, $"{link}/remember")).Headers.GetValues("Set-Cookie").Single(each => each.StartsWith("__Host-known=", StringComparison.Ordinal));
        foreach (var word in (string[])["httponly", "secure", "samesite=lax", "max-age=31536000"]) cookie.ShouldContain(word, Case.Insensitive);
        (await PageAsync(browser, $"{link}?done=remembered")).ShouldContain("This device remembers you.");
        var copy = app.Client();
        copy.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        return (browser, copy);
    }

    private static async Task<string> ConfirmLastAsync(CampaignsApp app, Guid signatureId, HttpClient? browser = null)
    {
        await using var db = app.Db();
        var mail = await db.Deliveries.Where(d => d.SignatureId == signatureId && d.Kind == DeliveryKind.Confirmation).OrderByDescending(d => d.Id).FirstAsync();
        return (await (browser ?? app.Client()).PostAsync($"/s/{Token(app, mail.Id, LinkPurpose.Confirm)}", null)).Headers.Location!.ToString();
    }

    private static async Task ShouldBeNobodyAsync(CampaignsApp app, HttpClient browser)
    {
        var campaign = await new TestCampaign().AddToAsync(app);
        foreach (var path in (string[])[campaign.Path, campaign.SignPath]) (await PageAsync(browser, path)).ShouldNotContain("Welcome back");
        (await PostAsync(browser, $"{campaign.SignPath}/known", Yes)).Headers.Location!.ToString().ShouldBe($"{campaign.SignPath}?as=other");
        await using var db = app.Db();
        (await db.Signatures.CountAsync(s => s.CampaignId == campaign.Id)).ShouldBe(0);
    }
}
