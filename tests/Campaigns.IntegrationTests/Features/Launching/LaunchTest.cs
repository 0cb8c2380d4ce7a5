using System.Net;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.Launching;

/// <summary>What the tests of launching share: a Publisher's browser, and what stands in the database afterwards.</summary>
public abstract class LaunchTest
{
    protected static string Desk(SeededCampaign campaign) => $"/admin/campaigns/{campaign.Id}";

    protected static Task<HttpClient> PublisherAsync(CampaignsApp app) => app.StaffClientAsync($"{Guid.NewGuid():n}@opensquare.example", Roles.Publisher, Roles.Organiser);

    protected static async Task<string> ReadAsync(HttpClient client, string path) => WebUtility.HtmlDecode(await client.GetStringAsync(path));

    protected static async Task<string> ReadAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    /// <summary>Presses a button of the page of the same name.</summary>
    protected static Task<HttpResponseMessage> PressAsync(HttpClient staff, SeededCampaign campaign, string act, Dictionary<string, string>? fields = null, string? page = null) =>
        staff.PostStaffFormAsync($"{Desk(campaign)}/{page ?? act}", $"{Desk(campaign)}/{act}", fields ?? []);

    protected static async Task<Campaign> RowAsync(CampaignsApp app, SeededCampaign campaign)
    {
        await using var db = app.Db();
        return await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == campaign.Id);
    }

    protected static async Task<List<TextVersion>> VersionsAsync(CampaignsApp app, SeededCampaign campaign)
    {
        await using var db = app.Db();
        return await db.TextVersions.AsNoTracking().Where(v => v.CampaignTextId == campaign.TextId).OrderBy(v => v.Number).ToListAsync();
    }

    protected static async Task<List<AuditEntry>> AuditAsync(CampaignsApp app, SeededCampaign campaign, string action)
    {
        await using var db = app.Db();
        return await db.AuditEntries.AsNoTracking().Where(a => a.Subject == campaign.Id.ToString() && a.Action == action).ToListAsync();
    }

    /// <summary>Public pages are kept for seconds of the machine's clock.</summary>
    protected static ValueTask FreshAsync(CampaignsApp app, SeededCampaign campaign) => app.Services.GetRequiredService<CampaignPageCache>().EvictAsync(campaign.Id);
}
