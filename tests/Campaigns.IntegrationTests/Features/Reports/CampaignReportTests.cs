using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Reporting;
using Campaigns.Core.Signing;
using Campaigns.Testing;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Reports;

/// <summary>What each figure is, and who is in none of them.</summary>
public sealed class CampaignReportTests(Apps apps) : IClassFixture<Apps>
{
    private static readonly TimeSpan FourDays = TimeSpan.FromDays(4), TwoHours = TimeSpan.FromHours(2);

    [Theory, OnBothDatabases]
    public async Task Signatures_are_created_confirmed_bounced_and_withdrawn_and_sign_has_a_ladder_of_its_own(TestDatabase database)
    {
        var seed = await ReachSeed.NewAsync(await apps.On(database));
        for (var at = 0; at < 3; at++) await seed.PersonAsync();
        await seed.BouncedConfirmationAsync(await seed.PersonAsync(SignatureState.Pending));
        await seed.PersonAsync(SignatureState.Withdrawn);
        await seed.ReachAsync(Step.Sign, Rung.Shown, 20);
        await seed.ReachAsync(Step.Sign, Rung.Started, 5);

        var report = await seed.ReportAsync();

        report.Signatures.ShouldBe(new SignatureFigures(Created: 4, Confirmed: 3, Bounced: 1, Withdrawn: 1));
        Told(report, Step.Sign).ShouldBe("20 5 SeenByUs 3 NothingToReceive NoAnswer");
    }

    [Theory, OnBothDatabases]
    public async Task A_tweet_climbs_by_being_shown_started_reported_proved_and_followed(TestDatabase database)
    {
        var seed = await ReachSeed.NewAsync(await apps.On(database));
        var message = await seed.MessageAsync(Step.Tweet);
        await seed.ReachAsync(Step.Tweet, Rung.Shown, 30, target: seed.Campaign.TargetId, message: message.Id);
        await seed.ReachAsync(Step.Tweet, Rung.Started, 9, target: seed.Campaign.TargetId, message: message.Id);
        var sharer = await seed.PersonAsync();
        await seed.ActionAsync(sharer, rung: Rung.Proved, message: message.Id, isCustomised: true);
        await seed.ActionAsync(await seed.PersonAsync(), rung: Rung.SelfReported, message: message.Id);
        await seed.ActionAsync(await seed.PersonAsync(), message: message.Id);
        var (tweeted, shared) = (await seed.LinkAsync(Channel.X, sharer, message: message.Id), await seed.LinkAsync(Channel.X, sharer));
        for (var at = 0; at < 2; at++) await seed.PersonAsync(link: tweeted.Id, generation: 1, source: "share-x");
        await seed.PersonAsync(link: shared.Id, generation: 1, source: "share-x");
        await seed.EntryAsync(TimelineKind.Reply, new DateOnly(2026, 5, 9));

        var report = await seed.ReportAsync();

        Told(report, Step.Tweet).ShouldBe("30 9 2 1 2 1");
        Told(report, Step.Share, Channel.X).ShouldBe("OneForAllNetworks 0 0 0 1 AsksNothing");
        var target = Ladder(report, Step.Tweet).Targets.ShouldHaveSingleItem();
        (target.Name, Told(target.Figures)).ShouldBe(("Dana Whitlock", "30 9 2 1 NotByTarget 1"));
        var variant = report.Variants.ShouldHaveSingleItem();
        (Told(variant.Figures), variant.Texts, variant.Customised).ShouldBe(("30 9 2 1 2 NotByVariant", 3, 1));
        Parts(Ladder(report, Step.Tweet).Figures).ShouldBe("FirstRung 30%ofShown30 22.2%ofStarted9 50%ofSelfReported2 OtherPeople AnswersCampaign");
        Parts(variant.Figures).ShouldBe("FirstRung 30%ofShown30 22.2%ofStarted9 50%ofSelfReported2 OtherPeople NoFigure");
    }

