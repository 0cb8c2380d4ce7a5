using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Campaigns.Core.Accounts;
using Campaigns.Core.Reporting;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;

namespace Campaigns.Web.Features.Reports;

/// <summary>How far each channel is proved: as a page, and the same figures as files.</summary>
[RequiresPermission(Permission.ReadFigures), Route("admin/campaigns/{id:guid}")]
public sealed class ReachController(ReachPages pages, CampaignReportQuery reports) : Controller
{
    private static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    [HttpGet("reach")]
    public async Task<IActionResult> Reach(Guid id, ReachForm form, CancellationToken ct) =>
        await pages.RunAsync(id, form.ToFilter(), ct) is { } page ? View("Reach", page) : NotFound();

    [HttpGet("reach.json")]
    public async Task<IActionResult> AsJson(Guid id, ReachForm form, CancellationToken ct) =>
        await reports.RunAsync(id, form.ToFilter(), ct) is { } report ? new JsonResult(report, Shape) : NotFound();

    [HttpGet("reach.csv")]
    public async Task<IActionResult> AsCsv(Guid id, ReachForm form, CancellationToken ct)
    {
        if (await reports.RunAsync(id, form.ToFilter(), ct) is not { } report) return NotFound();
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.CacheControl = "no-cache, no-store";
        Response.Headers.ContentDisposition = $"attachment; filename=\"reach-{report.AsOf:yyyy-MM-dd}.csv\"";
        var csv = new CsvWriter(Response.BodyWriter);
        csv.WriteMark();
        foreach (var title in (string[])["part", "of", "figure", "number", "note", "as of", "percent", "percent of"]) csv.Cell(title);
        await csv.EndRowAsync(ct);
        foreach (var row in ReachRows.Of(report))
        {
            csv.Cell(row.Part);
            csv.Cell(row.Of);
            csv.Cell(row.Figure);
            csv.Cell(row.Number);
            csv.Cell(row.Note);
            csv.Cell(report.AsOf.UtcDateTime);
            csv.Cell(row.Percentage?.Percent?.ToString("0.0", CultureInfo.InvariantCulture));
            csv.Cell(row.PercentOf);
            if (!await csv.EndRowAsync(ct)) break;
        }
        await csv.FlushAsync(ct);
        return new EmptyResult();
    }
}
