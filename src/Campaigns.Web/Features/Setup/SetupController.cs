using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Setup;

/// <summary>Answers only while no administrator exists.</summary>
[StaffDoor, Route("setup")]
public sealed class SetupController(CampaignsDb db, CreateAdministrator create, SignInManager<StaffUser> signIn, Organisation organisation, IStringLocalizer<Texts> texts) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(CancellationToken ct) =>
        await CreateAdministrator.ExistsAsync(db, ct) ? NotFound() : View("Setup", new SetupPage { Values = new SetupForm(), Errors = [] });

    [HttpPost]
    public async Task<IActionResult> Save(SetupForm form, CancellationToken ct)
    {
        if (await CreateAdministrator.ExistsAsync(db, ct)) return NotFound();
        if (ModelState.IsValid && PasswordRule.ProblemWith(form.Password, form.Email, form.Name, organisation.Now.Name) is { } problem)
            ModelState.AddModelError(nameof(form.Password), PasswordWords.Of(problem));
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Setup", new SetupPage { Values = form, Errors = FormProblems.Of(ModelState, texts) });
        }

        var user = await create.RunAsync(form.Email!.Trim(), form.Name!.Trim(), form.Password!, onlyFirst: true, ct);
        if (user is null) return NotFound();
        await signIn.SignInAsync(user, isPersistent: false);
        return new SeeOtherResult("/admin/setup");
    }
}
