using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;

namespace Campaigns.Web.Features.TestMode;

/// <summary>The switch on a campaign's desk.</summary>
public sealed class TestModeController(StartTest start, EndTest end) : Controller
{
    /// <param name="on">What the button that was pressed says: a second press of the same one changes nothing.</param>
    [RequiresPermission(Permission.EditCampaigns), HttpPost("admin/campaigns/{id:guid}/test-mode")]
    public async Task<IActionResult> Switch(Guid id, bool? on, CancellationToken ct)
    {
        if (on is null) return BadRequest();
        var desk = $"/admin/campaigns/{id}";
        var network = HttpContext.AuditNetwork();
        if (on is true) return await start.RunAsync(id, User.StaffId(), network, ct) ? new SeeOtherResult($"{desk}#test-mode") : NotFound();
        return await end.RunAsync(id, User.StaffId(), network, ct) is { } removed ? new SeeOtherResult($"{desk}?removed={removed}#test-mode") : NotFound();
    }
}
