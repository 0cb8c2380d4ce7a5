using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Campaigns.Web.Features.People;

/// <summary>Where a colleague is signed in, and the way back in for one who lost the second step. One's own account has a page of its own.</summary>
[RequiresPermission(Permission.ManagePeople), RequiresFreshSignIn, Route("admin/people/{id:guid}")]
public sealed class PersonSignInController(UserManager<StaffUser> users, EndSessions end, ResetSecondStep reset, CampaignsDb db, TimeProvider clock) : Controller
{
    [HttpPost("sessions/end")]
    public async Task<IActionResult> End(Guid id, Guid session, CancellationToken ct)
    {
        if (await end.OneAsync(id, session, ct)) await RecordAsync(id, 1, ct);
        return new SeeOtherResult($"/admin/people/{id}?done=ended");
    }

    [HttpPost("sessions/end-all")]
    public async Task<IActionResult> EndAll(Guid id, CancellationToken ct)
    {
        if (id == User.StaffId()) return new SeeOtherResult("/admin/account#sessions");
        await RecordAsync(id, await end.AllAsync(id, null, ct), ct);
        return new SeeOtherResult($"/admin/people/{id}?done=ended");
    }

    [HttpPost("reset-second-step")]
    public async Task<IActionResult> Reset(Guid id, CancellationToken ct)
    {
        if (id == User.StaffId()) return new SeeOtherResult("/admin/account");
        if (await users.FindByIdAsync(id.ToString()) is not { HasJoined: true } user) return NotFound();
        if (user.TwoFactorEnabled) await reset.RunAsync(user, HttpContext, ct);
        return new SeeOtherResult($"/admin/people/{id}?done=reset");
    }

    private Task RecordAsync(Guid id, int ended, CancellationToken ct)
    {
        db.Add(new AuditEntry(User.StaffId(), "session.ended", id.ToString(), ended, null, HttpContext.AuditNetwork(), clock.GetUtcNow()));
        return db.SaveChangesAsync(ct);
    }
}
