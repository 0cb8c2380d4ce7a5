using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Admin;

/// <summary>Sharing a campaign: for its owner and Admins. Whoever it is shared with sees who could.</summary>
[RequiresPermission(Permission.EditCampaigns), Route("admin/campaigns/{id:guid}/team")]
public sealed class TeamController(CampaignsDb db, ShareCampaign share, WhoMay whoMay) : Controller
{
    public override async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        var (id, ct) = ((Guid)context.ActionArguments["id"]!, HttpContext.RequestAborted);
        var campaign = await db.Campaigns.AsNoTracking().Where(row => row.Id == id).Select(row => new { row.OwnerId }).SingleOrDefaultAsync(ct);
        if (campaign is null) context.Result = NotFound();
        else if (CampaignTeam.MayChange(campaign.OwnerId, User)) await next();
        else
        {
            var admins = await whoMay.RunAsync(Permission.ManagePeople, ct);
            var owner = await db.Users.Where(person => person.Id == campaign.OwnerId).Select(person => person.DisplayName).SingleOrDefaultAsync(ct);
            Response.StatusCode = StatusCodes.Status403Forbidden;
            context.Result = View("NotAllowed", owner is null ? admins : admins with { Names = [owner, .. admins.Names] });
        }
    }

    [HttpPost("share")]
    public async Task<IActionResult> Share(Guid id, Guid person, CancellationToken ct) => await share.GiveAsync(id, person, HttpContext, ct) ? Back(id) : NotFound();

    [HttpPost("take")]
    public async Task<IActionResult> Take(Guid id, Guid person, CancellationToken ct)
    {
        await share.TakeAsync(id, person, HttpContext, ct);
        return Back(id);
    }

    [HttpPost("hand-over")]
    public async Task<IActionResult> HandOver(Guid id, Guid person, CancellationToken ct) => await share.HandOverAsync(id, person, HttpContext, ct) ? Back(id) : NotFound();

    private static SeeOtherResult Back(Guid id) => new($"/admin/campaigns/{id}#team");
}
