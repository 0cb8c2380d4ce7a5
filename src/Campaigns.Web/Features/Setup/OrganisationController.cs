using Campaigns.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace Campaigns.Web.Features.Setup;

/// <summary>What the organisation says of itself, on the page of settings and as a step of the setup.</summary>
public abstract class OrganisationController(OrganisationPages pages, SaveOrganisation save) : Controller
{
    protected Task<OrganisationPage> OpenAsync(CancellationToken ct) => pages.OpenAsync(ct);

    protected Task FinishAsync(CancellationToken ct) => save.FinishSetupAsync(HttpContext, ct);

    /// <param name="then">Where a saved form leads.</param>
    protected async Task<IActionResult> SaveAsync(OrganisationForm form, string view, string then, CancellationToken ct)
    {
        await pages.TakeLogoAsync(form, ModelState, HttpContext, ct);
        if (form.Go == "try") return View(view, await pages.AgainAsync(form, ModelState, ct));
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View(view, await pages.AgainAsync(form, ModelState, ct));
        }
        if (await save.RunAsync(form, HttpContext, ct)) return new SeeOtherResult(then);
        ModelState.Clear();
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View(view, await pages.ConflictAsync(form, ct));
    }
}