    [Theory, OnBothDatabases]
    public async Task Letters_by_our_server_are_proved_by_its_answer_and_received_after_72_hours_without_a_bounce(TestDatabase database)
    {
        var seed = await ReachSeed.NewAsync(await apps.On(database));
        await seed.ReachAsync(Step.EmailTarget, Rung.Started, 8, Channel.Email);
        await LetterAsync(seed, DeliveryState.Sent, FourDays);
        await LetterAsync(seed, DeliveryState.Sent, TwoHours);
        await LetterAsync(seed, DeliveryState.Sent, FourDays, hasBounced: true);
        foreach (var state in (DeliveryState[])[DeliveryState.Failed, DeliveryState.Uncertain, DeliveryState.Cancelled, DeliveryState.Suppressed, DeliveryState.Pending]) await LetterAsync(seed, state, FourDays);

        var ladder = Ladder(await seed.ReportAsync(), Step.EmailTarget);

        Told(ladder.Figures).ShouldBe("0 8 SentByUs 3 1 NoAnswer");
        ladder.Letters.ShouldBe(new LetterFigures(Waiting: 1, Failed: 1, Uncertain: 1, Suppressed: 1, Cancelled: 1, Bounced: 1));
        Told(ladder.Targets.Single().Figures).ShouldBe("0 0 SentByUs 3 1 NoAnswer");
    }

    [Theory, OnBothDatabases]
    public async Task A_letter_that_was_tried_twice_is_one_letter(TestDatabase database)
    {
        var seed = await ReachSeed.NewAsync(await apps.On(database));
        var person = await seed.PersonAsync();
        var action = await seed.ActionAsync(person, Step.EmailTarget);
        await seed.LetterAsync(person, action, DeliveryState.Failed, FourDays);
        await seed.LetterAsync(person, action, DeliveryState.Sent, FourDays);
        await seed.LetterAsync(person, action, DeliveryState.Sent, FourDays);

        var ladder = Ladder(await seed.ReportAsync(), Step.EmailTarget);

        Told(ladder.Figures).ShouldBe("0 0 SentByUs 1 1 NoAnswer");
        ladder.Letters!.Failed.ShouldBe(0);
    }

    [Theory, OnBothDatabases]
    public async Task Letters_by_the_supporters_program_are_proved_by_copies_and_received_by_nobody_knows_whom(TestDatabase database)
    {
        var seed = await ReachSeed.NewAsync(await apps.On(database), (campaign, now) => campaign.SendLetters(LetterWay.OwnProgram, now));
        await seed.ReachAsync(Step.EmailTarget, Rung.Started, 3, Channel.Email);
        await seed.ActionAsync(await seed.PersonAsync(), Step.EmailTarget, Rung.Proved);
        await seed.ActionAsync(await seed.PersonAsync(), Step.EmailTarget, Rung.SelfReported);

        Told(await seed.ReportAsync(), Step.EmailTarget).ShouldBe("0 3 2 1 ShowsSendingOnly NoAnswer");
    }

    [Theory, OnBothDatabases]
    public async Task What_left_by_the_way_that_the_campaign_had_before_keeps_its_own_ladder(TestDatabase database)
    {
        var seed = await ReachSeed.NewAsync(await apps.On(database), (campaign, now) => campaign.SendLetters(LetterWay.OwnProgram, now));
        await LetterAsync(seed, DeliveryState.Sent, FourDays);
        await seed.ActionAsync(await seed.PersonAsync(), Step.EmailTarget, Rung.Proved);

        var ladders = (await seed.ReportAsync()).Ladders.Where(ladder => ladder.Step is Step.EmailTarget).ToDictionary(ladder => ladder.Way!.Value, ladder => Told(ladder.Figures));

        ladders[LetterWay.OurServer].ShouldBe("CountedTogether CountedTogether SentByUs 1 1 NoAnswer");
        ladders[LetterWay.OwnProgram].ShouldBe("0 0 1 1 ShowsSendingOnly NoAnswer");
    }

