using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Launching;

/// <summary>A draft is deleted by whoever writes it; what the public has seen by administrators alone, with its title typed.</summary>
[RequiresPermission(Permission.EditCampaigns), Route("admin/campaigns/{id:guid}/delete")]
public sealed class DeleteController(CampaignsDb db, LaunchHeads heads, DeleteCampaign delete, WhoMay whoMay, IStringLocalizer<Texts> texts) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Ask(Guid id, CancellationToken ct) => await heads.RunAsync(id, ct) is { } head ? await ShowAsync(head, null, [], ct) : NotFound();

    [HttpPost]
    public async Task<IActionResult> Delete(Guid id, string? title, CancellationToken ct)
    {
        if (await heads.RunAsync(id, ct) is not { } head) return NotFound();
        if (head.Status is not CampaignStatus.Draft)
        {
            if (!IsAdmin)
            {
                Response.StatusCode = StatusCodes.Status403Forbidden;
                return await ShowAsync(head, title, [], ct);
            }
            if (Plain(title) != Plain(head.Headline))
            {
                Response.StatusCode = StatusCodes.Status400BadRequest;
                return await ShowAsync(head, title, [new FieldError("title", texts["Type the title as it stands above"])], ct);
            }
        }
        return await delete.RunAsync(id, onlyDraft: !IsAdmin, HttpContext, ct) ? new SeeOtherResult("/admin") : new SeeOtherResult($"{head.Path}/delete");
    }

    private bool IsAdmin => Permission.IsGranted(Permission.EraseData, User.IsInRole);

    /// <summary>Spaces and line ends are nobody's title.</summary>
    private static string Plain(string? title) => string.Join(' ', (title ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task<ViewResult> ShowAsync(LaunchHead head, string? typed, IReadOnlyList<FieldError> errors, CancellationToken ct) => View("Delete", new DeletePage
    {
        Head = head, Typed = typed, Errors = errors,
        Signatures = await db.Signatures.CountAsync(s => s.CampaignId == head.Id && !s.IsTest, ct),
        Ask = head.Status is CampaignStatus.Draft || IsAdmin ? null : await whoMay.RunAsync(Permission.EraseData, ct),
    });
}
