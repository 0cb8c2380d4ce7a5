using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Launching;
using Campaigns.Web.Startup;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Site;

/// <summary>A campaign that its times open or close is the same in every list and on every page, though nobody has touched its row.</summary>
public sealed class StateByTheClockTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task A_scheduled_campaign_is_listed_and_live_from_its_minute(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { IsDraft = true, Then = (row, now) => row.Schedule(now.AddHours(1), now) }.AddToAsync(app);
        (await app.Client().GetStringAsync("/")).ShouldNotContain(campaign.Path);
        (await StatesAsync(app, campaign)).ShouldBe(["scheduled", "Scheduled", "Scheduled"]);

        app.Clock.Advance(TimeSpan.FromMinutes(61));
        await app.RunAsync<OpenCampaigns>();
        app.Clock.Advance(TimeSpan.FromHours(1));

        (await app.Client().GetStringAsync("/?status=live")).ShouldContain(campaign.Path);
        (await StatesAsync(app, campaign)).ShouldBe(["live", "Live", "Live"]);
    }

    [Theory, OnBothDatabases]
    public async Task A_campaign_with_a_last_day_is_closed_from_its_minute(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Then = (row, now) => row.CloseAt(now.AddHours(1), now) }.AddToAsync(app);
        (await StatesAsync(app, campaign)).ShouldBe(["live", "Live", "Live"]);

        app.Clock.Advance(TimeSpan.FromMinutes(61));

        (await app.Client().GetStringAsync("/?status=closed")).ShouldContain(campaign.Path);
        (await StatesAsync(app, campaign)).ShouldBe(["closed", "Closed", "Closed"]);
        var staff = await app.StaffClientAsync("again@opensquare.example", Roles.Viewer);
        (await staff.GetStringAsync("/admin/campaigns?status=closed")).ShouldContain($"/admin/campaigns/{campaign.Id}");
        (await staff.GetStringAsync("/admin/campaigns?status=live")).ShouldNotContain($"/admin/campaigns/{campaign.Id}");
    }

    /// <summary>As the figures, the admin list and the admin page name it.</summary>
    private static async Task<string[]> StatesAsync(CampaignsApp app, SeededCampaign campaign)
    {
        await app.Services.GetRequiredService<CampaignPageCache>().EvictAsync(campaign.Id); // which keeps pages for seconds of the machine's clock
        var figures = System.Text.Json.JsonDocument.Parse(await app.Client().GetStringAsync(campaign.JsonPath)).RootElement;
        var staff = await app.StaffClientAsync($"{Guid.NewGuid():n}@opensquare.example", Roles.Viewer);
        return [figures.GetProperty("status").GetString()!, Tag(await staff.GetStringAsync("/admin/campaigns")), Tag(await staff.GetStringAsync($"/admin/campaigns/{campaign.Id}"))];

        static string Tag(string html) => System.Text.RegularExpressions.Regex.Match(html, "<span class=\"tag [^\"]*\">([^<]+)</span>").Groups[1].Value;
    }
}