    [Theory, OnBothDatabases]
    public async Task Shares_have_a_ladder_a_channel_and_what_has_no_public_link_proves_nothing(TestDatabase database)
    {
        var seed = await ReachSeed.NewAsync(await apps.On(database));
        await seed.ReachAsync(Step.Share, Rung.Shown, 12);
        await seed.ReachAsync(Step.Share, Rung.Started, 5, Channel.WhatsApp);
        await seed.ReachAsync(Step.Share, Rung.Started, 2, Channel.Bluesky);
        var sharer = await seed.PersonAsync();
        await seed.ActionAsync(sharer, Step.Share, Rung.SelfReported);
        await seed.ActionAsync(sharer, Step.Share, Rung.Proved, Channel.Bluesky);
        await seed.PersonAsync(link: (await seed.LinkAsync(Channel.WhatsApp, sharer)).Id, generation: 1, source: "share-whatsapp");
        await seed.PersonAsync(SignatureState.Pending, link: (await seed.LinkAsync(Channel.WhatsApp, sharer)).Id, generation: 1, source: "share-whatsapp");

        var report = await seed.ReportAsync();

        report.ShareStepShown.ShouldBe(12);
        Told(report, Step.Share, Channel.WhatsApp).ShouldBe("OneForAllNetworks 5 1 NoPublicLink 1 AsksNothing");
        Told(report, Step.Share, Channel.Bluesky).ShouldBe("OneForAllNetworks 2 1 1 0 AsksNothing");
        Parts(Ladder(report, Step.Share, Channel.WhatsApp).Figures).ShouldBe("NoFigure 41.7%ofShown12 20%ofStarted5 NoFigure OtherPeople NoFigure");
        (await seed.ReportAsync(new() { Step = Step.Tweet })).ShareStepShown.ShouldBeNull();
        report.Ladders.Count(ladder => ladder.Step is Step.Share).ShouldBe(2);
    }

    [Theory, OnBothDatabases]
    public async Task Visitors_without_a_signature_stand_apart(TestDatabase database)
    {
        var seed = await ReachSeed.NewAsync(await apps.On(database));
        await seed.ReachAsync(Step.Tweet, Rung.Started, 3);
        await seed.ActionAsync(null, rung: Rung.Proved);
        await seed.ActionAsync(null, rung: Rung.SelfReported);
        await seed.ActionAsync(await seed.PersonAsync(), rung: Rung.SelfReported);

        var ladder = Ladder(await seed.ReportAsync(), Step.Tweet);

        ladder.Figures.Take(4).Select(figure => (figure.Number, figure.WithoutPerson)).ShouldBe([(0, 0), (3, 2), (1, 2), (0, 1)]);
    }

    [Theory, OnBothDatabases]
    public async Task Sources_and_generations_tell_who_brought_whom_and_robots_stand_apart(TestDatabase database)
    {
        var seed = await ReachSeed.NewAsync(await apps.On(database));
        var first = await seed.LinkAsync(Channel.WhatsApp);
        var second = await seed.LinkAsync(Channel.X, generation: 2);
        await seed.VisitsAsync(first, 40, 7);
        await seed.VisitsAsync(second, 9, 1);
        await seed.PersonAsync();
        await seed.PersonAsync(link: first.Id, generation: 1, source: "share-whatsapp");
        await seed.PersonAsync(SignatureState.Pending, link: first.Id, generation: 1, source: "share-whatsapp");
        await seed.PersonAsync(link: second.Id, generation: 2, source: "share-x");
        await seed.ReachAsync(Step.Sign, Rung.Shown, 33, source: "share-whatsapp", generation: 1);
        await seed.ReachAsync(Step.Sign, Rung.Shown, 4, source: "newsletter");
        await seed.ReachAsync(Step.Sign, Rung.Started, 1, source: "newsletter");

        var report = await seed.ReportAsync();

        report.Generations.ShouldBe([new(0, null, null, new(4, 1, 1, 1, 0, 0, 0)), new(1, 40, 7, new(33, 0, 2, 1, 0, 0, 0)), new(2, 9, 1, new(0, 0, 1, 1, 0, 0, 0))]);
        report.AnyLink.ShouldBe(new(null, 49, 8, new(33, 0, 3, 2, 0, 0, 0)));
        report.Sources.ShouldBe([new("share-whatsapp", new(33, 0, 2, 1, 0, 0, 0)), new("", new(0, 0, 1, 1, 0, 0, 0)), new("share-x", new(0, 0, 1, 1, 0, 0, 0)), new("newsletter", new(4, 1, 0, 0, 0, 0, 0))]);
        report.Choices.Sources.ShouldBe(["share-whatsapp", "", "share-x", "newsletter"]);
    }

