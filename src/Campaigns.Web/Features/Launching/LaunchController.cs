using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Launching;

/// <summary>The checklist, "Publish now", "Schedule" and "Unschedule".</summary>
[Route("admin/campaigns/{id:guid}")]
public sealed class LaunchController(ReadLaunch read, LaunchHeads heads, GoPublic publish, UnscheduleCampaign unschedule, TimeProvider clock, IStringLocalizer<Texts> texts) : Controller
{
    private const string Field = "opensAt";

    [RequiresPermission(Permission.ReadCampaigns), HttpGet("launch")]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct) => await read.RunAsync(id, User, ct) is { } page ? View("Launch", page) : NotFound();

    [RequiresPermission(Permission.PublishCampaigns), HttpPost("publish-now")]
    public async Task<IActionResult> Publish(Guid id, CancellationToken ct) => await AnswerAsync(id, await publish.RunAsync(id, null, HttpContext, ct), "published", null, ct);

    /// <summary>Says the time in full; nothing is set before the button on this page is pressed.</summary>
    [RequiresPermission(Permission.PublishCampaigns), HttpGet("schedule")]
    public async Task<IActionResult> AskSchedule(Guid id, string? opensAt, CancellationToken ct)
    {
        if (await heads.RunAsync(id, ct) is not { } head) return NotFound();
        if (head.Status is not CampaignStatus.Draft) return Redirect($"{head.Path}/launch");
        if (Problem(head, opensAt, out var at) is { } problem) return await AgainAsync(id, problem, opensAt ?? "", ct);
        var page = await read.RunAsync(id, User, ct);
        return View("ConfirmSchedule", new ConfirmSchedulePage(head, at, opensAt!, page!.Tests));
    }

    [RequiresPermission(Permission.PublishCampaigns), HttpPost("schedule")]
    public async Task<IActionResult> Schedule(Guid id, string? opensAt, CancellationToken ct)
    {
        if (await heads.RunAsync(id, ct) is not { } head) return NotFound();
        if (Problem(head, opensAt, out var at) is { } problem) return await AgainAsync(id, problem, opensAt ?? "", ct);
        return await AnswerAsync(id, await publish.RunAsync(id, at, HttpContext, ct), "scheduled", opensAt, ct);
    }

    [RequiresPermission(Permission.PublishCampaigns), HttpPost("unschedule")]
    public async Task<IActionResult> Unschedule(Guid id, CancellationToken ct) =>
        await unschedule.RunAsync(id, HttpContext, ct) is LaunchAnswer.NoSuchCampaign ? NotFound() : new SeeOtherResult($"/admin/campaigns/{id}/launch");

    private string? Problem(LaunchHead head, string? opensAt, out DateTimeOffset at) => ZonedTime.Read(opensAt, TimeZoneInfo.FindSystemTimeZoneById(head.TimeZone), out at) switch
    {
        ZonedTimeProblem.Unreadable => texts["Enter a date and a time, such as 2026-05-03 09:00"].Value,
        ZonedTimeProblem.InGap => texts["Clocks skip this time on that day in this zone. Enter an hour later"].Value,
        _ when at <= clock.GetUtcNow() => texts["Enter a time to come. To open now, press “Publish now”"].Value,
        _ when head.ClosesAt <= at => texts["Signing would close before it opens: it closes on {0}", head.Said(head.ClosesAt.Value, texts)].Value,
        _ => null,
    };

    private async Task<IActionResult> AnswerAsync(Guid id, (LaunchAnswer Answer, int Deleted) done, string what, string? opensAt, CancellationToken ct) => done.Answer switch
    {
        LaunchAnswer.Done => new SeeOtherResult($"/admin/campaigns/{id}/launch?done={what}&deleted={done.Deleted}"),
        LaunchAnswer.NoSuchCampaign => NotFound(),
        // Somebody else was first: the page shows how it stands.
        LaunchAnswer.NotInThisState => new SeeOtherResult($"/admin/campaigns/{id}/launch"),
        LaunchAnswer.ClosingTimePassed => await AgainAsync(id, texts["Its closing time has passed. Set a new one in “Schedule and goal” first"].Value, opensAt, ct),
        LaunchAnswer.IsSample => await AgainAsync(id, texts["The sample campaign is never published. Copy it and publish the copy"].Value, opensAt, ct),
        _ => await AgainAsync(id, texts["Headline, summary, story and a target are needed first"].Value, opensAt, ct),
    };

    private async Task<IActionResult> AgainAsync(Guid id, string sentence, string? opensAt, CancellationToken ct)
    {
        if (await read.RunAsync(id, User, ct) is not { } page) return NotFound();
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Launch", page with { OpensAt = opensAt, Errors = [new FieldError(opensAt is null ? "main" : Field, sentence)] });
    }
}
