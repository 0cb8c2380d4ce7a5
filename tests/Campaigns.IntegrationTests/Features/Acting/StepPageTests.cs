using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Signing;
using Campaigns.Core.Targets;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Acting;

/// <summary>What the pages of a step say around the text: who is addressed, what was done, what others did.</summary>
public sealed class StepPageTests(Apps apps) : ActTest, IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task The_bar_tells_done_steps_from_those_that_were_skipped(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app);
        var ana = await SignedAsync(app, campaign);
        await ana.OpenAsync($"{campaign.Path}/act/facebook");
        Bar(ana).ShouldBe(["done Sign the petition: Done", "skipped Tweet Dana Whitlock: Skipped", "now Comment on the Facebook page of Dana Whitlock: You are here", " Write to Dana Whitlock: Not done yet", " Ask one friend: Not done yet"]);
        await ana.PressAsync("Copy and open Facebook");
        await ana.PressAsync("I’ve posted it");
        foreach (var step in (string[])["email", "share"])
        {
            await ana.OpenAsync($"{campaign.Path}/act/{step}");
            Bar(ana)[1..3].ShouldBe(["skipped Tweet Dana Whitlock: Skipped", "done Comment on the Facebook page of Dana Whitlock: Done"]);
            ana.Page.QuerySelectorAll("[aria-current=step]").ShouldHaveSingleItem();
        }
        Bar(await new Walker(app).OpenAsync($"{campaign.Path}/act/tweet"))[0].ShouldBe(" Sign the petition: Not done yet");

        static string[] Bar(Walker walker) => [.. walker.Page.QuerySelectorAll(".steps li").Select(dot => $"{dot.ClassName} {dot.TextContent.Trim()}")];
    }

    [Theory, OnBothDatabases]
    public async Task The_heading_names_whoever_is_written_to(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app, (row, now) => row.ChooseTargets(TargetChoice.Chosen, AreaFallback.Nobody, now), (seeded, _, _) =>
            [Another(seeded, 2, "Person Two"), Another(seeded, 3, "Person Three"), new Message(seeded.Id, Step.EmailTarget, "en", "Stop", "Dear {target}, stop.")]);
        var ana = await SignedAsync(app, campaign);
        (await ana.OpenAsync($"{campaign.Path}/act/tweet?to=2")).Heading.ShouldBe("Thank you, Ana. Will you also tweet Person Two?");
        await ana.PressAsync("Tweet it");
        ana.Heading.ShouldBe("Thank you, Ana. Will you also tweet Person Two?");
        (await ana.OpenAsync($"{campaign.Path}/act/email")).Heading.ShouldBe("Thank you, Ana. Will you also write a letter?");
        (await ana.OpenAsync($"{campaign.Path}/act/email?to=2")).Heading.ShouldBe("Thank you, Ana. Will you also write to Person Two?");
        (await ana.OpenAsync($"{campaign.Path}/act/email?to=1&to=3")).Heading.ShouldBe("Thank you, Ana. Will you also write to Dana Whitlock and Person Three?");
        await ana.OpenAsync($"{campaign.Path}/act/email?to=1&to=2&to=3");
        ana.Heading.ShouldBe("Thank you, Ana. Will you also write to Dana Whitlock and 2 others?");
        ana.Text.ShouldContain("3 letters leave, one to each of them.");
        await ana.PressAsync("Send my email");
        ana.Heading.ShouldBe("Thank you, Ana. You wrote to Dana Whitlock and 2 others");
        ana.Page.QuerySelectorAll("a").Count(link => link.TextContent.StartsWith("Next:", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task How_many_letters_follow_is_said(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app, more: (seeded, _, _) =>
        {
            var (second, third) = (Another(seeded, 2, "Person Two"), Another(seeded, 3, "Person Three"));
            return [second, third, new Message(seeded.Id, Step.EmailTarget, "en", "Stop", "Dear {target}, stop."),
                new Message(seeded.Id, Step.EmailTarget, "en", "Two", "Dear two.", targetId: second.Id), new Message(seeded.Id, Step.EmailTarget, "en", "Three", "Dear three.", targetId: third.Id)];
        });
        var ana = await SignedAsync(app, campaign);
        foreach (var sentence in (string?[])["After this one, 2 more letters can be sent", "After this one, 1 more letter can be sent", null])
        {
            await ana.OpenAsync($"{campaign.Path}/act/email");
            if (sentence is null) ana.Text.ShouldNotContain("After this one");
            else ana.Text.ShouldContain(sentence);
            ana.Text.ShouldNotContain("one to each of them");
            await ana.PressAsync("Send my email");
        }
        (await ActionsAsync(app)).Count.ShouldBe(3);
    }

    [Theory, OnBothDatabases]
    public async Task A_comment_says_which_page_opens(TestDatabase database)
    {
        var app = await apps.On(database);
        var (one, several) = (await SeedAsync(app), await SeedAsync(app, more: (seeded, _, _) => [Another(seeded, 2, "Person Two")]));
        var visitor = await new Walker(app).OpenAsync($"{one.Path}/act/facebook");
        visitor.Text.ShouldContain("Page facebook.com/northwind");
        await visitor.PressAsync("Copy and open Facebook");
        visitor.LinkOf("Open facebook.com/northwind").ShouldBe("https://www.facebook.com/northwind");
        (await new Walker(app).OpenAsync($"{several.Path}/act/facebook")).Page.QuerySelectorAll(".chip").Select(chip => chip.TextContent.Trim()).Order().ShouldBe(["Dana Whitlock facebook.com/northwind", "Person Two facebook.com/page2"]);
    }

    [Theory, OnBothDatabases]
    public async Task A_link_to_a_profile_is_refused_with_what_to_do(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app);
        var ana = await SignedAsync(app, campaign);
        await ana.OpenAsync($"{campaign.Path}/act/tweet");
        await ana.PressAsync("Tweet to Dana Whitlock");
        await ana.PressAsync("I posted it");
        await ana.PressAsync("Save the link", ("Link", "https://x.com/ana"));
        ana.Text.ShouldContain("Open your post, then copy its own link");
        ana.Text.ShouldNotContain("Enter a link that starts with");
        await ana.PressAsync("Save the link", ("Link", "https://example.org/ana"));
        ana.Text.ShouldContain("Enter a link that starts with https://x.com/");
    }

    [Theory, OnBothDatabases]
    public async Task Whoever_posted_reads_how_many_say_the_same_from_twenty_five_on(TestDatabase database)
    {
        var app = await apps.On(database);
        foreach (var (people, isShown) in ((int, bool)[])[(24, true), (23, false)]) // and Ana
        {
            var campaign = await SeedAsync(app, more: (seeded, _, _) => [Another(seeded, 2, "Person Two")]);
            await using (var db = app.Db())
            {
                var second = await db.Targets.Where(t => t.CampaignId == campaign.Id && t.Position == 2).Select(t => t.Id).SingleAsync();
                for (var n = 0; n < people; n++)
                {
                    var id = Guid.CreateVersion7(app.Now);
                    var signature = new Signature(id, new(campaign.Id, campaign.VersionId, "en", [.. id.ToByteArray(), .. id.ToByteArray()], $"{n}@example.org", "Eva", "PT", null, null, false, false, null), SignatureState.Pending, null, app.Now);
                    signature.Confirm(SigningAnswer.Open, app.Now);
                    db.Add(signature);
                    foreach (var target in (Guid[])[campaign.TargetId, second]) // two units, one person
                    {
                        var action = new SupporterAction(campaign.Id, id, Step.Tweet, Channel.X, target, "en", app.Now);
                        action.Write(null, null, "Stop.", isCustomised: true);
                        action.Report(app.Now);
                        db.Add(action);
                    }
                }
                await db.SaveChangesAsync();
            }
            var ana = await SignedAsync(app, campaign);
            await ConfirmAsync(app, ana);
            await ana.OpenAsync($"{campaign.Path}/act/tweet?to=1");
            await ana.PressAsync("Tweet it");
            ana.Text.ShouldNotContain("people say they posted");
            await ana.PressAsync("I posted it");
            if (isShown) ana.Text.ShouldMatch(@"25 people say they posted, as of \d\d:\d\d WES?T");
            else ana.Text.ShouldNotContain("people say");
        }
    }

    [Theory, OnBothDatabases]
    public async Task Words_that_were_erased_are_written_anew(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app);
        var visitor = await new Walker(app).OpenAsync($"{campaign.Path}/act/tweet");
        await visitor.PressAsync("Tweet to Dana Whitlock", ("Text", "Stop it."));
        await visitor.PressAsync("I posted it");
        var (at, prove) = (visitor.At, visitor.Page.QuerySelector("input[name=Key]")!.GetAttribute("value")!);
        await visitor.PressAsync("Save the link", ("Link", "https://x.com/a/status/5"));
        await using (var db = app.Db())
        {
            (await db.Actions.SingleAsync()).Erase();
            await db.SaveChangesAsync();
        }
        var answer = await visitor.Client.PostAsync($"{campaign.Path}/act/tweet/link", new FormUrlEncodedContent([KeyValuePair.Create("To", "1"), KeyValuePair.Create("Key", prove), KeyValuePair.Create("Link", "nonsense")]));
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.SeeOther);
        await visitor.OpenAsync(at);
        visitor.Text.ShouldNotContain("Your tweet is ready");
        visitor.ValueOf("textarea").ShouldContain("@dwhitlock");
        await visitor.PressAsync("Tweet to Dana Whitlock", ("Text", "Once more."));
        visitor.Text.ShouldContain("Your tweet is ready Once more.");
    }
}