    [Theory, OnBothDatabases]
    public async Task By_source_and_generation_each_person_counts_once_by_how_far_any_message_came(TestDatabase database)
    {
        var seed = await ReachSeed.NewAsync(await apps.On(database));
        var person = await seed.PersonAsync(source: "newsletter", ago: FourDays);
        await seed.ActionAsync(person, rung: Rung.Proved, source: "newsletter");
        await seed.ActionAsync(person, Step.FacebookComment, Rung.SelfReported, source: "newsletter");
        await seed.LetterAsync(person, await seed.ActionAsync(person, Step.EmailTarget, source: "newsletter"), DeliveryState.Sent, FourDays);
        var writer = await seed.PersonAsync(source: "newsletter", ago: FourDays);
        await seed.LetterAsync(writer, await seed.ActionAsync(writer, Step.EmailTarget, source: "newsletter"), DeliveryState.Sent, FourDays);
        var inVain = await seed.PersonAsync(source: "newsletter", ago: FourDays);
        await seed.LetterAsync(inVain, await seed.ActionAsync(inVain, Step.EmailTarget, Rung.Proved, source: "newsletter"), DeliveryState.Failed, FourDays);
        await seed.ActionAsync(await seed.PersonAsync(SignatureState.Pending, source: "newsletter"), rung: Rung.Proved, source: "newsletter");
        await seed.ActionAsync(await seed.PersonAsync(generation: 1, source: "share-x"), Step.Share, Rung.SelfReported, source: "share-x", generation: 1);

        var report = await seed.ReportAsync();
        var tweets = await seed.ReportAsync(new() { Step = Step.Tweet });

        report.Sources.Select(of => (of.Source, of.Came.Started, of.Came.SelfReported, of.Came.Proved)).ShouldBe([("newsletter", 4, 2, 2), ("share-x", 1, 1, 0)]);
        report.Generations.Select(of => (of.Generation, of.Came.Started, of.Came.SelfReported, of.Came.Proved)).ShouldBe([(0, 4, 2, 2), (1, 1, 1, 0)]);
        (report.AnyLink.Came.Started, report.AnyLink.Came.SelfReported).ShouldBe((1, 1));
        tweets.Sources.Select(of => (of.Source, of.Came.Started, of.Came.SelfReported, of.Came.Proved)).ShouldBe([("newsletter", 2, 1, 1), ("share-x", 0, 0, 0)]);
    }

    [Theory, OnBothDatabases]
    public async Task Visits_to_share_links_are_those_of_the_days_the_language_and_the_source_asked_for(TestDatabase database)
    {
        var app = await apps.On(database);
        var seed = await ReachSeed.NewAsync(app);
        var (first, second) = (await seed.LinkAsync(Channel.WhatsApp), await seed.LinkAsync(Channel.X, generation: 2));
        await seed.VisitsAsync(first, 40, 7, FourDays);
        await seed.VisitsAsync(second, 9, 1);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeBySystemTimeZoneId(app.Now, "Europe/Lisbon").DateTime);

        (await VisitsAsync(new())).ShouldBe("1:40/7 2:9/1 any:49/8");
        (await VisitsAsync(new() { From = today })).ShouldBe("2:9/1 any:9/1");
        (await VisitsAsync(new() { To = today.AddDays(-1) })).ShouldBe("1:40/7 any:40/7");
        (await VisitsAsync(new() { Source = "share-x" })).ShouldBe("2:9/1 any:9/1");
        (await VisitsAsync(new() { Source = "newsletter" })).ShouldBe("any:0/0");
        (await VisitsAsync(new() { Language = "fr" })).ShouldBe("any:0/0");

