using System.Net;
using Campaigns.Core.Accounts;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Signing;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.TestMode;

/// <summary>
/// Beside one real signature of each kind lie three test ones, as a careless hand or an odd race might leave them under a live campaign.
/// Every place that counts or lists is asked.
/// </summary>
public sealed class TestsCountNowhereTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task Test_signatures_are_in_no_count_list_or_file(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Online = 30 }.AddToAsync(app);
        await TestModeTests.SignAndConfirmAsync(app, app.Client(), campaign, "real@example.org");
        await AddTestsAsync(app, campaign);
        await using var db = app.Db();
        await RecountAsync(app);
        (await db.CampaignCounts.SingleAsync(c => c.CampaignId == campaign.Id)).Online.ShouldBe(1, "the recount");

        var admin = await app.StaffClientAsync("admin@opensquare.example", Roles.Admin);
        var desk = WebUtility.HtmlDecode(await admin.GetStringAsync($"/admin/campaigns/{campaign.Id}"));
        desk.ShouldNotContain("Tess Tester");
        desk.ShouldContain("Ana Sousa");
        Figure(desk, "Confirmed online").ShouldBe("1");
        Figure(desk, "Pending").ShouldBe("0");
        Figure(desk, "Withdrawn").ShouldBe("0");
        Figure(desk, "Held back as suspicious").ShouldBe("0");
        Figure(desk, "Test, counted nowhere").ShouldBe("4");
        Days(desk).ShouldBe(1, "the chart and its table");

        var apart = WebUtility.HtmlDecode(await admin.GetStringAsync($"/admin/campaigns/{campaign.Id}?state=test"));
        apart.ShouldContain("Tess Tester");
        apart.ShouldNotContain("Ana Sousa");

        var home = WebUtility.HtmlDecode(await admin.GetStringAsync("/admin/campaigns"));
        home.ShouldContain("<dd>1<small class=\"soft\">+1 today</small></dd>");
        home.ShouldContain("<dt>Pending</dt><dd>0</dd>");

        var file = await (await admin.PostStaffFormAsync($"/admin/campaigns/{campaign.Id}", $"/admin/campaigns/{campaign.Id}/supporters.csv", new() { ["Purpose"] = "to look" })).Content.ReadAsStringAsync();
        file.ShouldContain("real@example.org");
        file.ShouldNotContain("tess");

        await db.CampaignCounts.ExecuteUpdateAsync(set => set.SetProperty(count => count.Online, 30));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var page = WebUtility.HtmlDecode(await app.Client().GetStringAsync($"{campaign.Path}?via=fresh"));
        page.ShouldContain("Ana S.");
        page.ShouldNotContain("Tess");
    }

    [Theory, OnBothDatabases]
    public async Task Confirming_and_taking_back_a_test_signature_moves_no_number(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await TestModeTests.TestedAsync(app);
        var tester = await TestModeTests.TesterAsync(app, campaign);
        await TestModeTests.SignAndConfirmAsync(app, tester, campaign, "tess@example.org");
        await using var db = app.Db();
        var signature = await db.Signatures.AsNoTracking().SingleAsync();
        (signature.State, signature.IsTest, signature.SupporterNumber).ShouldBe((SignatureState.Confirmed, true, null));
        (await db.CountChanges.CountAsync()).ShouldBe(0);
        await app.RunAsync<CountSignatures>();
        (await db.CampaignCounts.AsNoTracking().SingleAsync()).Online.ShouldBe(0);

        await tester.PostAsync($"{app.Mail.To("tess@example.org")[0].ConfirmPath}/not-me", null);
        (await db.CountChanges.CountAsync()).ShouldBe(0);
        await app.RunAsync<CountSignatures>();
        await RecountAsync(app);
        (await db.CampaignCounts.AsNoTracking().SingleAsync()).Online.ShouldBe(0);
        (await tester.GetStringAsync(campaign.JsonPath)).ShouldContain("\"total\":0");
    }

    [Theory, OnBothDatabases]
    public async Task An_older_text_is_signed_by_real_people_only(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await TestModeTests.SignAndConfirmAsync(app, app.Client(), campaign, "real@example.org");
        await AddTestsAsync(app, campaign);
        await using var db = app.Db();
        db.Add(new Campaigns.Core.Content.TextVersion(campaign.TextId, 2, "Stop it now", "Summary.", "Story.", Campaigns.Core.Content.TextChange.Wording, "clearer", app.Now));
        await db.SaveChangesAsync();
        (await app.Client().GetStringAsync($"{campaign.Path}?version=1&via=fresh")).ShouldContain("signed by 1 person");
    }

    private static Task RecountAsync(CampaignsApp app) => app.RunAsync<RecountSignatures>();

    /// <summary>Three that would count and one that waits, newest of all.</summary>
    internal static async Task AddTestsAsync(CampaignsApp app, SeededCampaign campaign)
    {
        await using var db = app.Db();
        var real = await db.Signatures.AsNoTracking().FirstAsync(s => s.CampaignId == campaign.Id);
        foreach (var number in (int[])[1, 2, 3, 4])
        {
            var state = number == 4 ? SignatureState.Pending : SignatureState.Confirmed;
            var details = TestModeTests.DetailsOf(real, $"tess{number}@example.org", app) with { Name = "Tess Tester", IsTest = true };
            db.Add(Signature.Restore(Guid.CreateVersion7(app.Now), details, state, null, app.Now, app.Now, null));
        }
        await db.SaveChangesAsync();
    }

    private static int Days(string desk) => System.Text.RegularExpressions.Regex.Matches(desk, @"</th><td class=""n"">(\d+)</td>").Sum(day => int.Parse(day.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));

    private static string Figure(string desk, string name)
    {
        var at = desk.IndexOf($"<dt>{name}</dt><dd>", StringComparison.Ordinal);
        at.ShouldBeGreaterThan(0, name);
        var from = at + $"<dt>{name}</dt><dd>".Length;
        return desk[from..desk.IndexOf("</dd>", from, StringComparison.Ordinal)];
    }
}
