using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Setup;

/// <summary>The list of first steps is hidden and shown again by each person for themselves.</summary>
[RequiresPermission(Permission.ManageSettings), Route("admin/first-steps")]
public sealed class FirstStepsController(CampaignsDb db, TimeProvider clock) : Controller
{
    [HttpPost("hide")]
    public async Task<SeeOtherResult> Hide(CancellationToken ct)
    {
        await SetAsync(clock.GetUtcNow(), ct);
        return new SeeOtherResult("/admin");
    }

    [HttpPost("show")]
    public async Task<SeeOtherResult> Show(CancellationToken ct)
    {
        await SetAsync(null, ct);
        return new SeeOtherResult("/admin#first-steps");
    }

    private async Task SetAsync(DateTimeOffset? hidden, CancellationToken ct)
    {
        var id = User.StaffId();
        await db.Users.Where(user => user.Id == id).ExecuteUpdateAsync(set => set.SetProperty(user => user.FirstStepsHiddenAt, hidden), ct);
        db.Add(new AuditEntry(id, hidden is null ? "first-steps.shown" : "first-steps.hidden", null, null, null, HttpContext.AuditNetwork(), clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
    }
}