        async Task<string> VisitsAsync(ReportFilter filter)
        {
            var report = await seed.ReportAsync(filter);
            return string.Join(' ', report.Generations.Append(report.AnyLink).Select(of => $"{of.Generation?.ToString() ?? "any"}:{of.Visits}/{of.RobotVisits}"));
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_percentage_is_of_the_next_lower_rung_with_a_figure_or_says_why_there_is_none(TestDatabase database)
    {
        var seed = await ReachSeed.NewAsync(await apps.On(database));
        await seed.ReachAsync(Step.Sign, Rung.Shown, 8);
        await seed.ReachAsync(Step.Sign, Rung.Started, 4);
        await seed.ReachAsync(Step.EmailTarget, Rung.Shown, 3, Channel.Email);
        await seed.ReachAsync(Step.EmailTarget, Rung.Started, 4, Channel.Email);
        await LetterAsync(seed, DeliveryState.Sent, FourDays);
        await LetterAsync(seed, DeliveryState.Sent, TwoHours);
        await LetterAsync(seed, DeliveryState.Failed, FourDays);

        var report = await seed.ReportAsync();

        Parts(Ladder(report, Step.Sign).Figures).ShouldBe("FirstRung 50%ofShown8 NoFigure 75%ofStarted4 NoFigure NoFigure");
        Parts(Ladder(report, Step.EmailTarget).Figures).ShouldBe("FirstRung LargerThanBefore NoFigure 50%ofStarted4 50%ofProved2 NoFigure");
        Parts(Ladder(report, Step.Tweet).Figures).ShouldBe("FirstRung NothingBefore NothingBefore NothingBefore OtherPeople NoFigure");
    }

    /// <summary>One row each that must move nothing; leave its exclusion out of the query and its line fails.</summary>
    [Theory]
    [OnBothDatabases("test signature", "withdrawn test signature", "fraudulent", "invalidated", "withdrawn", "test action", "test letter", "test link", "own link", "test bounce", "letter of a fraudulent signer", "other campaign", "entry without source", "press entry")]
    public async Task Whoever_does_not_count_moves_no_figure(TestDatabase database, string who)
    {
        var app = await apps.On(database);
        var seed = await ReachSeed.NewAsync(app);
        var person = await seed.PersonAsync(ago: FourDays);
        await seed.ActionAsync(person, rung: Rung.Proved);
        var letter = await seed.ActionAsync(person, Step.EmailTarget);
        await seed.LetterAsync(person, letter, DeliveryState.Sent, FourDays);
        var link = await seed.LinkAsync(Channel.WhatsApp, person);
        await seed.PersonAsync(link: link.Id, generation: 1, source: "share-whatsapp");
        foreach (var step in (Step[])[Step.Tweet, Step.FacebookComment, Step.EmailTarget, Step.Share]) await seed.MessageAsync(step);
        var (before, saying) = (Everything(await seed.ReportAsync()), await PeopleWhoSayAsync());

        switch (who)
        {
            case "test signature": await EverythingOfAsync(seed, link, await seed.PersonAsync(isTest: true, link: link.Id, generation: 1, source: "share-whatsapp")); break;
            case "withdrawn test signature": await EverythingOfAsync(seed, link, await seed.PersonAsync(SignatureState.Withdrawn, isTest: true, link: link.Id, generation: 1, source: "share-whatsapp")); break;
            case "fraudulent": await EverythingOfAsync(seed, link, await seed.PersonAsync(SignatureState.Fraudulent, link: link.Id, generation: 1, source: "share-whatsapp")); break;
            case "invalidated": await EverythingOfAsync(seed, link, await seed.PersonAsync(SignatureState.Invalidated, link: link.Id, generation: 1, source: "share-whatsapp")); break;
            case "withdrawn":
                await EverythingOfAsync(seed, link, await seed.PersonAsync(SignatureState.Withdrawn, link: link.Id, generation: 1, source: "share-whatsapp"));
                before = before with { Signatures = before.Signatures with { Withdrawn = 1 } };
                break;
            case "test action": await seed.ActionAsync(person, Step.FacebookComment, Rung.Proved, isTest: true); await seed.ActionAsync(null, rung: Rung.Proved, isTest: true); break;
            case "test letter": await seed.LetterAsync(person, await seed.ActionAsync(person, Step.EmailTarget, target: Guid.NewGuid()), DeliveryState.Sent, FourDays, isTest: true); before = before with { Texts = before.Texts + 1 }; break;
            case "test link":
                var test = await seed.LinkAsync(Channel.Telegram, isTest: true);
                await seed.VisitsAsync(test, 5, 5);
                await MoveAsync(app, await seed.PersonAsync(), test.Id);
                before = before with { Signatures = before.Signatures with { Created = 3, Confirmed = 3 }, Sign = before.Sign.Replace(" 2 ", " 3 ", StringComparison.Ordinal), Generations = "0:-/-/2/2/1/1/1 1:0/0/1/1/0/0/0", Days = $"{before.Days[..^3]}2/2" };
                break;
            case "own link": await MoveAsync(app, person, link.Id); break;
            case "test bounce": await seed.BouncedConfirmationAsync(person, isTest: true); break;
            case "letter of a fraudulent signer":
                var fraud = await seed.PersonAsync(SignatureState.Fraudulent);
                await seed.LetterAsync(fraud, await seed.ActionAsync(fraud, Step.EmailTarget), DeliveryState.Sent, FourDays);
                break;
            case "other campaign":
                var other = await ReachSeed.NewAsync(app);
                await EverythingOfAsync(other, await other.LinkAsync(Channel.WhatsApp), await other.PersonAsync());
                await other.EntryAsync(TimelineKind.Reply, new DateOnly(2026, 5, 9));
                break;
            case "entry without source": await seed.EntryAsync(TimelineKind.Reply, new DateOnly(2026, 5, 9), source: null); break;
            case "press entry": await seed.EntryAsync(TimelineKind.PressCoverage, new DateOnly(2026, 5, 9)); break;
        }

        Everything(await seed.ReportAsync()).ShouldBe(before);
        (await PeopleWhoSayAsync()).ShouldBe(saying);

        async Task<string> PeopleWhoSayAsync() => $"{await seed.PeopleWhoSayAsync(Step.Tweet)} {await seed.PeopleWhoSayAsync(Step.FacebookComment)}";
    }

    [Theory, OnBothDatabases]
    public async Task People_whose_signature_waits_reach_started_and_no_further(TestDatabase database)
    {
        var seed = await ReachSeed.NewAsync(await apps.On(database));
        var message = await seed.MessageAsync(Step.Tweet);
        var waiting = await seed.PersonAsync(SignatureState.Pending);
        await seed.ActionAsync(waiting, rung: Rung.Proved, message: message.Id);
        await seed.LetterAsync(waiting, await seed.ActionAsync(waiting, Step.EmailTarget), DeliveryState.Sent, FourDays);
        await seed.ReachAsync(Step.Tweet, Rung.Started, 1);

        var report = await seed.ReportAsync();

        Told(report, Step.Tweet).ShouldBe("0 1 0 0 0 NoAnswer");
        Told(report, Step.EmailTarget).ShouldBe("0 0 SentByUs 0 0 NoAnswer");
        (report.Variants.Single().Texts, Told(report.Variants.Single().Figures)).ShouldBe((1, "0 0 0 0 0 NoAnswer"));
        report.Sources.Select(of => (of.Came.Started, of.Came.SelfReported, of.Came.Proved)).ShouldBe([(1, 0, 0)]);
        (await seed.PeopleWhoSayAsync(Step.Tweet)).ShouldBe(0);
    }

    [Theory, OnBothDatabases]
    public async Task Totals_survive_the_erasure_of_a_person(TestDatabase database)
    {
        var app = await apps.On(database);
        var seed = await ReachSeed.NewAsync(app);
        var person = await seed.PersonAsync();
        var action = await seed.ActionAsync(person, rung: Rung.Proved, isCustomised: true);
        var before = Told(await seed.ReportAsync(), Step.Tweet);

        await using (var db = app.Db())
        {
            (await db.Actions.SingleAsync(a => a.Id == action.Id)).Erase();
            await db.SaveChangesAsync();
            DateTimeOffset? now = app.Now;
            await db.Signatures.Where(s => s.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.ErasedAt, now).SetProperty(s => s.Name, "").SetProperty(s => s.Email, ""));
        }
        var after = await seed.ReportAsync();

        Told(after, Step.Tweet).ShouldBe(before);
        after.Signatures.Confirmed.ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task A_reply_in_two_languages_or_to_two_claims_is_one_answer(TestDatabase database)
    {
        var seed = await ReachSeed.NewAsync(await apps.On(database));
        var entry = await seed.EntryAsync(TimelineKind.Reply, new DateOnly(2026, 5, 9));
        foreach (var key in (string[])["one", "two"])
        {
            var claim = new Claim(seed.Campaign.TextId, key);
            claim.Ask(seed.Campaign.TargetId, new DateOnly(2026, 5, 1), null);
            claim.RecordAnswer(new DateOnly(2026, 5, 9), "It is not so.", entry.Id);
            await seed.AddAsync(claim);
        }
        var later = new Claim(seed.Campaign.TextId, "three");
        later.Ask(seed.Campaign.TargetId, new DateOnly(2026, 5, 1), null);
        later.RecordAnswer(new DateOnly(2026, 6, 2), "We stopped.", null);
        await seed.AddAsync(later);

        var report = await seed.ReportAsync();

        report.Answers.Select(answer => (answer.Name, answer.Day, answer.SourceUrl)).ShouldBe([("Dana Whitlock", new DateOnly(2026, 5, 9), "https://northwind.example/reply"), ("Dana Whitlock", new DateOnly(2026, 6, 2), null)]);
        Ladder(report, Step.Tweet)[Rung.Answered].Number.ShouldBe(2);
    }

    [Theory, OnBothDatabases]
    public async Task An_empty_campaign_has_a_ladder_a_step_and_nothing_on_it(TestDatabase database)
    {
        var seed = await ReachSeed.NewAsync(await apps.On(database));

        var report = await seed.ReportAsync();

        report.Ladders.Select(ladder => ladder.Step).ShouldBe([Step.Sign, Step.Tweet, Step.FacebookComment, Step.EmailTarget]);
        report.Ladders.SelectMany(ladder => ladder.Figures).Sum(figure => figure.Number ?? 0).ShouldBe(0);
        report.Days.ShouldHaveSingleItem().Created.ShouldBe(0);
        (report.Sources.Count, report.Generations.Count, report.Alike.Count).ShouldBe((0, 0, 0));
    }

    [Theory, OnBothDatabases]
    public async Task A_range_counts_what_reached_each_rung_in_the_days_of_the_campaigns_zone(TestDatabase database)
    {
        var app = await apps.On(database);
        var seed = await ReachSeed.NewAsync(app);
        foreach (var days in (int[])[0, 3, 10])
        {
            var person = await seed.PersonAsync(ago: TimeSpan.FromDays(days));
            await seed.ActionAsync(person, rung: Rung.Proved, ago: TimeSpan.FromDays(days));
            await seed.ReachAsync(Step.Tweet, Rung.Shown, 10 + days, ago: TimeSpan.FromDays(days));
        }
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeBySystemTimeZoneId(app.Now, "Europe/Lisbon").DateTime);

        var week = await seed.ReportAsync(new ReportFilter { From = today.AddDays(-6), To = today });
        var earlier = await seed.ReportAsync(new ReportFilter { From = today.AddDays(-10), To = today.AddDays(-3) });

        Told(week, Step.Tweet).ShouldBe("23 0 2 2 0 NoAnswer");
        (week.Signatures.Confirmed, week.Days.Count, week.Days[^1].Confirmed).ShouldBe((2, 4, 1)); // the chart begins with the first day that has a figure
        Told(earlier, Step.Tweet).ShouldBe("33 0 2 2 0 NoAnswer");
        earlier.Days.Select(day => day.Confirmed).ShouldBe([1, 0, 0, 0, 0, 0, 0, 1]);
    }

