using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Launching;

/// <summary>Versions of a text, the difference between any two, and an earlier one as the editor's draft.</summary>
[Route("admin/campaigns/{id:guid}")]
public sealed class HistoryController(CampaignsDb db, LaunchHeads heads, RestoreVersion restore, CampaignAccess access, IStringLocalizer<Texts> texts) : Controller
{
    [RequiresPermission(Permission.ReadCampaigns), HttpGet("history")]
    public async Task<IActionResult> Show(Guid id, string? language, int? from, int? to, CancellationToken ct)
    {
        if (await heads.RunAsync(id, ct) is not { } head) return NotFound();
        var own = await db.CampaignTexts.AsNoTracking().Where(t => t.CampaignId == id).OrderByDescending(t => t.IsOriginal).ThenBy(t => t.Language).Select(t => new { t.Id, t.Language }).ToListAsync(ct);
        if ((language is null ? own.FirstOrDefault() : own.Find(t => t.Language == language)) is not { } text) return NotFound();
        var versions = await db.TextVersions.AsNoTracking().Where(v => v.CampaignTextId == text.Id).OrderByDescending(v => v.Number).ToListAsync(ct);
        var ids = versions.ConvertAll(v => v.Id);
        var signers = await db.Signatures.Where(s => ids.Contains(s.TextVersionId) && s.State == SignatureState.Confirmed && !s.IsTest)
            .GroupBy(s => s.TextVersionId).Select(g => new { g.Key, Number = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Number, ct);
        var (newer, older) = (versions.Find(v => v.Number == to) ?? versions.FirstOrDefault(), versions.Find(v => v.Number == from) ?? versions.ElementAtOrDefault(1));
        var isCompared = newer is not null && older is not null && newer.Id != older.Id;
        return View("History", new HistoryPage
        {
            Head = head, Language = text.Language, Languages = own.ConvertAll(t => t.Language),
            Versions = versions.ConvertAll(v => new HistoryRow(v.Number, v.Headline, v.Change, v.Reason, v.PublishedAt, signers.GetValueOrDefault(v.Id))),
            From = older?.Number, To = newer?.Number,
            Fields = !isCompared ? []
                : [.. ((FieldDiff[])[Field("Headline", older!.Headline, newer!.Headline), Field("Summary", older.Summary, newer.Summary), Field("Story", older.Story, newer.Story)]).Where(field => field.Pieces.Any(piece => piece.Kind is not DiffKind.Same))],
            MayRestore = head.Status is not CampaignStatus.Draft && await access.MayAsync(User, Permission.EditCampaigns, id, ct),
        });
    }

    /// <summary>The words of an earlier version become the editor's; the public sees them once they are published.</summary>
    [RequiresPermission(Permission.EditCampaigns), HttpPost("restore")]
    public async Task<IActionResult> Restore(Guid id, string? language, int number, CancellationToken ct) =>
        await restore.RunAsync(id, language, number, HttpContext, ct) ? new SeeOtherResult($"/admin/campaigns/{id}/publish") : NotFound();

    private FieldDiff Field(string name, string before, string after) => new(texts[name], WordDiff.Between(before, after));
}
