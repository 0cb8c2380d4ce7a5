using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Targets;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Acting;

/// <summary>Letters to those who answer for a place: who they are, why, and how the place is changed.</summary>
public sealed class PlaceTests(Apps apps) : ActTest, IClassFixture<Apps>
{
    /// <summary>Somebody for Porto, somebody for Paris, and a press team without a place.</summary>
    private static Task<SeededCampaign> SeedAsync(CampaignsApp app, AreaFallback fallback, LetterWay way = LetterWay.OurServer) => SeedAsync(app, (row, now) =>
    {
        row.ChooseTargets(TargetChoice.ByArea, fallback, now);
        row.SendLetters(way, now);
    }, (seeded, _, chief) =>
    {
        (chief.Country, chief.Area) = ("PT", "4");
        return [Another(seeded, 2, "Member for Paris", "FR", "75"), Another(seeded, 3, "Press team"), new Message(seeded.Id, Step.EmailTarget, "en", "Stop", "Dear {target}, stop.")];
    });

    private static async Task<Walker> SignedAsync(CampaignsApp app, SeededCampaign campaign, string postcode, string email = "ana@example.org")
    {
        var walker = new Walker(app);
        (await walker.Client.SignAsync(campaign, new(SigningPost.Form(email)) { ["Postcode"] = postcode })).StatusCode.ShouldBe(System.Net.HttpStatusCode.SeeOther);
        return await walker.OpenAsync($"{campaign.Path}/act/email");
    }

    [Theory, OnBothDatabases]
    public async Task The_page_says_why_these_people_get_the_letter(TestDatabase database)
    {
        var app = await apps.On(database);
        var (general, chosen) = (await SeedAsync(app, AreaFallback.General), await SeedAsync(app, AreaFallback.Chosen));
        var ana = await SignedAsync(app, general, "1100-001");
        ana.Text.ShouldContain("Nobody answers for 1100-001, Portugal, so it goes to Press team.");
        ana.Heading.ShouldBe("Thank you, Ana. Will you also write to Press team?");
        (await SignedAsync(app, general, "4000-001", "eva@example.org")).Text.ShouldContain("Who answers for 4000-001, Portugal: Dana Whitlock.");

        var choosing = await SignedAsync(app, chosen, "1100-001");
        choosing.Text.ShouldContain("Nobody answers for 1100-001, Portugal, so you choose.");
        choosing.Heading.ShouldBe("Thank you, Ana. Will you also write a letter?");
        await choosing.PressAsync("Write to them", ("To", "2"));
        choosing.Text.ShouldContain("Member for Paris will see your name");
        await choosing.PressAsync("Send my email");
        await using var db = app.Db();
        (await db.Actions.SingleAsync()).TargetId.ShouldBe((await db.Targets.SingleAsync(t => t.Name == "Member for Paris" && t.CampaignId == chosen.Id)).Id);
    }

