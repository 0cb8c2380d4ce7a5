using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Admin;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Exporting;

/// <summary>Downloads of personal data.</summary>
public sealed class SupportersController(CampaignFigures figures, CampaignDeskPages pages, ExportSupporters export, TimeProvider clock, IStringLocalizer<Texts> texts) : Controller
{
    [RequiresPermission(Permission.ExportContacts), HttpPost("admin/campaigns/{id:guid}/supporters.csv")]
    public async Task<IActionResult> Download(Guid id, ExportForm form, CancellationToken ct)
    {
        if (form.Purpose?.Trim() is not { Length: > 0 and <= 200 } purpose || purpose.Any(char.IsControl)) return await AgainAsync(id, form, ct);
        if (await figures.RunAsync(id, ct) is not { } head) return NotFound();

        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.CacheControl = "no-store";
        Response.Headers.ContentDisposition = $"attachment; filename=\"supporters-{head.Slug ?? "campaign"}-{clock.GetUtcNow():yyyy-MM-dd}.csv\"";
        await export.RunAsync(id, User.StaffId(), purpose, NetworkParts.StoredOf(HttpContext.Connection.RemoteIpAddress), Response.BodyWriter, ct);
        return new EmptyResult();
    }

    private async Task<IActionResult> AgainAsync(Guid id, ExportForm form, CancellationToken ct)
    {
        if (await pages.RunAsync(id, null, null, User, ct) is not { } page) return NotFound();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        var problem = new FieldError("purpose", texts["Say in one line, up to 200 characters, what you need the file for"]);
        return View("/Features/Admin/CampaignDesk.cshtml", page with { Purpose = form.Purpose, Errors = [problem] });
    }
}