    [Theory, OnBothDatabases]
    public async Task Language_source_and_channel_narrow_the_figures(TestDatabase database)
    {
        var seed = await ReachSeed.NewAsync(await apps.On(database));
        await seed.ActionAsync(await seed.PersonAsync(language: "fr", source: "newsletter"), rung: Rung.SelfReported, language: "fr", source: "newsletter");
        await seed.ActionAsync(await seed.PersonAsync(), rung: Rung.SelfReported);
        await seed.ReachAsync(Step.Tweet, Rung.Shown, 5, language: "fr");
        await seed.ReachAsync(Step.Tweet, Rung.Shown, 7, source: "newsletter");

        var (french, letter, direct) = (await seed.ReportAsync(new() { Language = "fr" }), await seed.ReportAsync(new() { Source = "newsletter" }), await seed.ReportAsync(new() { Source = "" }));
        var comments = await seed.ReportAsync(new() { Step = Step.FacebookComment });

        Told(french, Step.Tweet).ShouldBe("5 0 1 0 0 NoAnswer");
        Told(letter, Step.Tweet).ShouldBe("7 0 1 0 0 NoAnswer");
        Told(direct, Step.Tweet).ShouldBe("5 0 1 0 0 NoAnswer");
        (french.Signatures.Created, letter.Signatures.Created, letter.Sources.Count, letter.Choices.Sources.Count).ShouldBe((1, 1, 1, 2));
        comments.Ladders.Select(ladder => ladder.Step).ShouldBe([Step.Sign, Step.FacebookComment]);
    }

