using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Launching;

/// <summary>Pause, resume, extend, close, win, archive: a page each, then the act.</summary>
[RequiresPermission(Permission.PublishCampaigns), Route("admin/campaigns/{id:guid}")]
public sealed class StateController(CampaignsDb db, LaunchHeads heads, FollowUps followUps, ChangeState change, IStringLocalizer<Texts> texts) : Controller
{
    [HttpGet("pause"), HttpGet("resume"), HttpGet("extend"), HttpGet("close"), HttpGet("win"), HttpGet("archive")]
    public async Task<IActionResult> Ask(Guid id, CancellationToken ct)
    {
        if (await heads.RunAsync(id, ct) is not { } head) return NotFound();
        if (!head.Acts.Contains(Act)) return Redirect($"{head.Path}/launch");
        var campaign = await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == id, ct);
        var notes = await db.CampaignTexts.Where(t => t.CampaignId == id).ToDictionaryAsync(t => t.Language, t => t.StatusNote, ct);
        // What stands there is about the state it is in, but for archiving nothing changes.
        if (Act is not StateAct.Archive && head.Status is CampaignStatus.Live or CampaignStatus.Paused) notes = notes.ToDictionary(note => note.Key, _ => (string?)null);
        return await ShowAsync(head, new StateForm
        {
            Notes = notes, FollowUpUrl = campaign.FollowUpUrl, Redirects = campaign.FollowUpRedirects,
            ClosesAt = campaign.ClosesAt is { } at ? ZonedTime.Write(at, TimeZoneInfo.FindSystemTimeZoneById(campaign.TimeZone)) : null,
        }, [], ct);
    }

    [HttpPost("pause"), HttpPost("resume"), HttpPost("extend"), HttpPost("close"), HttpPost("win"), HttpPost("archive")]
    public async Task<IActionResult> Carry(Guid id, StateForm form, CancellationToken ct)
    {
        if (await heads.RunAsync(id, ct) is not { } head) return NotFound();
        // Somebody else was first: the page shows how it stands.
        if (!head.Acts.Contains(Act)) return new SeeOtherResult($"{head.Path}/launch");
        var problems = await ProblemsAsync(head, form, ct);
        if (problems.Count > 0)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await ShowAsync(head, form, problems, ct);
        }
        return await change.RunAsync(id, Act, form, HttpContext, ct)
            ? new SeeOtherResult($"{head.Path}/launch?done=changed")
            : new SeeOtherResult($"{head.Path}/launch");
    }

    private StateAct Act => Enum.Parse<StateAct>(Request.Path.Value!.TrimEnd('/').Split('/')[^1], ignoreCase: true);

    private async Task<List<FieldError>> ProblemsAsync(LaunchHead head, StateForm form, CancellationToken ct)
    {
        var problems = new List<FieldError>();
        if (StateForm.HasNote(Act))
            foreach (var language in await LanguagesAsync(head.Id, ct))
                if (form.NoteIn(language) is { } note)
                {
                    if (note.Length > StateForm.MostNote) problems.Add(new($"note-{language}", texts["Shorten this text to {0} characters", StateForm.MostNote.ToString("N0")]));
                    else if (!TextRules.IsText(note)) problems.Add(new($"note-{language}", texts["Use plain text here"]));
                }
        if (Act is StateAct.Extend)
        {
            var campaign = await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == head.Id, ct);
            var problem = form.ClosingTime(campaign, out var at);
            if (problem is ZonedTimeProblem.Unreadable) problems.Add(new("closesAt", texts["Enter a date and a time, such as 2026-05-03 09:00"]));
            else if (problem is ZonedTimeProblem.InGap) problems.Add(new("closesAt", texts["Clocks skip this time on that day in this zone. Enter an hour later"]));
            else if (at <= head.Now) problems.Add(new("closesAt", texts["Enter a time to come. To end signing now, close the campaign"]));
        }
        if (Act is StateAct.Archive && await followUps.ProblemAsync(head.Id, form.Link, form.Redirects, ct) is { } sentence) problems.Add(new("followUpUrl", sentence));
        return problems;
    }

    private async Task<ViewResult> ShowAsync(LaunchHead head, StateForm form, IReadOnlyList<FieldError> errors, CancellationToken ct) => View("State", new StatePage
    {
        Head = head, Act = Act, Form = form, Errors = errors, Languages = await LanguagesAsync(head.Id, ct),
        Pending = await db.Signatures.CountAsync(s => s.CampaignId == head.Id && s.State == SignatureState.Pending && !s.IsTest, ct),
    });

    private Task<List<string>> LanguagesAsync(Guid id, CancellationToken ct) =>
        db.CampaignTexts.Where(t => t.CampaignId == id).OrderByDescending(t => t.IsOriginal).ThenBy(t => t.Language).Select(t => t.Language).ToListAsync(ct);
}
