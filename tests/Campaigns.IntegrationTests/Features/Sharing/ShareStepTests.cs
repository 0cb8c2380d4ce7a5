using System.Net;
using System.Text.RegularExpressions;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
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
        // Its own browser looks like that, too: the link that a person is handed there works.
        (await Person(app).GetAsync(GoIn(led.Headers.Location!))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await using (var db = app.Db()) (await db.Actions.CountAsync()).ShouldBe(0);
        (await CountedAsync(app, campaign)).Select(count => (count.Rung, count.Number)).ShouldBe([(Rung.Shown, 1)]);
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
            var kept = await PostAsync(ana, campaign, ("Do", "keep"), ("Text", words));
            kept.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
            kept.Headers.Location!.ToString().ShouldBe($"{campaign.Path}/act/share?kept=1#networks");
            kept.Headers.GetValues("Set-Cookie").Single().Split(';')[0].Length.ShouldBeLessThan(4_000, "browsers drop more");
            var page = await (await ana.GetAsync($"{campaign.Path}/act/share?kept=1")).Content.ReadAsStringAsync();
            page.ShouldNotContain("<script>alert");
            WebUtility.HtmlDecode(TextArea().Match(page).Groups[1].Value).ReplaceLineEndings("\n").ShouldBe(words);
            var to = (await ana.GetAsync($"{campaign.Path}/act/share?to=whatsapp")).Headers.Location!;
            to.Host.ShouldBe("wa.me");
            to.Query.Split('&').Length.ShouldBe(1);
            Uri.UnescapeDataString(to.Query["?text=".Length..]).ShouldMatch("^" + Regex.Escape(words) + " https://campaigns\\.test/go/[0-9A-Za-z]{10}$");
        }
        await using var db = app.Db();
        var action = await db.Actions.SingleAsync();
        action.Text.ShouldBe(new string('家', 500));
        action.IsCustomised.ShouldBeTrue();
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
        (await RefusedAsync(await PostAsync(visitor, campaign, ("Do", "keep"), ("Text", " ")))).ShouldContain("Write your message");
        (await RefusedAsync(await PostAsync(visitor, campaign, ("Do", "keep"), ("Text", new string('a', 20_000))))).ShouldContain("Shorten your message by 19,500 characters");
        (await RefusedAsync(await PostAsync(visitor, campaign, ("Do", "keep"), ("Text", "a\u202Eb")))).ShouldContain("Write your text without hidden characters");
        await PostAsync(visitor, campaign, ("Do", "keep"), ("Text", new string('a', 300)));
        (await RefusedAsync(await visitor.GetAsync($"{campaign.Path}/act/share?to=x"))).ShouldContain("For X, shorten your message by 44 characters");
        (await visitor.GetAsync($"{campaign.Path}/act/share?to=telegram")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
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
        Said(await ana.GetAsync($"{campaign.Path}/act/share?to=bluesky")).ShouldMatch("^Only for Bluesky https://campaigns.test/go/[0-9A-Za-z]{10} #sky$");
        await using var after = app.Db();
        var messages = await after.Messages.ToDictionaryAsync(m => m.Id, m => m.Text);
        foreach (var action in await after.Actions.ToListAsync())
        {
            var link = await after.ShareLinks.SingleAsync(l => l.SignatureId == action.SignatureId && l.Channel == action.Channel);
            link.MessageId.ShouldBe(action.MessageId, "the link says by which variant it went");
            messages[action.MessageId!.Value][..5].ShouldBe(action.Text![..5]);
            action.IsCustomised.ShouldBeFalse();
        }
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
        answer.Headers.Location!.ToString().ShouldBe($"{campaign.Path}/act/share?to=mastodon#ready");
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldStartWith("__Host-mastodon=xn--bcher-kva.example; max-age=31536000;");
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        var page = await BodyAsync(visitor, $"{campaign.Path}/act/share?to=mastodon");
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
        var button = WebUtility.HtmlDecode(Regex.Match(page, $"href=\"([^\"]*[?&](?:amp;)?to={word})\"").Groups[1].Value);
        var answer = await person.GetAsync(button);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return GoIn(answer.Headers.Location!);
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
