using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Editing;
using Campaigns.Core.Targets;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Features.Editing.Messages;

/// <summary>How far targets and messages are, for the task list.</summary>
public sealed class MessageStates(CampaignsDb db, IStringLocalizer<Texts> texts, IOptions<SiteOptions> site)
{
    /// <summary>Fewer variants of a step are not done: identical messages get filtered.</summary>
    private const int Enough = 3;

    public async Task<IReadOnlyList<SectionRow>> RunAsync(Campaign campaign, IReadOnlyList<string> languages, CancellationToken ct)
    {
        var targets = await db.Targets.AsNoTracking().Where(t => t.CampaignId == campaign.Id && t.RemovedAt == null).ToListAsync(ct);
        var messages = await db.Messages.AsNoTracking().Where(m => m.CampaignId == campaign.Id && m.IsOn && m.Weight > 0).ToListAsync(ct);
        return
        [
            TargetsRow(campaign, targets),
            Row(Section.Tweets, texts["No target has an X handle"]), Row(Section.Facebook, texts["No target has a Facebook page"]), Row(Section.Email, texts["No target takes mail"]), Row(Section.Shares, ""),
        ];

        SectionRow Row(Section section, string unreached)
        {
            var step = ReadMessages.StepOf(section);
            var own = messages.FindAll(message => message.Step == step);
            if (own.Count == 0) return new(section, SectionState.NotStarted, null);
            var tooLong = step is not Step.Share && own.Exists(message => LongestMessages.Of(step, null, message.TargetId, message.Language, message.Text, targets, site.Value.Url).Any(longest => longest.IsTooLong));
            var problem = campaign.Steps.Contains(step) && step is not Step.Share && !targets.Exists(target => ReadMessages.IsReached(target, step)) ? unreached : tooLong ? texts["A message can become longer than the network takes"].Value : null;
            var isEnough = languages.All(language => own.Count(message => message.Language == language) >= (step is Step.Share ? 1 : Enough));
            return new(section, problem is not null ? SectionState.NeedsAttention : isEnough ? SectionState.Done : SectionState.InProgress, problem);
        }
    }

    private SectionRow TargetsRow(Campaign campaign, List<Target> targets)
    {
        if (targets.Count == 0) return new(Section.Targets, SectionState.NotStarted, null);
        var problem = targets.Find(target => target.Mail is TargetMail.Bounced) is { } bounced ? texts["Mail to {0} came back", bounced.Name].Value
            : campaign.TargetChoice is TargetChoice.ByArea && targets.TrueForAll(target => target.Country is null && target.Area is null) ? texts["No target says for which country or postcode it answers"].Value : null;
        return new(Section.Targets, problem is null ? SectionState.Done : SectionState.NeedsAttention, problem);
    }
}
