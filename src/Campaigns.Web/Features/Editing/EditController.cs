using System.Globalization;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Editing;

/// <summary>The task list of a campaign, and a new campaign.</summary>
[RequiresPermission(Permission.EditCampaigns)]
public sealed class EditController(ReadSections sections, CreateCampaign create, DuplicateCampaign duplicate, Organisation organisation, IStringLocalizer<Texts> texts) : Controller
{
    [HttpGet("/admin/campaigns/{id:guid}/edit")]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct) => await sections.RunAsync(id, ct) is { } page ? View("SectionList", page) : NotFound();

    [HttpPost("/admin/campaigns/{id:guid}/duplicate")]
    public async Task<IActionResult> Duplicate(Guid id, CancellationToken ct) =>
        await duplicate.RunAsync(id, HttpContext, ct) is { } copy ? new SeeOtherResult($"/admin/campaigns/{copy}/edit") : NotFound();

    [HttpGet("/admin/new-campaign")]
    public ViewResult New() => View("NewCampaign", new NewCampaignPage { Form = new NewCampaignForm { Language = organisation.Now.Language ?? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName } });

    [HttpPost("/admin/new-campaign")]
    public async Task<IActionResult> Create(NewCampaignForm form, CancellationToken ct)
    {
        if (ModelState.IsValid) return new SeeOtherResult($"/admin/campaigns/{await create.RunAsync(form, HttpContext, ct)}/edit/ask");
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("NewCampaign", new NewCampaignPage { Form = form, Errors = FormProblems.Of(ModelState, texts) });
    }
}
