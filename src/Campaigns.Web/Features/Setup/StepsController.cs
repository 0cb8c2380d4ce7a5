using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Setup;

/// <summary>The steps after the administrator's account. They can be left and taken up again, and each is a page of its own.</summary>
[RequiresPermission(Permission.ManageSettings), Route("admin/setup")]
public sealed class StepsController(CampaignsDb db, Organisation organisation, OrganisationPages pages, SaveOrganisation save, AddSampleCampaign addSample) : OrganisationController(pages, save)
{
    private const string New = "new", Sample = "sample";

    /// <summary>Leads to the first step that is not done.</summary>
    [HttpGet]
    public RedirectResult Next() => Redirect(organisation.Now switch
    {
        { SetUpAt: not null } => "/admin",
        { Revision: 0 } => "/admin/setup/organisation",
        _ => "/admin/setup/mail",
    });

    [HttpGet("organisation")]
    public async Task<ViewResult> ShowOrganisation(CancellationToken ct) => View("SetupOrganisation", await OpenAsync(ct));

    [HttpPost("organisation"), UploadForm]
    public Task<IActionResult> SaveOrganisation(OrganisationForm form, CancellationToken ct) => SaveAsync(form, "SetupOrganisation", "/admin/setup/mail", ct);

    [HttpGet("mail")]
    public ViewResult ShowMail() => View("SetupMail");

    [HttpGet("campaign")]
    public async Task<ViewResult> ShowCampaign(CancellationToken ct) => View("SetupCampaign", new SetupCampaignPage { HasAny = await db.Campaigns.AnyAsync(ct) });

    /// <param name="what"><c>new</c>, <c>sample</c>, or anything else for later.</param>
    [HttpPost("campaign")]
    public async Task<IActionResult> BeginCampaign(string? what, CancellationToken ct)
    {
        var path = what switch
        {
            New => "/admin/new-campaign",
            Sample => await addSample.RunAsync(HttpContext, ct) is { } id ? $"/admin/campaigns/{id}/edit" : "/admin",
            _ => "/admin",
        };
        await FinishAsync(ct);
        return new SeeOtherResult(path);
    }
}
