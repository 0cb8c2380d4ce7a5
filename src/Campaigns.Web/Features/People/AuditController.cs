using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;

namespace Campaigns.Web.Features.People;

/// <summary>Who did what.</summary>
[RequiresPermission(Permission.ReadAudit), Route("admin/audit")]
public sealed class AuditController(ReadAudit read, CampaignsDb db, TimeProvider clock) : Controller
{
    [HttpGet]
    public async Task<ViewResult> Show(AuditFilter filter, Guid? before, CancellationToken ct) => View("Audit", await read.RunAsync(filter, before, ct));

    /// <summary>A post, because taking the log away is written down in it.</summary>
    [HttpPost("audit.csv"), RequiresFreshSignIn]
    public async Task<IActionResult> Download([FromQuery] AuditFilter filter, CancellationToken ct)
    {
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = $"attachment; filename=\"audit-{clock.GetUtcNow():yyyy-MM-dd}.csv\"";
        Response.Headers.CacheControl = "no-store";
        var rows = await read.WriteAsync(filter, Response.BodyWriter, ct);
        db.Add(new AuditEntry(User.StaffId(), "audit.exported", null, rows, null, HttpContext.AuditNetwork(), clock.GetUtcNow()));
        await db.SaveChangesAsync(CancellationToken.None);
        return new EmptyResult();
    }
}
