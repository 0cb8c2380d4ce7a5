using System.Net;
using System.Text.RegularExpressions;
using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Limits;
using Campaigns.Core.Reporting;
using Campaigns.Web.Features.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.Acting;

/// <summary>Tweet and comment, from the form to the link that proves the post.</summary>
public sealed class PostTests(Apps apps) : ActTest, IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task A_person_composes_posts_says_so_and_proves_it(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app);
        var ana = await SignedAsync(app, campaign);
        (await ana.OpenAsync($"{campaign.Path}/thanks")).Text.ShouldContain("While you wait, would you like to tweet Dana Whitlock?");

        await ana.OpenAsync(ana.LinkOf("Yes")!);
        ana.Heading.ShouldBe("Thank you, Ana. Will you also tweet Dana Whitlock?");
        ana.Text.ShouldContain("Step 2 of 5");
        ana.Text.ShouldContain("Not counted yet: press the button in the mail we sent you.");
        ana.ValueOf("textarea").ShouldContain("@dwhitlock");
        ana.ValueOf("textarea").ShouldContain($"{app.Address}/go/");
        ana.LinkOf("Skip this step").ShouldBe($"{campaign.Path}/act/facebook");
        (await ActionsAsync(app)).ShouldBeEmpty(); // looking writes nothing

        await ana.PressAsync("Tweet to Dana Whitlock", ("Text", "@dwhitlock stop & think. 100% #now\r\nPlease?"));
        ana.Text.ShouldContain("Your tweet is ready");
        ana.LinkOf("Open X").ShouldBe("https://x.com/intent/tweet?text=%40dwhitlock%20stop%20%26%20think.%20100%25%20%23now%0APlease%3F");
        var begun = (await ActionsAsync(app)).ShouldHaveSingleItem();
        (begun.Step, begun.Channel, begun.TargetId, begun.Rung, begun.IsCustomised, begun.Text).ShouldBe((Step.Tweet, Channel.X, campaign.TargetId, Rung.Started, true, "@dwhitlock stop & think. 100% #now\nPlease?"));

        (await ana.OpenAsync($"{campaign.Path}/act/tweet")).Text.ShouldContain("Did you post it?"); // found again without anything in the address
        await ana.PressAsync("Not yet");
        (await ActionsAsync(app))[0].SelfReportedAt.ShouldBeNull();
        await ana.PressAsync("I posted it");
        (await ActionsAsync(app))[0].Rung.ShouldBe(Rung.SelfReported);

        (await ana.PressAsync("Save the link", ("Link", "https://evil.example/ana/status/1"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ana.Text.ShouldContain("Enter a link that starts with https://x.com/");
        ana.ValueOf("#link").ShouldBe("https://evil.example/ana/status/1");
        await ana.PressAsync("Save the link", ("Link", "https://twitter.com/ana/status/1234?s=20"));
        ana.Text.ShouldContain("Your post counts as proved");
        var proved = (await ActionsAsync(app)).ShouldHaveSingleItem();
        (proved.Rung, proved.ProofUrl).ShouldBe((Rung.Proved, "https://x.com/i/status/1234"));
        ana.LinkOf("Next: Comment on the Facebook page of Dana Whitlock").ShouldBe($"{campaign.Path}/act/facebook");

        var ben = await SignedAsync(app, campaign, "ben@example.org");
        await ben.OpenAsync($"{campaign.Path}/act/tweet");
        await ben.PressAsync("Tweet to Dana Whitlock");
        await ben.PressAsync("I posted it");
        (await ben.PressAsync("Save the link", ("Link", "https://x.com/ben/status/1234"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ben.Text.ShouldContain("This link has been added already");
        (await ActionsAsync(app))[1].IsCustomised.ShouldBeFalse();
    }

    [Theory, OnBothDatabases]
    public async Task A_comment_is_shown_copied_and_asked_for(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app);
        var ana = await SignedAsync(app, campaign);
        await ana.OpenAsync($"{campaign.Path}/act/facebook");
        ana.Text.ShouldContain("Facebook does not let us fill in your comment. Copy it, then paste it under a post on the page that opens.");

        await ana.PressAsync("Copy and open Facebook");
        ana.LinkOf("Open facebook.com/northwind").ShouldBe("https://www.facebook.com/northwind");
        ana.Text.ShouldContain("Select the text and copy it.");
        await ana.PressAsync("I’ve posted it");
        await ana.PressAsync("Save the link", ("Link", "https://www.facebook.com/northwind/posts/12345"));
        (await ActionsAsync(app)).ShouldHaveSingleItem().Rung.ShouldBe(Rung.Proved);

        await ConfirmAsync(app, ana);
        (await ana.OpenAsync($"{campaign.Path}/thanks")).Text.ShouldContain("3 steps left, if you have a minute");
        ana.Page.QuerySelectorAll(".tasks .tag-good").ShouldHaveSingleItem();
    }

    [Theory, OnBothDatabases]
    public async Task Pressing_ten_times_at_once_begins_one_message(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app);
        foreach (var walker in (Walker[])[await SignedAsync(app, campaign), new Walker(app)])
        {
            await walker.OpenAsync($"{campaign.Path}/act/tweet");
            var before = (await ActionsAsync(app)).Count;
            var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            {
                var (path, content) = walker.PostOf("Tweet to Dana Whitlock");
                return walker.Client.PostAsync(path, content);
            }));
            answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.SeeOther);
            (await ActionsAsync(app)).Count.ShouldBe(before + 1);
        }
        (await CountsAsync(app, campaign)).Where(each => each.Rung is Rung.Started).Sum(each => each.Number).ShouldBe(2);
    }

    [Theory, OnBothDatabases]
    public async Task Whatever_is_pressed_twice_at_once_is_recorded_once(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app, (row, now) => row.SendLetters(LetterWay.OwnProgram, now), (seeded, _, _) => [new Message(seeded.Id, Step.EmailTarget, "en", "Stop", "Dear {target}, stop.")]);
        (string Step, string Start, string Said, string Proof)[] steps =
        [
            ("facebook", "Copy and open Facebook", "I’ve posted it", "https://www.facebook.com/northwind/posts/12345"),
            ("tweet", "Tweet to Dana Whitlock", "I posted it", "https://x.com/ana/status/1234"),
            ("email", "My mail app", "I sent it", ""),
        ];
        foreach (var (who, walker) in ((string, Walker)[])[("signer", await SignedAsync(app, campaign)), ("visitor", new Walker(app))])
        {
            foreach (var (step, start, said, proof) in steps)
            {
                var before = (await ActionsAsync(app)).Select(action => action.Id).ToHashSet();
                async Task<SupporterAction> RecordedAsync() => (await ActionsAsync(app)).Where(action => !before.Contains(action.Id)).ShouldHaveSingleItem($"{who} {step}");
                var at = await TwiceAsync(await walker.OpenAsync($"{campaign.Path}/act/{step}"), start);
                (await RecordedAsync()).Rung.ShouldBe(Rung.Started);

                at = await TwiceAsync(await walker.OpenAsync(at), said);
                var reported = await RecordedAsync();
                reported.Rung.ShouldBe(Rung.SelfReported, $"{who} {step}");
                if (proof.Length == 0) continue;

                var link = who == "signer" ? proof : proof + "9";
                at = await TwiceAsync(await walker.OpenAsync(at), "Save the link", ("Link", link));
                var proved = await RecordedAsync();
                (proved.Rung, proved.SelfReportedAt).ShouldBe((Rung.Proved, reported.SelfReportedAt), $"{who} {step}");
                (await walker.OpenAsync(at)).Text.ShouldContain("counts as proved");
            }
        }
        await app.RunAsync<FlushReach>();
        await using var db = app.Db();
        (await db.ReachCounts.Where(each => each.CampaignId == campaign.Id && each.Rung == Rung.Started).SumAsync(each => each.Number)).ShouldBe(6);
    }

    /// <returns>Where both presses lead: the person sees one of the two answers, and it must not matter which.</returns>
    private static async Task<string> TwiceAsync(Walker walker, string button, params (string Field, string Value)[] typed)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ =>
        {
            var (path, content) = walker.PostOf(button, typed);
            return Task.Run(() => walker.Client.PostAsync(path, content));
        }));
        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.SeeOther, button);
        // A visitor's key is sealed anew in each answer, and names the same message.
        var places = answers.Select(answer => answer.Headers.Location!.OriginalString).ToList();
        places.Select(place => Regex.Replace(place, "a=[^&#]*", "")).Distinct().ShouldHaveSingleItem();
        return places[0];
    }

    [Theory, OnBothDatabases]
    public async Task What_cannot_be_posted_is_refused_in_words_and_nothing_typed_is_lost(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app, more: (seeded, _, _) => [new Core.Content.Message(seeded.Id, Step.FacebookComment, "en", null, "I live in [your town] and ask you to stop.", weight: 1000)]);
        var ana = await SignedAsync(app, campaign);
        await ana.OpenAsync($"{campaign.Path}/act/tweet");
        var tooLong = $"@dwhitlock {new string('x', 258)} https://example.org/a-very-long-address-that-counts-as-twenty-three";
        foreach (var (typed, sentence) in ((string, string)[])[(tooLong, "Shorten your tweet by 13 characters"), ("  ", "Write your tweet"), ("stop \u202Enow", "Write your text without hidden characters")])
        {
            (await ana.PressAsync("Tweet to Dana Whitlock", ("Text", typed))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            ana.Text.ShouldContain(sentence);
            ana.Page.Title!.ShouldStartWith("Error: ");
            ana.ValueOf("textarea").Trim().ShouldBe(typed.Trim());
        }
        ana.Page.QuerySelector("#left")!.TextContent.ShouldContain("characters left");

        await ana.OpenAsync($"{campaign.Path}/act/facebook");
        while (!ana.ValueOf("textarea").Contains("[your town]", StringComparison.Ordinal)) await ana.PressAsync("Another message");
        await ana.PressAsync("Copy and open Facebook");
        ana.Text.ShouldContain("Replace [your town] with your own words");
        (await ActionsAsync(app)).ShouldBeEmpty();
        await ana.PressAsync("Copy and open Facebook", ("Text", "I live in Lisbon [the capital] and ask you to stop."));
        (await ActionsAsync(app)).ShouldHaveSingleItem().Text.ShouldBe("I live in Lisbon [the capital] and ask you to stop.");
    }

    [Theory, OnBothDatabases]
    public async Task A_variant_is_kept_for_a_person_until_they_ask_for_another(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app);
        var ana = await SignedAsync(app, campaign);
        var first = (await ana.OpenAsync($"{campaign.Path}/act/tweet")).ValueOf("textarea");
        for (var i = 0; i < 6; i++) (await ana.OpenAsync($"{campaign.Path}/act/tweet")).ValueOf("textarea").ShouldBe(first);
        await ana.PressAsync("Another message");
        var second = ana.ValueOf("textarea");
        second.ShouldNotBe(first);
        (await ana.OpenAsync($"{campaign.Path}/act/tweet")).ValueOf("textarea").ShouldBe(second);
        await ana.PressAsync("Tweet to Dana Whitlock");
        await using var db = app.Db();
        var offered = await db.Messages.SingleAsync(m => m.Id == db.Actions.Single().MessageId);
        second[..5].ShouldBe(offered.Text.StartsWith('.') ? ".@dwh" : "Why d");
        // Their own link goes with it, and leads somewhere.
        var link = (await db.ShareLinks.SingleAsync()).Code;
        second.ShouldContain(link);
    }

    [Theory, OnBothDatabases]
    public async Task A_variant_that_is_switched_off_while_somebody_types_is_still_the_one_they_sent(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app);
        var ana = await SignedAsync(app, campaign);
        await ana.OpenAsync($"{campaign.Path}/act/tweet");
        var text = ana.ValueOf("textarea");
        await using var db = app.Db();
        var tweets = await db.Messages.Where(m => m.Step == Step.Tweet).ToListAsync();
        tweets.Count.ShouldBe(2);
        var offered = tweets.Single(message => text.StartsWith(message.Text.StartsWith('.') ? ".@dwh" : "Why d", StringComparison.Ordinal));
        offered.Offer(isOn: false, offered.Weight);
        await db.SaveChangesAsync();
        ((MemoryCache)app.Services.GetRequiredService<IMemoryCache>()).Clear();

        await ana.PressAsync("Tweet to Dana Whitlock");

        var action = (await ActionsAsync(app)).ShouldHaveSingleItem();
        (action.MessageId, action.IsCustomised, action.Text).ShouldBe((offered.Id, false, text));
        // Whoever comes now is offered another.
        var ben = await SignedAsync(app, campaign, "ben@example.org");
        (await ben.OpenAsync($"{campaign.Path}/act/tweet")).ValueOf("textarea").ShouldNotStartWith(text[..5]);
    }

    [Theory, OnBothDatabases]
    public async Task Three_of_many_targets_are_offered_others_on_request_and_each_is_an_action(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app, more: (seeded, _, _) => Enumerable.Range(2, 4).Select(at => Another(seeded, at, $"Person {at}")));
        var ana = await SignedAsync(app, campaign);
        await ana.OpenAsync($"{campaign.Path}/act/tweet");
        var offered = Chips(ana);
        offered.Length.ShouldBe(3);
        (await ana.OpenAsync($"{campaign.Path}/act/tweet")).Page.QuerySelectorAll(".chip bdi").Select(chip => chip.TextContent).ShouldBe(offered);

        await ana.PressAsync("Tweet to another person");
        Chips(ana).ShouldNotBe(offered);
        var chosen = ana.Page.QuerySelector("input[type=radio]:not(:checked)")!;
        await ana.PressAsync(ana.Page.QuerySelector("[data-primary]")!.TextContent.Trim(), ("To", chosen.GetAttribute("value")!));
        var first = (await ActionsAsync(app)).ShouldHaveSingleItem();
        first.Text!.ShouldContain($"@{chosen.GetAttribute("data-handle")}"); // words as offered, for whoever was chosen
        first.IsCustomised.ShouldBeFalse();

        await ana.PressAsync("I posted it");
        await ana.OpenAsync(ana.LinkOf("Tweet to another person")!);
        var old = ana.Page.QuerySelector("input[type=radio]:checked")!.GetAttribute("data-handle");
        var other = ana.Page.QuerySelectorAll("input[type=radio]").First(chip => chip.GetAttribute("data-handle") is var handle && handle != old && handle != chosen.GetAttribute("data-handle"));
        await ana.PressAsync(ana.Page.QuerySelector("[data-primary]")!.TextContent.Trim(), ("To", other.GetAttribute("value")!), ("Text", $"Hello @{old}, stop."));
        (await ActionsAsync(app))[1].Text.ShouldBe($"Hello @{other.GetAttribute("data-handle")}, stop.");
        (await ActionsAsync(app)).Select(action => action.TargetId).Distinct().Count().ShouldBe(2);

        static string[] Chips(Walker walker) => [.. walker.Page.QuerySelectorAll(".chip bdi").Select(chip => chip.TextContent)];
    }

    [Theory, OnBothDatabases]
    public async Task A_step_works_alone_and_without_a_cookie_and_credits_nobody(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app);
        var visitor = new Walker(app);
        await visitor.OpenAsync($"{campaign.Path}/act/tweet?source=Newsletter");
        visitor.Heading.ShouldBe("Will you tweet Dana Whitlock?");
        visitor.Text.ShouldNotContain("Not counted yet");
        await visitor.PressAsync("Tweet to Dana Whitlock", ("Text", "Stop it."));
        visitor.Text.ShouldContain("Your tweet is ready");
        var action = (await ActionsAsync(app)).ShouldHaveSingleItem();
        (action.SignatureId, action.Source).ShouldBe((null, "newsletter"));
        visitor.At.ShouldNotContain(action.Id.ToString());
        visitor.At.ShouldNotContain(action.Id.ToString("n"));

        var elsewhere = new Walker(app); // the address alone finds it again
        await elsewhere.OpenAsync(visitor.At);
        await elsewhere.PressAsync("I posted it");
        await elsewhere.PressAsync("Save the link", ("Link", "https://x.com/a/status/99"));
        (await ActionsAsync(app)).ShouldHaveSingleItem().Rung.ShouldBe(Rung.Proved);
        (await new Walker(app).OpenAsync($"{campaign.Path}/act/tweet")).Text.ShouldNotContain("Your tweet is ready");
        (await new Walker(app).OpenAsync($"{campaign.Path}/act/tweet?to=1&a=forged")).Text.ShouldNotContain("Your tweet is ready");
        // A visitor's key opens nothing of somebody who has signed.
        var ana = await SignedAsync(app, campaign);
        (await ana.OpenAsync(visitor.At)).Text.ShouldNotContain("Your tweet is ready");
    }

    [Theory, OnBothDatabases]
    public async Task A_step_that_the_campaign_does_not_have_and_one_that_is_not_open_are_answered_in_words(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app, (row, now) => row.SetSteps([Step.EmailTarget, Step.Tweet], now));
        foreach (var word in (string[])["facebook", "tweets", "sign"])
        {
            var page = await new Walker(app).OpenAsync($"{campaign.Path}/act/{word}");
            page.Status.ShouldBe(HttpStatusCode.NotFound);
            page.Page.QuerySelectorAll(".tasks a").Select(link => link.GetAttribute("href")).ShouldBe([$"{campaign.Path}/act/email", $"{campaign.Path}/act/tweet"]);
        }
        (await new Walker(app).OpenAsync($"{campaign.Path}/act/tweet")).Text.ShouldContain("Step 3 of 3");

        foreach (var (end, sentence) in ((Action<Campaign, DateTimeOffset>, string)[])[((row, now) => row.Pause(now), "This campaign is paused."), ((row, now) => row.Close(now), "This campaign is over.")])
        {
            var over = await SeedAsync(app, end);
            var visitor = await new Walker(app).OpenAsync($"{over.Path}/act/tweet");
            visitor.Text.ShouldContain(sentence);
            var answer = await visitor.Client.PostAsync($"{over.Path}/act/tweet", new FormUrlEncodedContent([KeyValuePair.Create("Text", "These are my words."), KeyValuePair.Create("Do", "start")]));
            answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            (await answer.Content.ReadAsStringAsync()).ShouldContain("These are my words.");
        }
        (await ActionsAsync(app)).ShouldBeEmpty();
    }

    [Theory, OnBothDatabases]
    public async Task What_is_shown_and_begun_is_counted_for_people_and_not_for_robots(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app);
        var ana = await SignedAsync(app, campaign);
        ana.Client.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        await ana.OpenAsync($"{campaign.Path}/act/tweet");
        await ana.PressAsync("Tweet to Dana Whitlock");
        await ana.OpenAsync($"{campaign.Path}/act/tweet"); // ready: not shown again
        await ana.PressAsync("I posted it");
        var robot = new Walker(app);
        robot.Client.DefaultRequestHeaders.UserAgent.ParseAdd("Twitterbot/1.0");
        await robot.OpenAsync($"{campaign.Path}/act/tweet");

        var message = (await ActionsAsync(app)).Single().MessageId!.Value;
        (await CountsAsync(app, campaign)).Select(each => (each.Rung, each.TargetId, each.MessageId, each.Number)).OrderBy(each => each.Rung)
            .ShouldBe([(Rung.Shown, campaign.TargetId, message, 1), (Rung.Started, campaign.TargetId, message, 1)]);
    }

    [Theory, OnBothDatabases]
    public async Task Whoever_signs_again_acts_as_anybody_and_confirming_makes_it_theirs(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app);
        var ana = await SignedAsync(app, campaign);
        await ana.OpenAsync($"{campaign.Path}/act/facebook");
        await ana.PressAsync("Copy and open Facebook", ("Text", "First words."));
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        var again = await SignedAsync(app, campaign); // the same address in another browser, perhaps another person's
        (await again.OpenAsync($"{campaign.Path}/act/facebook")).Text.ShouldNotContain("First words.");
        await again.OpenAsync($"{campaign.Path}/act/tweet");
        await again.PressAsync("Tweet to Dana Whitlock");
        again.Text.ShouldContain("Your tweet is ready");
        (await ana.OpenAsync($"{campaign.Path}/act/tweet")).Text.ShouldNotContain("Your tweet is ready");

        await ConfirmAsync(app, again);
        await using var db = app.Db();
        var signature = (await db.Signatures.SingleAsync()).Id;
        (await ActionsAsync(app)).ShouldAllBe(action => action.SignatureId == signature);
        (await again.OpenAsync($"{campaign.Path}/act/facebook")).Text.ShouldContain("First words.");
        (await again.OpenAsync($"{campaign.Path}/act/tweet")).Text.ShouldContain("Your tweet is ready");
    }

    [Theory, OnBothDatabases]
    public async Task Visitors_are_offered_no_tweet_that_says_that_they_signed(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app, more: (seeded, _, _) => [new Message(seeded.Id, Step.Tweet, "en", null, "{signed}.{handle} I signed this. {link}", weight: 1_000)]);
        for (var i = 0; i < 8; i++)
        {
            var visitor = await new Walker(app).OpenAsync($"{campaign.Path}/act/tweet");
            visitor.ValueOf("textarea").ShouldNotContain("I signed this");
            for (var press = 0; press < 2; press++)
            {
                await visitor.PressAsync("Another message");
                visitor.ValueOf("textarea").ShouldNotContain("I signed this");
            }
        }
        var ana = await SignedAsync(app, campaign);
        await ana.OpenAsync($"{campaign.Path}/act/tweet");
        for (var press = 0; press < 6 && !ana.ValueOf("textarea").Contains("I signed this"); press++) await ana.PressAsync("Another message");
        ana.ValueOf("textarea").ShouldStartWith(".@dwhitlock I signed this. https://");
    }

    [Theory, OnBothDatabases]
    public async Task Beyond_what_one_person_may_begin_the_page_says_so_and_keeps_the_text(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app);
        await using var db = app.Db();
        await db.LimitRules.Where(rule => rule.Name == LimitNames.VisitorActions).ExecuteUpdateAsync(set => set.SetProperty(rule => rule.Burst, 2));
        try
        {
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            for (var i = 0; i < 3; i++)
            {
                var visitor = await new Walker(app).OpenAsync($"{campaign.Path}/act/tweet");
                await visitor.PressAsync("Tweet to Dana Whitlock", ("Text", $"Number {i}."));
                visitor.Status.ShouldBe(i < 2 ? HttpStatusCode.OK : HttpStatusCode.TooManyRequests);
                if (i < 2) continue;
                visitor.Text.ShouldContain("You have begun more messages than we take at once");
                visitor.ValueOf("textarea").ShouldBe("Number 2.");
            }
            (await ActionsAsync(app)).Count.ShouldBe(2);
        }
        finally
        {
            await db.LimitRules.Where(rule => rule.Name == LimitNames.VisitorActions).ExecuteUpdateAsync(set => set.SetProperty(rule => rule.Burst, 60));
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Theory, OnBothDatabases]
    public async Task Thirty_actions_of_one_proved_person_a_day_and_no_more(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app);
        var ana = await SignedAsync(app, campaign);
        await ConfirmAsync(app, ana);
        await using var db = app.Db();
        await db.Supporters.ExecuteUpdateAsync(set => set.SetProperty(s => s.Actions, 29));

        await ana.OpenAsync($"{campaign.Path}/act/tweet");
        await ana.PressAsync("Tweet to Dana Whitlock");
        ana.Status.ShouldBe(HttpStatusCode.OK);
        await ana.OpenAsync($"{campaign.Path}/act/facebook");
        await ana.PressAsync("Copy and open Facebook", ("Text", "Kept words."));
        ana.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        ana.ValueOf("textarea").ShouldBe("Kept words.");
        (await db.Supporters.AsNoTracking().SingleAsync()).Actions.ShouldBe(30); // what was refused does not count
        app.Clock.Advance(TimeSpan.FromHours(25));
        await ana.PressAsync("Copy and open Facebook");
        ana.Text.ShouldContain("Your comment is ready");
        (await db.Supporters.AsNoTracking().SingleAsync()).Actions.ShouldBe(1);
    }

    private static async Task<List<ReachCount>> CountsAsync(CampaignsApp app, SeededCampaign campaign)
    {
        await app.RunAsync<FlushReach>();
        await using var db = app.Db();
        return await db.ReachCounts.Where(each => each.CampaignId == campaign.Id && each.Step == Step.Tweet).ToListAsync();
    }
}