    [Theory]
    [OnBothDatabases(LetterWay.OurServer, LetterWay.OwnProgram)]
    public async Task The_place_can_be_changed_for_this_step_and_is_kept_for_this_person_alone(TestDatabase database, LetterWay way)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app, AreaFallback.General, way);
        var ana = await SignedAsync(app, campaign, "1100-001");
        await ana.PressAsync("Find who answers for me", ("Country", "FR"), ("Postcode", "75011"));
        ana.Text.ShouldContain("Who answers for 75011, France: Member for Paris.");
        ana.ValueOf("textarea").ShouldBe("Dear Member for Paris, stop."); // words as offered, for whoever gets them now
        ana.At.ShouldNotContain("75011");
        await ana.OpenAsync($"{campaign.Path}/act/email");
        ana.Text.ShouldContain("Member for Paris");
        ana.ValueOf("#postcode").ShouldBe("75011");

        // Words of one's own stay, whoever gets them, also where nobody does.
        await ana.PressAsync("Find who answers for me", ("Country", "PT"), ("Postcode", "4000-001"), ("Text", "My own words."));
        ana.Text.ShouldContain("Who answers for 4000-001, Portugal: Dana Whitlock.");
        ana.ValueOf("textarea").ShouldBe("My own words.");

        var bob = await SignedAsync(app, campaign, "1100-001", "bob@example.org");
        bob.Text.ShouldContain("so it goes to Press team");
        // Also where two people share a browser: the next one's letter goes by their own place, and nobody reads where the other lives.
        await ana.Client.SignAsync(campaign, new(SigningPost.Form("eva@example.org", "Eva")) { ["Postcode"] = "1100-001" });
        (await ana.OpenAsync($"{campaign.Path}/act/email")).Text.ShouldContain("Nobody answers for 1100-001, Portugal");
        ana.ValueOf("#postcode").ShouldNotBe("4000-001");
        await using var db = app.Db();
        (await db.Signatures.SingleAsync(s => s.Email == "ana@example.org")).Postcode.ShouldBe("1100-001");
        (await ActionsAsync(app)).ShouldBeEmpty();
    }

    [Theory, OnBothDatabases]
    public async Task A_place_that_was_changed_but_not_looked_up_sends_nothing_to_anybody_unseen(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app, AreaFallback.Nobody);
        var ana = await SignedAsync(app, campaign, "4000-001");
        await ana.PressAsync("Send my email", ("Country", "FR"), ("Postcode", "75011"));
        ana.Text.ShouldContain("Nothing was sent yet: with this place your letter goes to somebody else.");
        ana.Text.ShouldContain("Member for Paris will see your name");
        (await ActionsAsync(app)).ShouldBeEmpty();
        await ana.PressAsync("Send my email", ("Country", "FR"), ("Postcode", "13001"), ("Text", "My own words."));
        ana.Text.ShouldContain("We know nobody who answers for this postcode");
        await ana.PressAsync("Find who answers for me", ("Postcode", "75001"));
        ana.ValueOf("textarea").ShouldBe("My own words.");
        await ana.PressAsync("Send my email");
        (await ActionsAsync(app)).ShouldHaveSingleItem().Text.ShouldBe("My own words.");
    }

    [Theory, OnBothDatabases]
    public async Task Made_up_places_are_asked_for_again(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app, AreaFallback.Nobody);
        var ana = await SignedAsync(app, campaign, "4000-001");
        foreach (var (country, postcode) in ((string, string)[])[("ZZ", "75011"), ("FR", new string('7', 3_000)), ("FR", "75\u202E011"), (new string('F', 500), "1")])
        {
            await ana.PressAsync("Find who answers for me", ("Country", country), ("Postcode", postcode));
            ana.Status.ShouldBe(System.Net.HttpStatusCode.OK);
            ana.Text.ShouldNotContain("will see your name");
            (await ana.OpenAsync($"{campaign.Path}/act/email")).Text.ShouldContain("Dana Whitlock will see your name");
        }
    }

    [Theory, OnBothDatabases]
    public async Task What_is_missing_of_a_place_is_said_at_its_field_once_a_button_was_pressed(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await SeedAsync(app, AreaFallback.Nobody, LetterWay.OwnProgram);
        var ana = await SignedAsync(app, campaign, "4000-001");
        await ana.PressAsync("Find who answers for me", ("Country", "FR"), ("Postcode", " "));
        ErrorOf(ana, "postcode").ShouldBe("Enter your postcode");
        await ana.PressAsync("Find who answers for me", ("Country", "FR"), ("Postcode", "75011"));
        ana.Text.ShouldContain("Who answers for 75011, France: Member for Paris.");

        var visitor = await new Walker(app).OpenAsync($"{campaign.Path}/act/email");
        (ErrorOf(visitor, "country"), ErrorOf(visitor, "postcode")).ShouldBe((null, null)); // nothing was pressed yet
        await visitor.PressAsync("Find who answers for me", ("Country", ""), ("Postcode", "75011"));
        ErrorOf(visitor, "country").ShouldBe("Select your country");
        visitor.ValueOf("#postcode").ShouldBe("75011");
    }

    private static string? ErrorOf(Walker walker, string field) => walker.Page.QuerySelector($"#{field}-error")?.TextContent.Replace("Error:", "", StringComparison.Ordinal).Trim();
}
