using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Setup;

/// <summary>What the organisation says of itself, changed at any time.</summary>
[RequiresPermission(Permission.ManageSettings), Route("admin/settings")]
public sealed class SettingsController(CampaignsDb db, OrganisationPages pages, SaveOrganisation save) : OrganisationController(pages, save)
{
    [HttpGet]
    public async Task<ViewResult> Show(bool saved, CancellationToken ct) => View("Settings", await OpenAsync(ct) with { WasSaved = saved, HidesFirstSteps = await HidesAsync(User.StaffId(), ct) });

    private Task<bool> HidesAsync(Guid? id, CancellationToken ct) => db.Users.AnyAsync(user => user.Id == id && user.FirstStepsHiddenAt != null, ct);

    [HttpPost, UploadForm]
    public Task<IActionResult> Save(OrganisationForm form, CancellationToken ct) => SaveAsync(form, "Settings", "/admin/settings?saved=true", ct);
}
