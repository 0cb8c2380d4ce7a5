using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Setup;

/// <summary>What the organisation says of itself, changed at any time.</summary>
[RequiresPermission(Permission.ManageSettings), Route("admin/settings")]
public sealed class SettingsController(CampaignsDb db, OrganisationPages pages, SaveOrganisation save) : Controller
{
    [HttpGet]
    public async Task<ViewResult> Show(bool saved, CancellationToken ct) => View("Settings", await pages.OpenAsync(ct) with { WasSaved = saved, HidesFirstSteps = await HidesAsync(User.StaffId(), ct) });

    private Task<bool> HidesAsync(Guid? id, CancellationToken ct) => db.Users.AnyAsync(user => user.Id == id && user.FirstStepsHiddenAt != null, ct);

    [HttpPost, UploadForm]
    public async Task<IActionResult> Save(OrganisationForm form, CancellationToken ct)
    {
        await pages.TakeLogoAsync(form, ModelState, HttpContext, ct);
        if (form.Go == "try") return View("Settings", await pages.AgainAsync(form, ModelState, ct));
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Settings", await pages.AgainAsync(form, ModelState, ct));
        }
        if (await save.RunAsync(form, HttpContext, ct)) return new SeeOtherResult("/admin/settings?saved=true");
        ModelState.Clear();
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Settings", await pages.ConflictAsync(form, ct));
    }
}
