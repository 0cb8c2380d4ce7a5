using System.Net;
using System.Text.RegularExpressions;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Limits;
using Campaigns.Core.Reporting;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Features.Reports;
using Campaigns.Web.Features.Sharing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.Sharing;

/// <summary>The share step without script: where its links lead, what they write, and whom the chain credits.</summary>
public sealed partial class ShareStepTests(Apps apps) : IClassFixture<Apps>
{
    private const string Agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private static readonly Dictionary<string, string> Hosts = new()
    {
        ["whatsapp"] = "wa.me", ["telegram"] = "t.me", ["facebook"] = "www.facebook.com", ["x"] = "x.com", ["bluesky"] = "bsky.app", ["threads"] = "www.threads.com", ["linkedin"] = "www.linkedin.com",
    };

    [Theory, OnBothDatabases]
    public async Task Three_generations_are_credited_without_a_cookie(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var ana = Person(app);
        await SignAsync(ana, campaign, "ana@example.org", "");
        var first = await ShareAsync(ana, campaign, "whatsapp", "");

        // Bo comes by Ana's link in a browser that has seen nothing before, and hands it on before signing; Cy comes by that.
        var bo = Person(app);
        var landed = await bo.GetAsync(first);
        var byAna = landed.Headers.Location!.ToString();
        var second = await ShareAsync(Person(app), campaign, "telegram", new Uri("https://x" + byAna).Query);
        await SignAsync(bo, campaign, "bo@example.org", byAna);
        var byVisitor = (await Person(app).GetAsync(second)).Headers.Location!.ToString();
        var cy = Person(app);
        await SignAsync(cy, campaign, "cy@example.org", byVisitor);
        var third = await ShareAsync(cy, campaign, "x", "");
        var dee = Person(app);
        await SignAsync(dee, campaign, "dee@example.org", (await dee.GetAsync(third)).Headers.Location!.ToString());

        await using var db = app.Db();
        var signatures = await db.Signatures.ToDictionaryAsync(s => s.Name);
        var links = await db.ShareLinks.ToListAsync();
        var (anas, visitors, cys) = (LinkOf(links, first), LinkOf(links, second), LinkOf(links, third));
        (anas.SignatureId, anas.ParentId, anas.Generation, anas.Channel).ShouldBe((signatures["ana"].Id, null, 1, Channel.WhatsApp));
        (visitors.SignatureId, visitors.ParentId, visitors.Generation, visitors.Channel).ShouldBe((null, anas.Id, 2, Channel.Telegram));
        (cys.SignatureId, cys.ParentId, cys.Generation, cys.Channel).ShouldBe((signatures["cy"].Id, visitors.Id, 3, Channel.X));
        Credit(signatures["ana"]).ShouldBe((null, 0, ""));
        Credit(signatures["bo"]).ShouldBe((anas.Id, 1, "share-whatsapp"));
        Credit(signatures["cy"]).ShouldBe((visitors.Id, 2, "share-telegram"));
        Credit(signatures["dee"]).ShouldBe((cys.Id, 3, "share-x"));
        // What people do is told apart by what brought them, too.
        var shared = await db.Actions.SingleAsync(a => a.SignatureId == signatures["cy"].Id);
        (shared.Source, shared.Generation).ShouldBe(("share-telegram", 2));
        await app.Services.GetRequiredService<ShareVisits>().FlushAsync(default);
        (await db.ShareLinks.AsNoTracking().Where(l => l.Visits == 1).CountAsync()).ShouldBe(3);
    }

    [Theory, OnBothDatabases]
    public async Task Who_typed_an_address_that_somebody_else_confirmed_shares_as_a_visitor(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var typist = Person(app);
        await SignAsync(typist, campaign, "ana@example.org", "");
        await using var db = app.Db();
        var signature = await db.Signatures.SingleAsync();
        signature.Confirm(SigningAnswer.Open, app.Now).ShouldBe(ConfirmOutcome.Confirmed);
        await db.SaveChangesAsync();

        var link = await ShareAsync(typist, campaign, "telegram", "");
        LinkOf(await db.ShareLinks.ToListAsync(), link).SignatureId.ShouldBeNull();
        (await db.Actions.CountAsync(a => a.SignatureId == signature.Id)).ShouldBe(0);
    }

    [Theory, OnBothDatabases]
    public async Task Buttons_lead_to_a_fixed_list_of_hosts_and_start_one_action_each(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Headline = "Stop & \"think\" #now + then? <b>100%</b> לעצור 🛑" }.AddToAsync(app);
        var ana = Person(app);
        await SignAsync(ana, campaign, "ana@example.org", "");