    [Theory, OnBothDatabases]
    public async Task Messages_that_nobody_changed_are_nearly_the_same(TestDatabase database)
    {
        var seed = await ReachSeed.NewAsync(await apps.On(database));
        var message = await seed.MessageAsync(Step.EmailTarget, "Dear {target}, stop selling face recognition to the police of our towns before somebody is hurt by it. {first_name}");
        for (var at = 0; at < 6; at++) await seed.ActionAsync(await seed.PersonAsync(), Step.EmailTarget, message: message.Id, text: $"Dear Dana Whitlock, stop selling face recognition to the police of our towns before somebody is hurt by it. Ana {at}");
        await seed.ActionAsync(await seed.PersonAsync(), Step.EmailTarget, message: message.Id, isCustomised: true, text: "My brother was stopped twice last year because a camera took him for another man. I want you to answer for that in public.");
        await seed.ActionAsync(await seed.PersonAsync(SignatureState.Fraudulent), Step.EmailTarget, message: message.Id);

        var letters = (await seed.ReportAsync()).Alike.ShouldHaveSingleItem();

        (letters.Step, letters.Texts, letters.LookedAt, letters.Alike, letters.Customised, letters.VariantsOn).ShouldBe((Step.EmailTarget, 7, 7, 6, 1, 1));
        letters.ByVariant.ShouldBe([new AlikeVariant(message.Id, 7, 6)]);
    }

