using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Mistakes;

/// <summary>The reports of one campaign, and what became of them.</summary>
[RequiresPermission(Permission.EditCampaigns), Route("admin/campaigns/{id:guid}/mistakes")]
public sealed class MistakesController(CampaignsDb db, CloseMistake close, IStringLocalizer<Texts> texts) : Controller
{
    private const int Most = 100;

    [HttpGet]
    public async Task<IActionResult> Show(Guid id, string? state, string? done, CancellationToken ct) => await PageAsync(id, state, ct) is { } page ? View("Mistakes", page with { Done = Said(done) }) : NotFound();

    [HttpPost("{reportId:guid}/close")]
    public async Task<IActionResult> Close(Guid id, Guid reportId, string? outcome, string? note, CancellationToken ct)
    {
        var typed = note?.ReplaceLineEndings("\n").Trim() is { Length: > 0 } text ? text : null;
        if (typed is { Length: > MistakeReport.MaxNote } || (typed is not null && !TextRules.IsText(typed)))
        {
            if (await PageAsync(id, null, ct) is not { } page) return NotFound();
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Mistakes", page with { Wrong = reportId, Note = note, Errors = [new FieldError($"note-{reportId}", typed.Length > MistakeReport.MaxNote ? texts["Shorten the note to {0} characters", MistakeReport.MaxNote.ToString("N0")] : texts["Use plain text here"])] });
        }
        var done = outcome switch
        {
            "answered" => await close.RunAsync(id, reportId, MistakeState.Answered, typed, HttpContext, ct) ? "closed" : null,
            "rejected" => await close.RunAsync(id, reportId, MistakeState.Rejected, typed, HttpContext, ct) ? "closed" : null,
            "spam" => await close.EraseAsync(id, reportId, HttpContext, ct) ? "erased" : null,
            _ => null,
        };
        return done is null ? NotFound() : new SeeOtherResult($"/admin/campaigns/{id}/mistakes?done={done}");
    }

    [HttpPost("{reportId:guid}/reopen")]
    public async Task<IActionResult> Reopen(Guid id, Guid reportId, CancellationToken ct) =>
        await close.ReopenAsync(id, reportId, HttpContext, ct) ? new SeeOtherResult($"/admin/campaigns/{id}/mistakes?done=open") : NotFound();

    private string? Said(string? done) => done switch
    {
        "closed" => texts["The report is closed, and who sent it is erased."].Value,
        "erased" => texts["The report is deleted."].Value,
        "open" => texts["The report is open again."].Value,
        _ => null,
    };

    private async Task<MistakesPage?> PageAsync(Guid id, string? state, CancellationToken ct)
    {
        MistakeState? only = state switch { "answered" => MistakeState.Answered, "rejected" => MistakeState.Rejected, "all" => null, _ => MistakeState.Open };
        var texts = await db.CampaignTexts.AsNoTracking().Where(text => text.CampaignId == id).OrderByDescending(text => text.IsOriginal)
            .Select(text => new { text.Id, text.Language, text.Slug, Newest = db.TextVersions.Where(version => version.CampaignTextId == text.Id).OrderByDescending(version => version.Number).Select(version => new { version.Headline, version.Story }).FirstOrDefault() }).ToListAsync(ct);
        if (texts.Count == 0) return null;
        var counts = await db.MistakeReports.Where(report => report.CampaignId == id).GroupBy(report => report.State).Select(group => new { group.Key, Number = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Number, ct);
        var reports = await db.MistakeReports.AsNoTracking().Where(report => report.CampaignId == id && (only == null || report.State == only)).OrderByDescending(report => report.Id).Take(Most).ToListAsync(ct);
        var sourceIds = reports.ConvertAll(report => report.SourceId).OfType<Guid>().ToList();
        var sources = await db.Sources.AsNoTracking().Where(source => sourceIds.Contains(source.Id)).ToDictionaryAsync(source => source.Id, ct);
        return new MistakesPage
        {
            CampaignId = id, Headline = texts[0].Newest?.Headline, State = only, Counts = counts, TimeZone = await db.Campaigns.Where(campaign => campaign.Id == id).Select(campaign => campaign.TimeZone).SingleAsync(ct),
            Rows = reports.ConvertAll(report =>
            {
                var text = texts.Find(text => text.Id == report.CampaignTextId)!;
                var claim = report.ClaimKey is null ? null : StoryMarks.Claims(text.Newest?.Story ?? "").FirstOrDefault(claim => claim.Key == report.ClaimKey)?.Sentence ?? report.ClaimKey;
                var source = report.SourceId is { } sourceId ? sources.GetValueOrDefault(sourceId) : null;
                return new MistakeRow(report, text.Language, text.Slug,
                    claim is not null ? MistakePlace.Claim + report.ClaimKey : source is not null ? MistakePlace.Source + source.Number : null,
                    claim is not null ? ReadPlaces.Short(claim) : source is not null ? $"[{source.Number}] {ReadPlaces.Short(source.Title)}" : null);
            }),
        };
    }
}

public sealed record MistakesPage
{
    public required Guid CampaignId { get; init; }
    public required string? Headline { get; init; }
    /// <summary>Null for all.</summary>
    public required MistakeState? State { get; init; }
    public required IReadOnlyDictionary<MistakeState, int> Counts { get; init; }
    public required string TimeZone { get; init; }
    public required IReadOnlyList<MistakeRow> Rows { get; init; }
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
    /// <summary>The report whose note would not do.</summary>
    public Guid? Wrong { get; init; }
    public string? Note { get; init; }
    public string? Done { get; init; }
}

/// <param name="Slug">Of the page that they read.</param>
/// <param name="Anchor">Of the place on that page.</param>
/// <param name="Place">In words.</param>
public sealed record MistakeRow(MistakeReport Report, string Language, string Slug, string? Anchor, string? Place);
