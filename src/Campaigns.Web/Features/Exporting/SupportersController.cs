using System.Globalization;
using Campaigns.Core.Accounts;
using Campaigns.Core.Limits;
using Campaigns.Web.Features.Admin;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Exporting;

/// <summary>Downloads of personal data.</summary>
public sealed class SupportersController(
    CampaignFigures figures, CampaignDeskPages pages, ExportSupporters export, Limits limits, LimitRules rules, TimeProvider clock, IStringLocalizer<Texts> texts) : Controller
{
    [RequiresPermission(Permission.ExportContacts), RequiresFreshSignIn, HttpPost("admin/campaigns/{id:guid}/supporters.csv")]
    public async Task<IActionResult> Download(Guid id, ExportForm form, CancellationToken ct)
    {
        if (form.Purpose?.Trim() is not { Length: > 0 and <= 200 } purpose || purpose.Any(char.IsControl))
            return await AgainAsync(id, form, StatusCodes.Status422UnprocessableEntity, texts["Say in one line, up to 200 characters, what you need the file for"], ct);
        if (await figures.RunAsync(id, ct) is not { } head) return NotFound();
        if (await limits.TakeAsync(LimitNames.StaffExports, $"{User.StaffId()}", ct, isAddress: false) is { } until) return await RefusedAsync(id, form, until, ct);

        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.CacheControl = "no-store";
        Response.Headers.ContentDisposition = $"attachment; filename=\"supporters-{head.Slug ?? "campaign"}-{clock.GetUtcNow():yyyy-MM-dd}.csv\"";
        await export.RunAsync(id, User.StaffId(), purpose, Network, Response.BodyWriter, ct);
        return new EmptyResult();
    }

    private string Network => HttpContext.AuditNetwork();

    private async Task<IActionResult> RefusedAsync(Guid id, ExportForm form, DateTimeOffset until, CancellationToken ct)
    {
        await export.RecordRefusedAsync(id, User.StaffId(), Network, ct);
        Response.Headers.RetryAfter = until.ToString("R", CultureInfo.InvariantCulture);
        var text = texts["This account has made the {0} download it may make in a day. Try again after {1} UTC|This account has made the {0} downloads it may make in a day. Try again after {1} UTC"]
            .For(rules[LimitNames.StaffExports].Sustained, until.AddMinutes(1).ToString("d MMMM yyyy, HH:mm", CultureInfo.CurrentCulture));
        return await AgainAsync(id, form, StatusCodes.Status429TooManyRequests, text, ct);
    }

    private async Task<IActionResult> AgainAsync(Guid id, ExportForm form, int status, string sentence, CancellationToken ct)
    {
        if (await pages.RunAsync(id, null, null, User, ct) is not { } page) return NotFound();
        Response.StatusCode = status;
        return View("/Features/Admin/CampaignDesk.cshtml", page with { Purpose = form.Purpose, Errors = [new FieldError("purpose", sentence)] });
    }
}