        foreach (var (word, host) in Hosts)
        {
            foreach (var press in Enumerable.Range(0, 2))
            {
                var answer = await ana.GetAsync($"{campaign.Path}/act/share?to={word}");
                answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, word);
                var to = answer.Headers.Location!;
                (to.Scheme, to.Host, to.Port, to.UserInfo, to.Fragment).ShouldBe(("https", host, 443, "", ""));
                var said = Uri.UnescapeDataString(to.Query);
                said.ShouldContain("/go/");
                if (word is not ("facebook" or "linkedin")) said.ShouldContain("Stop & \"think\" #now + then? <b>100%</b> לעצור 🛑");
                answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
            }
        }
        // At the same moment, in two tabs.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ana.GetAsync($"{campaign.Path}/act/share?to=email")));

        await using var db = app.Db();
        var actions = await db.Actions.ToListAsync();
        actions.Count.ShouldBe(8);
        actions.ShouldAllBe(a => a.Step == Step.Share && a.Rung == Rung.Started && a.TargetId == null && !a.IsCustomised && !a.IsTest && a.SignatureId != null);
        (await CountedAsync(app, campaign)).Where(count => count.Rung is Rung.Started).Select(count => count.Number).ShouldBe(Enumerable.Repeat(1, 8));
        (await db.ShareLinks.CountAsync(l => l.SignatureId == actions[0].SignatureId)).ShouldBeGreaterThanOrEqualTo(8);
    }

    [Theory, OnBothDatabases]
    public async Task A_network_that_we_do_not_know_is_refused_in_words(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        foreach (var word in (string[])["evil", "https://evil.example", "//evil.example", "link", "qr", "paper", "WhatsApp", "0", "%01x", new string('a', 2_000)])
        {
            var answer = await Person(app).GetAsync($"{campaign.Path}/act/share?to={word}");
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, word);
            (await answer.Content.ReadAsStringAsync()).ShouldContain("We do not know this network. Choose one of these");
        }
        await using var db = app.Db();
        (await db.ShareLinks.CountAsync()).ShouldBe(0);
    }

    [Theory, OnBothDatabases]
    public async Task Robots_and_HEAD_record_nothing_and_a_page_view_writes_nothing(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var ana = Person(app);
        await SignAsync(ana, campaign, "ana@example.org", "");

        var head = await ana.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"{campaign.Path}/act/share?to=x"));
        head.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await ana.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"{campaign.Path}/act/share"));
        await Person(app).GetAsync($"{campaign.Path}/act/share");
        await using (var db = app.Db()) (await db.ShareLinks.CountAsync() + await db.Actions.CountAsync()).ShouldBe(0);

        var robot = app.Client();
        robot.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "LinkedInBot/1.0");
        var led = await robot.GetAsync($"{campaign.Path}/act/share?to=x");
        // Its own browser looks like that, too: what a person is handed there leads to the campaign.
        Said(led).ShouldEndWith($" https://campaigns.test{campaign.Path}");
        foreach (var word in (string[])["to=email", "ready=x", "ready=email"]) WebUtility.HtmlDecode(await BodyAsync(robot, $"{campaign.Path}/act/share?{word}")).ShouldNotContain("/go/");
        await using (var db = app.Db()) (await db.ShareLinks.CountAsync() + await db.Actions.CountAsync()).ShouldBe(0);
        (await CountedAsync(app, campaign)).Select(count => (count.Rung, count.Number)).ShouldBe([(Rung.Shown, 1)]);

        // Whoever has signed is no robot: their link works, even where their browser is not counted.
        ana.DefaultRequestHeaders.Remove("User-Agent");
        ana.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 LinkedInApp/9.1");
        (await Person(app).GetAsync(GoIn((await ana.GetAsync($"{campaign.Path}/act/share?to=x")).Headers.Location!))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await using (var db = app.Db()) (await db.Actions.CountAsync()).ShouldBe(0);
    }

    [Theory, OnBothDatabases]
    public async Task A_visitor_s_second_press_counts_no_second_start(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var visitor = Person(app);
        var one = await ShareAsync(visitor, campaign, "x", "");
        (await ShareAsync(visitor, campaign, "x", "")).ShouldBe(one);
        (await CountedAsync(app, campaign)).Where(count => count.Rung is Rung.Started).Sum(count => count.Number).ShouldBe(1);
        await using var db = app.Db();
        (await db.ShareLinks.CountAsync()).ShouldBe(1);
        (await db.Actions.CountAsync()).ShouldBe(0);
    }

    [Theory, OnBothDatabases]
    public async Task Words_of_one_s_own_go_along_without_script_and_hostile_ones_stay_words(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var ana = Person(app);
        await SignAsync(ana, campaign, "ana@example.org", "");
        foreach (var words in (string[])["Tom & Jerry #1 \"x\" 100% +1\n\nzwei; drei", "אני חתמתי 🧑🏽‍🤝‍🧑🏻 والآن أنت", "&url=https://evil.example#", "</textarea><script>alert(1)</script>", string.Concat(Enumerable.Repeat("🧑🏽", 125)), new string('家', 500)])
        {
            var pressed = await PostAsync(ana, campaign, ("To", "whatsapp"), ("Text", words.ReplaceLineEndings("\r\n")));
            pressed.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
            pressed.Headers.Location!.ToString().ShouldBe($"{campaign.Path}/act/share?ready=whatsapp#ready");
            pressed.Headers.GetValues("Set-Cookie").Single().Split(';')[0].Length.ShouldBeLessThan(4_000, "browsers drop more");
            var page = await BodyAsync(ana, $"{campaign.Path}/act/share?ready=whatsapp");
            page.ShouldNotContain("<script>alert");
            WebUtility.HtmlDecode(TextArea().Match(page).Groups[1].Value).ReplaceLineEndings("\n").ShouldBe(words);
            var (shown, to) = ReadyIn(page);
            shown.ShouldMatch("^" + Regex.Escape(words) + " https://campaigns\\.test/go/[0-9A-Za-z]{10}$");
            to.Host.ShouldBe("wa.me");
            to.Query.Split('&').Length.ShouldBe(1);
            Uri.UnescapeDataString(to.Query["?text=".Length..]).ShouldBe(shown, "what leaves is what was shown");
            // A link that leads straight to another network takes them along.
            Said(await ana.GetAsync($"{campaign.Path}/act/share?to=whatsapp")).ShouldBe(shown);
        }
        await using var db = app.Db();
        var action = await db.Actions.SingleAsync();
        action.Text.ShouldBe(new string('家', 500));
        action.IsCustomised.ShouldBeTrue();
    }

    [Theory, OnBothDatabases]
    public async Task Words_and_links_are_not_handed_to_the_next_person_at_the_same_browser(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var browser = Person(app);
        await SignAsync(browser, campaign, "ana@example.org", "");
        var ofAna = TextArea().Match(await BodyAsync(browser, $"{campaign.Path}/act/share")).Groups[1].Value;
        var link = GoLink().Match(ofAna).Value;
        await PressAsync(browser, campaign, "bluesky", $"Sardines at dawn {link}");
        (await BodyAsync(browser, $"{campaign.Path}/act/share")).ShouldContain("Sardines", customMessage: "they stay with her");

        await SignAsync(browser, campaign, "bo@example.org", "");
        var page = await BodyAsync(browser, $"{campaign.Path}/act/share");
        page.ShouldNotContain("Sardines");
        page.ShouldNotContain(link);
        (await PressAsync(browser, campaign, "bluesky", WebUtility.HtmlDecode(TextArea().Match(page).Groups[1].Value))).Text.ShouldNotContain(link);
        await using var db = app.Db();
        var bo = await db.Signatures.SingleAsync(s => s.Email == "bo@example.org");
        (await db.Actions.SingleAsync(a => a.SignatureId == bo.Id)).IsCustomised.ShouldBeFalse();
    }

    [Theory, OnBothDatabases]
    public async Task Words_that_cannot_be_sent_are_refused_at_the_field(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await using (var db = app.Db())
        {
            db.Add(new Message(campaign.Id, Step.Share, "en", null, "From [your town]: sign {link}"));
            await db.SaveChangesAsync();
        }
        var visitor = Person(app);
        (await RefusedAsync(await visitor.GetAsync($"{campaign.Path}/act/share?to=whatsapp"))).ShouldContain("Replace [your town] with your own words");
        (await RefusedAsync(await PostAsync(visitor, campaign, ("To", "facebook"), ("Text", "From [your town]: sign")))).ShouldContain("Replace [your town] with your own words");
        (await RefusedAsync(await PostAsync(visitor, campaign, ("To", "whatsapp"), ("Text", " ")))).ShouldContain("Write your message");
        (await RefusedAsync(await PostAsync(visitor, campaign, ("To", "whatsapp"), ("Text", new string('a', 20_000))))).ShouldContain("Shorten your message by 19,500 characters");
        (await RefusedAsync(await PostAsync(visitor, campaign, ("To", "whatsapp"), ("Text", "a\u202Eb")))).ShouldContain("Write your text without hidden characters");
        (await PostAsync(visitor, campaign, ("To", "evil"), ("Text", "Kept words"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync(visitor, campaign, ("To", "telegram"), ("Text", new string('a', 300)))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var after = app.Db();
        (await after.ShareLinks.Select(l => l.Channel).ToListAsync()).ShouldBe([Channel.Telegram]);
    }

    [Theory, OnBothDatabases]
    public async Task Variants_of_a_network_go_there_and_another_message_is_another(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await using (var db = app.Db())
        {
            db.AddRange(
                new Message(campaign.Id, Step.Share, "en", "Subject one", "First for all, says {first_name}: {link}"), new Message(campaign.Id, Step.Share, "en", "Subject two", "Second for all, says {first_name}: {link}"),
                new Message(campaign.Id, Step.Share, "en", null, "Only for Bluesky {link} #sky") { Channel = Channel.Bluesky });
            await db.SaveChangesAsync();
        }
        var ana = Person(app);
        await SignAsync(ana, campaign, "ana@example.org", "");
        async Task<string> OfferedAsync() => WebUtility.HtmlDecode(TextArea().Match(await (await ana.GetAsync($"{campaign.Path}/act/share")).Content.ReadAsStringAsync()).Groups[1].Value);
        var offered = await OfferedAsync();
        offered.ShouldMatch("^(First|Second) for all, says ana: https://campaigns.test/go/[0-9A-Za-z]{10}$");
        for (var i = 0; i < 5; i++) (await OfferedAsync()).ShouldBe(offered, "it is kept for this person");

        await PostAsync(ana, campaign, ("Do", "another"));

        var other = await OfferedAsync();
        other[..5].ShouldNotBe(offered[..5]);
        Said(await ana.GetAsync($"{campaign.Path}/act/share?to=threads"))[..5].ShouldBe(other[..5]);
        // Nobody is led away with a text that they have not seen: the general one leaves until Bluesky's own was shown.
        Said(await ana.GetAsync($"{campaign.Path}/act/share?to=bluesky"))[..5].ShouldBe(other[..5]);
        var (own, opens) = await PressAsync(ana, campaign, "bluesky", await OfferedAsync());
        own.ShouldMatch("^Only for Bluesky https://campaigns.test/go/[0-9A-Za-z]{10} #sky$");
        Uri.UnescapeDataString(opens.Query).ShouldBe($"?text={own}");
        (await BodyAsync(ana, $"{campaign.Path}/act/share?ready=bluesky")).ShouldContain("This message was written for Bluesky. It goes there in place of the one above.");
        Said(await ana.GetAsync($"{campaign.Path}/act/share?to=bluesky")).ShouldBe(own);
        await using var after = app.Db();
        var messages = await after.Messages.ToDictionaryAsync(m => m.Id, m => m.Text);
        foreach (var action in await after.Actions.ToListAsync())
        {
            (await after.ShareLinks.AnyAsync(l => l.SignatureId == action.SignatureId && l.Channel == action.Channel && l.MessageId == action.MessageId)).ShouldBeTrue("a link says by which variant it went");
            messages[action.MessageId!.Value][..5].ShouldBe(action.Text![..5]);
            action.IsCustomised.ShouldBeFalse();
        }
    }

    [Theory, OnBothDatabases]
    public async Task Whoever_wants_their_message_rather_than_the_network_s_sends_it(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await using (var db = app.Db())
        {
            db.AddRange(new Message(campaign.Id, Step.Share, "en", null, "For all: {link}"), new Message(campaign.Id, Step.Share, "en", null, "Only for WhatsApp: {link}") { Channel = Channel.WhatsApp });
            await db.SaveChangesAsync();
        }
        var browser = TestBrowser.Of(app);
        await browser.OpenAsync($"{campaign.Path}/act/share");
        await browser.PressAsync("/act/share", "whatsapp");
        ReadyIn(browser.Html).Text.ShouldStartWith("Only for WhatsApp: https://campaigns.test/go/");

        await browser.PressAsync("/act/share", "above");

        ReadyIn(browser.Html).Text.ShouldStartWith("For all: https://campaigns.test/go/");
        browser.Html.ShouldNotContain("This message was written for WhatsApp");
        await browser.PressAsync("/act/share", "whatsapp");
        ReadyIn(browser.Html).Text.ShouldStartWith("For all: ");
        // Words of their own go before any.
        await browser.PressAsync("/act/share", "whatsapp", ("Text", "Mine."));
        ReadyIn(browser.Html).Text.ShouldStartWith("Mine. https://campaigns.test/go/");
    }

    [Theory, OnBothDatabases]
    public async Task The_text_says_how_much_each_network_still_takes_and_too_long_is_refused_in_words(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var visitor = Person(app);
        // The link counts as 23 on X and Mastodon, and as long as it is elsewhere; an emoji is two on X and one elsewhere.
        var link = "https://campaigns.test/go/0123456789".Length;
        var words = new string('a', 200) + "🧑🏽‍🤝‍🧑🏻🛑";
        await PostAsync(visitor, campaign, ("To", "whatsapp"), ("Text", words));
        (await LeftAsync()).ShouldBe([$"X: {280 - 200 - 4 - 1 - 23} left", $"Bluesky: {300 - 202 - 1 - link} left", $"Mastodon: {500 - 202 - 1 - 23} left", $"Threads: {500 - 202 - 1 - link} left"]);

        // Punctuation behind a link is text.
        await PostAsync(visitor, campaign, ("To", "whatsapp"), ("Text", $"Here: https://campaigns.test{campaign.Path}!!!"));
        (await LeftAsync()).ShouldBe([$"X: {280 - 6 - 23 - 3} left", $"Bluesky: {300 - 6 - link - 3} left", $"Mastodon: {500 - 6 - 23 - 3} left", $"Threads: {500 - 6 - link - 3} left"]);

        foreach (var (word, name, most, over) in ((string, string, int, int)[])[("x", "X", 280 - 1 - 23, 12), ("bluesky", "Bluesky", 300 - 1 - link, 1), ("threads", "Threads", 500 - 1 - link, 20)])
        {
            var refused = await RefusedAsync(await PostAsync(visitor, campaign, ("To", word), ("Text", new string('b', most + over))));
            refused.ShouldContain($"Shorten your words by {over} character{(over == 1 ? "" : "s")} for {name}");
            refused.ShouldContain($"{name}: {over} too long");
            WebUtility.HtmlDecode(TextArea().Match(refused).Groups[1].Value).Trim().ShouldBe(new string('b', most + over), "nothing typed is lost");
            (await PostAsync(visitor, campaign, ("To", word), ("Text", new string('b', most)))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        }

        async Task<List<string>> LeftAsync() =>
            [.. new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await BodyAsync(visitor, $"{campaign.Path}/act/share")).QuerySelectorAll("#left span").Select(each => each.TextContent)];
    }

    [Theory, OnBothDatabases]
    public async Task A_visitor_beyond_the_limit_still_shares_and_leaves_no_row(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await using var db = app.Db();
        await db.LimitRules.Where(rule => rule.Name == LimitNames.VisitorActions).ExecuteUpdateAsync(set => set.SetProperty(rule => rule.Burst, 3));
        try
        {
            app.Clock.Advance(TimeSpan.FromHours(2));
            // Each by the link of the one before, as a program would.
            var query = "";
            for (var press = 0; press < 6; press++)
            {
                var led = await Person(app).GetAsync($"{campaign.Path}/act/share?to=telegram{query}");
                led.StatusCode.ShouldBe(HttpStatusCode.Redirect);
                if (press < 3) query = $"&via={GoIn(led.Headers.Location!)[^10..]}";
                else Uri.UnescapeDataString(led.Headers.Location!.Query).ShouldContain($"?url=https://campaigns.test{campaign.Path}?via={query[5..]}&");
            }
            var (shown, opens) = await PressAsync(Person(app), campaign, "x", "Typed words.");
            shown.ShouldBe($"Typed words. https://campaigns.test{campaign.Path}");
            Uri.UnescapeDataString(opens.Query).ShouldBe($"?text={shown}");
            (await db.ShareLinks.CountAsync()).ShouldBe(3);
            (await CountedAsync(app, campaign)).Where(count => count.Rung is Rung.Started).Sum(count => count.Number).ShouldBe(3);

            // Somebody who has signed is limited elsewhere.
            var ana = Person(app);
            await SignAsync(ana, campaign, "ana@example.org", "");
            (await PressAsync(ana, campaign, "x", "Typed words.")).Text.ShouldContain("/go/");
        }
        finally
        {
            await db.LimitRules.Where(rule => rule.Name == LimitNames.VisitorActions).ExecuteUpdateAsync(set => set.SetProperty(rule => rule.Burst, 60));
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Theory, OnBothDatabases]
    public async Task Shares_of_shares_end_at_the_fiftieth_generation(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await using (var db = app.Db())
        {
            db.Add(new ShareLink("Deep000049", campaign.Id, "en", Channel.X, null, null, null, 49, false, app.Now));
            await db.SaveChangesAsync();
        }
        var query = "?via=Deep000049";
        foreach (var word in (string[])["telegram", "x", "whatsapp"]) query = "?via=" + (await ShareAsync(Person(app), campaign, word, query))[^10..];
        var last = Person(app);
        await SignAsync(last, campaign, "ana@example.org", campaign.Path + query);

        await using var after = app.Db();
        (await after.ShareLinks.OrderBy(l => l.CreatedAt).ThenBy(l => l.Id).Select(l => l.Generation).ToListAsync()).ShouldBe([49, 50, 50, 50]);
        (await after.Signatures.SingleAsync()).Generation.ShouldBe(50);
        (await after.ShareLinks.Where(l => l.ParentId != null).CountAsync()).ShouldBe(3, "each still names the link before it");
    }

    [Theory, OnBothDatabases]
    public async Task Visitors_are_offered_no_text_that_says_that_they_signed(TestDatabase database)
    {
        var app = await apps.On(database);
        var (campaign, claiming) = (await new TestCampaign().AddToAsync(app), await new TestCampaign().AddToAsync(app));
        await using (var db = app.Db())
        {
            db.AddRange(
                new Message(campaign.Id, Step.Share, "en", null, "{signed} I signed, will you? {link}", weight: 100), new Message(campaign.Id, Step.Share, "en", null, "Will you sign? {link}"),
                new Message(campaign.Id, Step.Share, "en", null, "{signed}I just signed this. {link}") { Channel = Channel.WhatsApp }, new Message(claiming.Id, Step.Share, "en", null, "I signed. {signed} {link}"));
            await db.SaveChangesAsync();
        }
        for (var i = 0; i < 8; i++)
        {
            var visitor = Person(app);
            var offered = await OfferedAsync(visitor, campaign);
            offered.ShouldStartWith("Will you sign? https://");
            (await PressAsync(visitor, campaign, "whatsapp", offered)).Text.ShouldStartWith("Will you sign? ");
        }
        // Nothing is left for them: the headline is.
        (await OfferedAsync(Person(app), claiming)).ShouldStartWith("Stop selling face recognition to police https://");

        var ana = Person(app);
        await SignAsync(ana, campaign, "ana@example.org", "");
        await SignAsync(ana, claiming, "ana@example.org", "");
        (await OfferedAsync(ana, claiming)).ShouldMatch("^I signed\\. https://[^ ]+$");
        (await PressAsync(ana, claiming, "x", await OfferedAsync(ana, claiming))).Text.ShouldStartWith("I signed. ");

        var bo = Person(app);
        await SignAsync(bo, campaign, "bo@example.org", "");
        (await PressAsync(bo, campaign, "whatsapp", await OfferedAsync(bo, campaign))).Text.ShouldMatch("^I just signed this\\. https://[^ ]+$");

        async Task<string> OfferedAsync(HttpClient person, SeededCampaign of) => WebUtility.HtmlDecode(TextArea().Match(await BodyAsync(person, $"{of.Path}/act/share")).Groups[1].Value);
    }

    [Theory, OnBothDatabases]
    public async Task A_Mastodon_server_is_asked_for_checked_and_remembered(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var visitor = Person(app);
        (await BodyAsync(visitor, $"{campaign.Path}/act/share?to=mastodon&server=evil.example")).ShouldContain("Which Mastodon server are you on?");
        foreach (var server in (string[])["", "localhost", "127.0.0.1", "a.example/path", "a.example:81", "ana@a.example", "javascript:alert(1)", new string('a', 9_000)])
            (await RefusedAsync(await PostAsync(visitor, campaign, ("Do", "server"), ("Server", server)))).ShouldContain("Enter the name of your server, like mastodon.social");

        var answer = await PostAsync(visitor, campaign, ("Do", "server"), ("Server", "Bücher.example"));

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.ToString().ShouldBe($"{campaign.Path}/act/share?ready=mastodon#ready");
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(each => each.Contains("mastodon=", StringComparison.Ordinal));
        cookie.ShouldStartWith("__Host-mastodon=xn--bcher-kva.example; max-age=31536000;");
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        var page = await BodyAsync(visitor, $"{campaign.Path}/act/share?ready=mastodon");
        page.ShouldContain("href=\"https://xn--bcher-kva.example/share?text=");
        page.ShouldContain("Open xn--bcher-kva.example");
        (await CountedAsync(app, campaign)).Single(count => count.Rung is Rung.Started).Channel.ShouldBe(Channel.Mastodon);
    }

    [Theory, OnBothDatabases]
    public async Task Whoever_says_it_is_shared_is_believed_and_a_link_proves_it(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var (ana, bo) = (Person(app), Person(app));
        await SignAsync(ana, campaign, "ana@example.org", "");
        await SignAsync(bo, campaign, "bo@example.org", "");
        (await RefusedAsync(await PostAsync(ana, campaign, ("Do", "shared"), ("Where", "")))).ShouldContain("Select where you shared it");
        // Twice at once; the link was copied, so nothing had begun here.
        var answers = await Task.WhenAll(PostAsync(ana, campaign, ("Do", "shared"), ("Where", "threads")), PostAsync(ana, campaign, ("Do", "shared"), ("Where", "threads")));
        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.SeeOther);
        (await BodyAsync(ana, answers[0].Headers.Location!.ToString())).ShouldContain("Paste the link to your post (optional)");

        var wrong = await RefusedAsync(await PostAsync(ana, campaign, ("Do", "prove"), ("Where", "threads"), ("Link", "https://evil.example/@ana/post/1")));
        wrong.ShouldContain("Enter a link that starts with https://www.threads.com/");
        wrong.ShouldContain("value=\"https://evil.example/@ana/post/1\"");
        await PostAsync(ana, campaign, ("Do", "prove"), ("Where", "threads"), ("Link", "https://threads.net/@ana/post/Ab1?igshid=x"));
        await PostAsync(bo, campaign, ("Do", "shared"), ("Where", "threads"));
        (await RefusedAsync(await PostAsync(bo, campaign, ("Do", "prove"), ("Where", "threads"), ("Link", "https://www.threads.com/t/Ab1")))).ShouldContain("This link has been added already");

        await using var db = app.Db();
        var actions = await db.Actions.OrderBy(a => a.StartedAt).ToListAsync();
        actions.Select(a => (a.Channel, a.Rung, a.ProofUrl)).ShouldBe([(Channel.Threads, Rung.Proved, "https://www.threads.com/t/Ab1"), (Channel.Threads, Rung.SelfReported, null)]);
        // A visitor has nothing to say it of.
        (await PostAsync(Person(app), campaign, ("Do", "shared"), ("Where", "x"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await db.Actions.CountAsync()).ShouldBe(2);
    }

    [Theory, OnBothDatabases]
    public async Task The_thanks_page_and_the_step_show_one_s_own_link_and_its_code_to_print(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var ana = Person(app);
        await SignAsync(ana, campaign, "ana@example.org", "");
        await app.RunAsync<DrainDeliveries>();
        var mail = await app.Mail.NextToAsync("ana@example.org");
        await ana.PostAsync(mail.ConfirmPath, new FormUrlEncodedContent([]));

        var thanks = await BodyAsync(ana, $"{campaign.Path}/thanks");
        var link = GoLink().Match(thanks).Value;
        link.ShouldNotBeEmpty();
        foreach (var word in (string[])["whatsapp", "email", "telegram"]) thanks.ShouldContain($"{campaign.Path}/act/share?to={word}");
        var step = await BodyAsync(ana, $"{campaign.Path}/act/share");
        GoLink().Matches(step).Select(match => match.Value).ShouldContain(link);
        (await Person(app).GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var qr = Regex.Match(step, "/go/[0-9A-Za-z]{10}/qr\\.svg").Value;
        var picture = await Person(app).GetAsync(qr);
        picture.Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");
        System.Xml.Linq.XDocument.Parse(await picture.Content.ReadAsStringAsync()).Root!.Value.ShouldContain(qr.Replace("/qr.svg", ""));
        (await Person(app).GetAsync("/go/AAAAAAAAAA/qr.svg")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        // The page behind the mailed link may be opened by anybody: it names no link.
        (await BodyAsync(Person(app), mail.ConfirmPath)).ShouldNotContain("/go/");
        await using var db = app.Db();
        var signature = await db.Signatures.SingleAsync();
        (await db.ShareLinks.Where(l => l.SignatureId == signature.Id).Select(l => l.Channel).ToListAsync()).ShouldBe([Channel.Link, Channel.Qr], ignoreOrder: true);
    }

    [Theory, OnBothDatabases]
    public async Task A_campaign_without_the_step_says_so(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Then = (c, now) => c.SetSteps([Step.Tweet], now) }.AddToAsync(app);
        var answer = await Person(app).GetAsync($"{campaign.Path}/act/share?to=x");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("This campaign has no such step");
        (await Person(app).GetAsync("/c/nowhere/act/share")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static (Guid?, int, string) Credit(Signature signature) => (signature.ShareLinkId, signature.Generation, signature.Source);

    private static ShareLink LinkOf(List<ShareLink> links, string path) => links.Single(link => path.EndsWith("/go/" + link.Code, StringComparison.Ordinal));

    /// <summary>What was counted of the step.</summary>
    private static async Task<List<ReachCount>> CountedAsync(CampaignsApp app, SeededCampaign campaign)
    {
        await app.RunAsync<FlushReach>();
        await using var db = app.Db();
        return await db.ReachCounts.Where(count => count.CampaignId == campaign.Id && count.Step == Step.Share).ToListAsync();
    }

    private static HttpClient Person(CampaignsApp app)
    {
        var client = app.Client();
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", Agent);
        return client;
    }

    /// <summary>Signs from the page at this address, with what its form hands on.</summary>
    private static async Task SignAsync(HttpClient person, SeededCampaign campaign, string email, string landing)
    {
        var form = SigningPost.Form(email, email[..email.IndexOf('@')]);
        if (landing.Length > 0)
            foreach (Match hidden in Hidden().Matches(await BodyAsync(person, landing))) form[hidden.Groups[1].Value] = hidden.Groups[2].Value;
        (await person.SignAsync(campaign, form)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    /// <returns>Path of the share link that the network was handed.</returns>
    private static async Task<string> ShareAsync(HttpClient person, SeededCampaign campaign, string word, string query)
    {
        var page = await BodyAsync(person, $"{campaign.Path}/act/share{query}");
        page.ShouldContain($"name=\"To\" value=\"{word}\"");
        (string, string)[] fields = [("To", word), ("Text", WebUtility.HtmlDecode(TextArea().Match(page).Groups[1].Value)), .. Hidden().Matches(page).DistinctBy(hidden => hidden.Groups[1].Value).Select(hidden => (hidden.Groups[1].Value, hidden.Groups[2].Value))];
        var answer = await PostAsync(person, campaign, fields);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return GoIn(ReadyIn(await BodyAsync(person, answer.Headers.Location!.ToString().Split('#')[0])).Opens);
    }

    /// <returns>The text that is shown as ready, and where its link leads.</returns>
    private static async Task<(string Text, Uri Opens)> PressAsync(HttpClient person, SeededCampaign campaign, string word, string text)
    {
        var answer = await PostAsync(person, campaign, ("To", word), ("Text", text));
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return ReadyIn(await BodyAsync(person, answer.Headers.Location!.ToString().Split('#')[0]));
    }

    private static (string Text, Uri Opens) ReadyIn(string page)
    {
        var ready = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(page).QuerySelector("#ready") ?? throw new InvalidOperationException($"Nothing is ready: {page}");
        return (ready.QuerySelector("#ready-text")!.TextContent.ReplaceLineEndings("\n"), new Uri(ready.QuerySelector("a[data-opens]")!.GetAttribute("href")!));
    }

    private static string GoIn(Uri composer) => new Uri(GoLink().Match(Uri.UnescapeDataString(composer.Query)).Value).AbsolutePath;

    private static string Said(HttpResponseMessage answer) => Uri.UnescapeDataString(answer.Headers.Location!.Query["?text=".Length..]);

    private static async Task<string> BodyAsync(HttpClient person, string path) => await (await person.GetAsync(path)).Content.ReadAsStringAsync();

    private static async Task<string> RefusedAsync(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain("<title>Error: ");
        return WebUtility.HtmlDecode(page);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient person, SeededCampaign campaign, params (string Name, string Value)[] fields) =>
        person.PostAsync($"{campaign.Path}/act/share", new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    [GeneratedRegex("""<input type="hidden" name="(Via|Source)" value="([^"]*)">""")]
    private static partial Regex Hidden();

    [GeneratedRegex("""<textarea[^>]*>\r?\n?(.*?)</textarea>""", RegexOptions.Singleline)]
    private static partial Regex TextArea();

    [GeneratedRegex("https://campaigns\\.test/go/[0-9A-Za-z]{10}")]
    private static partial Regex GoLink();
}
