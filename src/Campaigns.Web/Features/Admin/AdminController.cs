using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Signing;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;

namespace Campaigns.Web.Features.Admin;

/// <summary>The list of campaigns, and one of them.</summary>
[Route("admin")]
public sealed class AdminController(CampaignList list, CampaignDeskPages pages) : Controller
{
    private const string Tests = "test";

    [RequiresPermission(Permission.ReadCampaigns), HttpGet("campaigns")]
    public async Task<ViewResult> List(string? q, string? status, string? scope, Guid? owner, string? language, CancellationToken ct) =>
        View("CampaignList", await list.RunAsync(User, new CampaignFilter
        {
            Search = q, Status = Known<CampaignStatus>(status), Scope = Known<CampaignScope>(scope), Owner = owner, Language = string.IsNullOrEmpty(language) ? null : language,
        }, ct));

    /// <param name="state">A state of signatures, or <c>test</c> for those given in test mode.</param>
    [RequiresPermission(Permission.ReadCampaigns), HttpGet("campaigns/{id:guid}")]
    public async Task<IActionResult> Campaign(Guid id, string? state, Guid? before, CancellationToken ct) =>
        await pages.RunAsync(id, Known<SignatureState>(state), before, User, ct, tests: state == Tests) is { } page ? View("CampaignDesk", page) : NotFound();

    /// <summary>The same page with the addresses in full; a post, because it is written down.</summary>
    [RequiresPermission(Permission.ReadSigners), RequiresPermission(Permission.ExportContacts), HttpPost("campaigns/{id:guid}/addresses")]
    public async Task<IActionResult> ShowAddresses(Guid id, string? state, Guid? before, CancellationToken ct)
    {
        if (await pages.RunAsync(id, Known<SignatureState>(state), before, User, ct, showsAddresses: true, tests: state == Tests) is not { } page) return NotFound();
        await pages.RecordShownAsync(page, HttpContext, ct);
        return View("CampaignDesk", page);
    }

    /// <summary>A filter that nobody offered is no filter.</summary>
    private static T? Known<T>(string? text) where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsDigit(text[0]) ? value : null;
}
