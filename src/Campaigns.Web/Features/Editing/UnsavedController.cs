using Campaigns.Core.Accounts;
using Campaigns.Core.Editing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;

namespace Campaigns.Web.Features.Editing;

/// <summary>What happens to a section beside saving it: text kept while it is typed, thrown away, the section taken over.</summary>
[RequiresPermission(Permission.EditCampaigns), Route("admin/campaigns/{id:guid}/edit/{section}")]
public sealed class UnsavedController(SectionDesks desks, KeepUnsaved unsaved, TimeProvider clock) : Controller
{
    [HttpPost("unsaved"), LongForm]
    public async Task<IActionResult> Keep(Guid id, string section, string? language, CancellationToken ct)
    {
        if (await DeskAsync(id, section, language, ct) is not { } desk) return NotFound();
        var fields = Request.Form.Where(field => field.Key is not "__RequestVerificationToken").SelectMany(field => field.Value, (field, value) => KeyValuePair.Create(field.Key, value));
        using var content = new FormUrlEncodedContent(fields);
        await unsaved.RunAsync(desk, await content.ReadAsStringAsync(ct), HttpContext, ct);
        return Json(new { at = Dates.Moment(desk.TimeZone, clock.GetUtcNow()), colleague = desk.OpenWith?.Name, savedBy = desk.SavedBy?.Name, revision = desk.Revision });
    }

    [HttpPost("discard")]
    public async Task<IActionResult> Discard(Guid id, string section, string? language, CancellationToken ct)
    {
        if (await DeskAsync(id, section, language, ct) is not { } desk) return NotFound();
        await unsaved.DiscardAsync(desk, User.StaffId()!.Value, ct);
        return new SeeOtherResult(desk.Path);
    }

    [HttpPost("take-over")]
    public async Task<IActionResult> TakeOver(Guid id, string section, string? language, CancellationToken ct)
    {
        if (await DeskAsync(id, section, language, ct) is not { } desk) return NotFound();
        await unsaved.TakeOverAsync(desk, HttpContext, ct);
        return new SeeOtherResult(desk.Path);
    }

    private async Task<SectionDesk?> DeskAsync(Guid id, string section, string? language, CancellationToken ct) =>
        Sections.Find(section) is { } found ? await desks.RunAsync(id, found, language, User, ct) : null;
}
