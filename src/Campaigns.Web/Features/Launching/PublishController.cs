using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Launching;

/// <summary>"Publish changes": what differs, what kind of change it is, and who is told.</summary>
[Route("admin/campaigns/{id:guid}/publish")]
public sealed class PublishController(LaunchHeads heads, ReadChanges changes, PublishChanges publish, WhoMay whoMay, CampaignAccess access, IStringLocalizer<Texts> texts) : Controller
{
    /// <summary>For whoever writes the campaign, and whoever may publish it.</summary>
    [RequiresPermission(Permission.ReadCampaigns), HttpGet]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct)
    {
        if (!Permission.IsGranted(Permission.PublishCampaigns, User.IsInRole) && !await access.MayAsync(User, Permission.EditCampaigns, id, ct)) return NotFound();
        return await ShowAsync(id, new PublishForm(), [], ct);
    }

    [RequiresPermission(Permission.PublishCampaigns), HttpPost]
    public async Task<IActionResult> Publish(Guid id, PublishForm form, CancellationToken ct)
    {
        if (await heads.RunAsync(id, ct) is not { } head) return NotFound();
        var (changed, seen) = await changes.RunAsync(id, ct);
        if (head.Status is CampaignStatus.Draft || changed.Count == 0) return new SeeOtherResult($"{head.Path}/publish");
        var problems = seen == form.Seen ? Problems(changed, form) : [new("main", texts["Somebody saved or published since you opened this page. Look again at what differs"])];
        if (problems.Count == 0 && await publish.RunAsync(id, form, HttpContext, ct) is { } told) return new SeeOtherResult($"{head.Path}/history?told={told}");
        if (problems.Count == 0) problems.Add(new("main", texts["Somebody saved or published since you opened this page. Look again at what differs"]));
        Response.StatusCode = seen == form.Seen ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict;
        ModelState.Clear();
        return await ShowAsync(id, form, problems, ct);
    }

    private List<FieldError> Problems(IReadOnlyList<ChangedText> changed, PublishForm form)
    {
        var problems = new List<FieldError>();
        foreach (var text in changed.Where(text => !text.IsComplete)) problems.Add(new("main", texts["{0}: headline, summary and story are needed", Languages.NameOf(text.Language)]));
        var asked = changed.Where(text => text is { IsNew: false, ChangesWords: true }).ToList();
        if (asked.Count == 0) return problems;
        if (form.Kind is not (TextChange.Spelling or TextChange.Wording or TextChange.Ask)) problems.Add(new("kind", texts["Say what kind of change it is"]));
        else if (form.Kind is not TextChange.Spelling)
            foreach (var language in asked.Select(text => text.Language))
                if (form.ReasonIn(language) is not { } reason) problems.Add(new($"reason-{language}", texts["Say why, in a sentence that everybody may read"]));
                else if (reason.Length > PublishForm.MostReason) problems.Add(new($"reason-{language}", texts["Shorten this text to {0} characters", PublishForm.MostReason.ToString("N0")]));
                else if (!TextRules.IsOneLine(reason)) problems.Add(new($"reason-{language}", texts["Use plain text here"]));
        return problems;
    }

    private async Task<IActionResult> ShowAsync(Guid id, PublishForm form, IReadOnlyList<FieldError> errors, CancellationToken ct)
    {
        if (await heads.RunAsync(id, ct) is not { } head) return NotFound();
        var (changed, seen) = head.Status is CampaignStatus.Draft ? ([], "") : await changes.RunAsync(id, ct);
        return View("Publish", new PublishPage
        {
            Head = head, Texts = changed, Seen = seen, Form = form, Errors = errors,
            Ask = Permission.IsGranted(Permission.PublishCampaigns, User.IsInRole) ? null : await whoMay.RunAsync(Permission.PublishCampaigns, ct),
        });
    }
}
