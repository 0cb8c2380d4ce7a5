using Campaigns.Core;
using Campaigns.Core.Acting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Shared;

/// <param name="Title">"Tweet Dana Whitlock".</param>
public sealed record StepItem(Step Step, string Path, string Title, int Minutes, bool IsDone);

/// <summary>The steps of a campaign in its order, with what this browser's person has done of them.</summary>
public sealed class StepList(IDbContextFactory<CampaignsDb> databases, IStringLocalizer<Texts> texts)
{
    /// <param name="signatureId">Null for a visitor who has not signed here: nothing is known to be done.</param>
    public async Task<IReadOnlyList<StepItem>> ReadAsync(PublicCampaign campaign, Guid? signatureId, CancellationToken ct)
    {
        var done = new HashSet<Step>();
        if (signatureId is { } id)
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var actions = await db.Actions.Where(a => a.SignatureId == id && a.CancelledAt == null).Select(a => new { a.Step, a.Rung }).ToListAsync(ct);
            // Where somebody can say that it is done, only that ends the step; a share or a letter of ours is done when it started.
            done = [.. actions.Where(a => a.Rung > Rung.Started || a.Step is Step.Share || (a.Step is Step.EmailTarget && campaign.Campaign.LetterWay is LetterWay.OurServer)).Select(a => a.Step)];
        }
        return [.. campaign.Campaign.Steps.Select(step => new StepItem(
            step, StepPaths.Of(campaign.Slug, step), StepPaths.TitleOf(step, TargetOf(campaign, step), texts), StepPaths.MinutesOf(step), done.Contains(step)))];
    }

    /// <returns>The next step that is not done; null after the last.</returns>
    public static StepItem? After(IReadOnlyList<StepItem> steps, Step step) => steps.SkipWhile(item => item.Step != step).Skip(1).FirstOrDefault(item => !item.IsDone);

    /// <summary>Whom a step is said to address: the first target that it can reach.</summary>
    public static string TargetOf(PublicCampaign campaign, Step step) => (campaign.Targets.FirstOrDefault(target => step switch
    {
        Step.Tweet => target.XHandle is not null,
        Step.FacebookComment => target.FacebookUrl is not null,
        Step.EmailTarget => target.TakesMail,
        _ => true,
    }) ?? campaign.Targets.FirstOrDefault())?.Name ?? campaign.Headline;
}
