using Campaigns.Core.Accounts;
using Campaigns.Core.Editing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Editing.Uploads;

/// <summary>Takes a picture while its form goes on being written, for script; without it the form brings the file along when it is saved.</summary>
[RequiresPermission(Permission.EditCampaigns), UploadForm]
public sealed class UploadController(SectionDesks desks, StoreMedia store, IStringLocalizer<Texts> texts) : Controller
{
    [HttpPost("admin/campaigns/{id:guid}/edit/upload")]
    public async Task<IActionResult> Upload(Guid id, IFormFile? file, CancellationToken ct)
    {
        if (await desks.RunAsync(id, Section.Picture, null, User, ct) is not { } desk) return NotFound();
        var (stored, problem) = file is null ? (null, "Choose a file first") : await store.RunAsync(file, UploadKind.Picture, desk.CampaignId, HttpContext, ct);
        return stored is null ? BadRequest(new { problem = texts[problem!].Value }) : Json(new { path = stored.Path, width = stored.Width, height = stored.Height });
    }
}
