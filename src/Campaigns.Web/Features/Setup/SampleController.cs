using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;

namespace Campaigns.Web.Features.Setup;

/// <summary>The sample campaign, for an installation that has no campaign.</summary>
[RequiresPermission(Permission.EditCampaigns)]
public sealed class SampleController(AddSampleCampaign add) : Controller
{
    [HttpPost("/admin/sample-campaign")]
    public async Task<SeeOtherResult> Add(CancellationToken ct) => new(await add.RunAsync(HttpContext, ct) is { } id ? $"/admin/campaigns/{id}/edit" : "/admin");
}
