using Campaigns.Core.Accounts;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;

namespace Campaigns.Web.Features.Home;

/// <summary>The first page of the staff area.</summary>
[Route("admin")]
public sealed class HomeController(ReadHome read) : Controller
{
    [RequiresPermission(Permission.ReadCampaigns), HttpGet]
    public async Task<ViewResult> Home(CancellationToken ct) => View("Home", await read.RunAsync(User, ct));
}
