using System.Net;
using Campaigns.Core.Targets;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Signing;

/// <summary>A campaign whose targets answer for areas asks where its supporters live.</summary>
public sealed class PostcodeTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task The_postcode_is_asked_wherever_the_form_stands_and_reaches_the_signature(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await ByAreaAsync(app);

        foreach (var page in (string[])[campaign.Path, campaign.SignPath])
        {
            var html = await app.Client().GetStringAsync(page);
            html.ShouldContain("<input class=\"input\" id=\"postcode\" name=\"Postcode\"", customMessage: page);
            html.ShouldContain("It tells us who answers for the place where you live", customMessage: page);
        }
        var form = SigningPost.Form();
        (form["Country"], form["Postcode"]) = ("fr", " 75011 ");
        (await app.Client().SignAsync(campaign, form)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        await using var db = app.Db();
        var signature = await db.Signatures.SingleAsync(s => s.CampaignId == campaign.Id);
        (signature.Country, signature.Postcode).ShouldBe(("FR", "75011"));
        TargetMatch.For(TargetChoice.ByArea, AreaFallback.General, await db.Targets.Where(t => t.CampaignId == campaign.Id).ToListAsync(), signature.Country, signature.Postcode)
            .Targets.ShouldHaveSingleItem().Name.ShouldBe("Council of Paris");
    }

    [Theory, OnBothDatabases("", "=1+1", "75\n011", "123456789012345678901")]
    public async Task Without_a_postcode_the_field_says_so_and_nothing_typed_is_lost(TestDatabase database, string postcode)
    {
        var app = await apps.On(database);
        var campaign = await ByAreaAsync(app);
        var form = SigningPost.Form(name: "Léa Martin");
        (form["Country"], form["Postcode"]) = ("FR", postcode);

        var answer = await app.Client().SignAsync(campaign, form);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        html.ShouldContain("<a href=\"#postcode\">Enter your postcode</a>");
        html.ShouldContain("id=\"postcode-error\"");
        html.ShouldContain("value=\"Léa Martin\"");
        await using var db = app.Db();
        (await db.Signatures.AnyAsync(s => s.CampaignId == campaign.Id)).ShouldBeFalse();
    }

    [Theory, OnBothDatabases]
    public async Task Where_no_target_answers_for_an_area_one_may_live_without_a_postcode(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await ByAreaAsync(app);
        var form = SigningPost.Form();
        (form["Country"], form["Postcode"]) = ("AE", "");

        (await app.Client().SignAsync(campaign, form)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        await using var db = app.Db();
        (await db.Signatures.SingleAsync(s => s.CampaignId == campaign.Id)).Postcode.ShouldBeNull();
    }

    [Theory, OnBothDatabases]
    public async Task Other_campaigns_neither_ask_for_a_postcode_nor_keep_one(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        (await app.Client().GetStringAsync(campaign.Path)).ShouldNotContain("name=\"Postcode\"");
        var form = SigningPost.Form();
        form["Postcode"] = "75011";

        (await app.Client().SignAsync(campaign, form)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        await using var db = app.Db();
        (await db.Signatures.SingleAsync(s => s.CampaignId == campaign.Id)).Postcode.ShouldBeNull();
    }

    [Theory, OnBothDatabases]
    public async Task A_campaign_that_takes_comments_offers_the_field_on_its_page_too(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Then = (row, now) => row.AskForComments(true, now) }.AddToAsync(app);
        (await app.Client().GetStringAsync(campaign.Path)).ShouldContain("name=\"Comment\"");
    }

    private static async Task<SeededCampaign> ByAreaAsync(CampaignsApp app)
    {
        var campaign = await new TestCampaign { Then = (row, now) => row.ChooseTargets(TargetChoice.ByArea, AreaFallback.General, now) }.AddToAsync(app);
        await using var db = app.Db();
        db.AddRange(new Target(campaign.Id, 2, "Council of Paris") { Country = "FR", Area = "75" }, new Target(campaign.Id, 3, "Embassy") { Country = "AE" });
        await db.SaveChangesAsync();
        return campaign;
    }
}