    private static async Task LetterAsync(ReachSeed seed, DeliveryState state, TimeSpan ago, bool hasBounced = false)
    {
        var person = await seed.PersonAsync(ago: ago);
        await seed.LetterAsync(person, await seed.ActionAsync(person, Step.EmailTarget, ago: ago), state, ago, hasBounced);
    }

    /// <summary>All that one person can do.</summary>
    private static async Task EverythingOfAsync(ReachSeed seed, ShareLink link, Signature person)
    {
        foreach (var step in (Step[])[Step.Tweet, Step.FacebookComment, Step.Share]) await seed.ActionAsync(person, step, Rung.Proved, message: seed.MessageOf(step), isCustomised: true);
        await seed.LetterAsync(person, await seed.ActionAsync(person, Step.EmailTarget, message: seed.MessageOf(Step.EmailTarget)), DeliveryState.Sent, FourDays);
        await seed.BouncedConfirmationAsync(person);
        await seed.ConfirmAsync(person);
        link.Generation.ShouldBe(1);
    }

    private static async Task MoveAsync(CampaignsApp app, Signature person, Guid link)
    {
        await using var db = app.Db();
        Guid? to = link;
        await db.Signatures.Where(s => s.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.ShareLinkId, to));
    }

    private sealed record Whole(SignatureFigures Signatures, string Sign, string Ladders, string Sources, string Generations, string Days, string Variants, int Texts);

    private static Whole Everything(CampaignReport report) => new(
        report.Signatures, Told(report, Step.Sign),
        string.Join("; ", report.Ladders.Where(ladder => ladder.Step is not Step.Sign).Select(ladder => $"{ladder.Step} {ladder.Channel} {Told(ladder.Figures)} {string.Join(',', ladder.Figures.Select(figure => figure.WithoutPerson))} {ladder.Letters} {ladder.Targets.Count}")),
        string.Join(' ', report.Sources.Where(of => of.Source.Length > 0).Select(of => $"{of.Source}:{of.Came}")),
        string.Join(' ', report.Generations.Select(of => $"{of.Generation}:{of.Visits?.ToString() ?? "-"}/{of.RobotVisits?.ToString() ?? "-"}/{of.Came.Created}/{of.Came.Confirmed}/{of.Came.Started}/{of.Came.SelfReported}/{of.Came.Proved}")),
        string.Join(' ', report.Days.Where(of => of.Created + of.Confirmed > 0).Select(of => $"{of.Day:yyyy-MM-dd}:{of.Created}/{of.Confirmed}")),
        string.Join(' ', report.Variants.Select(of => $"{of.Step}:{Told(of.Figures)}/{of.Texts}/{of.Customised}")),
        report.Alike.Sum(of => of.Texts));

    private static Ladder Ladder(CampaignReport report, Step step, Channel? channel = null) => report.Ladders.Single(ladder => ladder.Step == step && (channel is null || ladder.Channel == channel));

    private static string Told(CampaignReport report, Step step, Channel? channel = null) => Told(Ladder(report, step, channel).Figures);

    private static string Parts(IReadOnlyList<Figure> figures) => string.Join(' ', figures.Select(figure => figure.Percentage is { Percent: { } percent } of ? $"{percent.ToString(System.Globalization.CultureInfo.InvariantCulture)}%of{of.Of}{of.Whole}" : $"{figure.Percentage.Why}"));

    private static string Told(IReadOnlyList<Figure> figures) => string.Join(' ', figures.Select(figure => figure.Number?.ToString() ?? $"{figure.Why}"));
}
