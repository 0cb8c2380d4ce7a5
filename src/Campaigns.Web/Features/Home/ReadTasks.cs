using System.Security.Claims;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Targets;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Home;

/// <summary>What needs a person, among the campaigns that this one may do something about.</summary>
public sealed class ReadTasks(CampaignsDb db, CurrentMail mail, FailedMails failed, WhoMay whoMay, IStringLocalizer<Texts> t)
{
    public async Task<IReadOnlyList<HomeTask>> RunAsync(ClaimsPrincipal user, IReadOnlyList<SeenCampaign> seen, DateTimeOffset now, CancellationToken ct)
    {
        var works = seen.Where(campaign => campaign.IsTheirs).ToList();
        var publishes = Permission.IsGranted(Permission.PublishCampaigns, user.IsInRole);
        if (works.Count == 0 && !publishes && !Permission.IsGranted(Permission.EditCampaigns, user.IsInRole)) return [];

        var byId = seen.ToDictionary(campaign => campaign.Row.Id);
        var ids = works.ConvertAll(campaign => campaign.Row.Id);
        List<HomeTask> tasks = [.. await MailAsync(user, now, ct)];
        tasks.AddRange(seen.Where(campaign => (campaign.IsTheirs || publishes) && campaign.Row.HasMissedOpeningAt(now)).Select(campaign =>
            new HomeTask(campaign.Headline, t["It should have opened at {0}.", Dates.Moment(campaign.Row.TimeZone, campaign.Row.OpensAt!.Value)], t["Open it now?"], $"/admin/campaigns/{campaign.Row.Id}/launch")));
        tasks.AddRange(await MistakesAsync(byId, ids, ct));
        tasks.AddRange(await AnswersAsync(byId, works, now, ct));
        tasks.AddRange(await FailuresAsync(user, byId, ct));
        tasks.AddRange(await TargetsAsync(byId, ids, ct));
        return tasks;
    }

    private async Task<List<HomeTask>> MailAsync(ClaimsPrincipal user, DateTimeOffset now, CancellationToken ct)
    {
        var lane = await db.Lanes.AsNoTracking().SingleOrDefaultAsync(lane => lane.Name == Lane.Mail, ct);
        var isReady = mail.Now.IsReady;
        if (isReady && lane?.PausedAt is null && !(lane?.OpenUntil > now)) return [];
        var waiting = await db.Deliveries.CountAsync(delivery => delivery.NextAttemptAt != null && delivery.NextAttemptAt <= now, ct);
        var sentence = !isReady ? t["Mail is not set up yet."] : lane!.PausedAt is not null ? t["Mail is paused: the mail server refused this installation’s settings."] : t["The mail server does not answer."];
        var words = $"{sentence.Value} {t["{0} mail waits.|{0} mails wait."].For(waiting)}";
        return Permission.IsGranted(Permission.ManageSettings, user.IsInRole)
            ? [new HomeTask(null, words, t["Mail settings"], "/admin/settings/mail")]
            : [new HomeTask(null, words, Ask: await AskAsync(Permission.ManageSettings, ct))];
    }

    private async Task<IEnumerable<HomeTask>> MistakesAsync(Dictionary<Guid, SeenCampaign> byId, List<Guid> ids, CancellationToken ct)
    {
        var open = await db.MistakeReports.Where(report => ids.Contains(report.CampaignId) && report.State == MistakeState.Open).GroupBy(report => report.CampaignId).Select(group => new { group.Key, Number = group.Count() }).ToListAsync(ct);
        return open.Select(of => new HomeTask(byId[of.Key].Headline, t["{0} mistake was reported.|{0} mistakes were reported."].For(of.Number), t["Look at them"], $"/admin/campaigns/{of.Key}/mistakes"));
    }

    /// <summary>Asked, the day for the answer has passed, and nothing came.</summary>
    private async Task<IEnumerable<HomeTask>> AnswersAsync(Dictionary<Guid, SeenCampaign> byId, List<SeenCampaign> works, DateTimeOffset now, CancellationToken ct)
    {
        var ids = works.Where(campaign => campaign.Status is CampaignStatus.Live or CampaignStatus.Paused).Select(campaign => campaign.Row.Id).ToList();
        var tomorrow = DateOnly.FromDateTime(now.UtcDateTime).AddDays(1);
        var asked = await (
            from claim in db.StoryClaims
            join text in db.CampaignTexts on claim.CampaignTextId equals text.Id
            where ids.Contains(text.CampaignId) && claim.AskedOn != null && claim.AnsweredOn == null && claim.AnswerBy < tomorrow
            select new { text.CampaignId, text.Language, claim.Key, claim.AnswerBy }).ToListAsync(ct);
        return asked.Where(of => of.AnswerBy < Dates.DayIn(byId[of.CampaignId].Row.TimeZone, now)).GroupBy(of => of.CampaignId).Select(group => new HomeTask(byId[group.Key].Headline,
            t["{0} question to the target is unanswered since {1}.|{0} questions to the target are unanswered, the oldest since {1}."].For(group.Select(of => of.Key).Distinct().Count(), Dates.Day(group.Min(of => of.AnswerBy!.Value))),
            t["Write down the answer, or ask again"], $"/admin/campaigns/{group.Key}/claims?language={group.First().Language}"));
    }

    private async Task<IEnumerable<HomeTask>> FailuresAsync(ClaimsPrincipal user, Dictionary<Guid, SeenCampaign> byId, CancellationToken ct)
    {
        var groups = await failed.RunAsync(user, ct);
        if (groups.Count == 0) return [];
        var may = Permission.IsGranted(Permission.RetryDeliveries, user.IsInRole);
        var ask = may ? null : await AskAsync(Permission.RetryDeliveries, ct);
        return groups.Where(group => !group.IsWrongAddress).GroupBy(group => group.CampaignId).Select(of => new HomeTask(of.Key is { } id ? byId.GetValueOrDefault(id)?.Headline ?? of.First().Headline : null,
            t["{0} mail could not be sent.|{0} mails could not be sent."].For(of.Sum(group => group.Number)), may ? t["See why and send again"] : t["See why"], "/admin/deliveries" + (of.Key is { } campaign ? $"?campaign={campaign}" : ""), ask));
    }

    private async Task<IEnumerable<HomeTask>> TargetsAsync(Dictionary<Guid, SeenCampaign> byId, List<Guid> ids, CancellationToken ct)
    {
        var targets = await db.Targets.AsNoTracking().Where(target => ids.Contains(target.CampaignId) && target.RemovedAt == null && target.Mail != TargetMail.Ok).OrderBy(target => target.Position)
            .Select(target => new { target.CampaignId, target.Id, target.Name, target.Mail }).ToListAsync(ct);
        return targets.Select(target => new HomeTask(byId[target.CampaignId].Headline,
            target.Mail is TargetMail.Bounced ? t["Mail to {0} comes back; no letter leaves.", target.Name] : t["{0} takes no letters; none leaves.", target.Name],
            t["Correct the address"], $"/admin/campaigns/{target.CampaignId}/edit/targets/{target.Id}"));
    }

    private async Task<string> AskAsync(string permission, CancellationToken ct)
    {
        var who = await whoMay.RunAsync(permission, ct);
        return who.Names.Count == 0 ? t["An Admin must do this."] : t["{0} can do this. Ask them.", string.Join(", ", who.Names)];
    }
}
