using Campaigns.Core.Accounts;
using Campaigns.Core.Editing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;

namespace Campaigns.Web.Features.Editing;

/// <summary>What happens to a section beside saving it: text kept while it is typed, or thrown away.</summary>
[RequiresPermission(Permission.EditCampaigns), Route("admin/campaigns/{id:guid}/edit/{section}")]
public sealed class UnsavedController(SectionDesks desks, KeepUnsaved unsaved, SectionWords words, TimeProvider clock) : Controller
{
    [HttpPost("unsaved"), LongForm]
    public async Task<IActionResult> Keep(Guid id, string section, string? language, CancellationToken ct)
    {
        if (await DeskAsync(id, section, language, ct) is not { } desk) return NotFound();
        await unsaved.PostedAsync(desk, HttpContext, ct);
        var revision = int.TryParse(Request.Form[nameof(SectionForm.Revision)], out var typed) ? typed : desk.Revision;
        return Json(new { at = Dates.Moment(desk.TimeZone, clock.GetUtcNow()), note = words.Beside(desk, revision), revision = desk.Revision });
    }

    [HttpPost("discard")]
    public async Task<IActionResult> Discard(Guid id, string section, string? language, CancellationToken ct)
    {
        if (await DeskAsync(id, section, language, ct) is not { } desk) return NotFound();
        await unsaved.DiscardAsync(desk, User.StaffId()!.Value, ct);
        return new SeeOtherResult(desk.Path);
    }

    private async Task<SectionDesk?> DeskAsync(Guid id, string section, string? language, CancellationToken ct) =>
        Sections.Find(section) is { } found ? await desks.RunAsync(id, found, language, User, ct) : null;
}
