using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Core.Reporting;

/// <summary>
/// The only place that defines a figure of reach; <c>docs/reach.md</c> says the same in plain words. The unit is person × campaign × channel ×
/// target: a signature is a person of a campaign, an action row its unit. Nowhere counted: tests; people whose signature is fraudulent,
/// invalidated or withdrawn; and above Started people whose signature still waits. Sums are made by the database: no rows come here.
/// </summary>
public sealed partial class CampaignReportQuery(CampaignsDb db, TimeProvider clock)
{
    private const int MostSources = 50, MostDrift = 20, BeginningLength = 90;

    /// <returns>Null when there is no such campaign.</returns>
    public async Task<CampaignReport?> RunAsync(Guid campaignId, ReportFilter filter, CancellationToken ct)
    {
        if (await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == campaignId, ct) is not { } campaign) return null;
        var asOf = clock.GetUtcNow();
        var read = new Reading(db, campaignId, filter, ReportRange.Of(filter, campaign.TimeZone), asOf);
        var targets = await db.Targets.AsNoTracking().Where(t => t.CampaignId == campaignId).OrderBy(t => t.Position).Select(t => new NamedTarget(t.Id, t.Name)).ToListAsync(ct);

        var sums = new Sums
        {
            Reach = await read.ReachAsync(ct),
            Actions = await read.ActionsAsync(ct),
            Visitors = await read.VisitorsAsync(ct),
            Letters = await read.LettersAsync(ct),
            Arrived = await read.ArrivedAsync(ct),
            Signatures = await read.SignaturesAsync(ct),
        };
        var answers = await AnswersAsync(campaignId, targets, read.Range, filter, ct);
        var (came, people) = (await read.CameAsync(ct), await read.PeopleAsync(ct));
        var everybody = new Comers(came, sums.Signatures, people);
        var comers = filter.Source is { } only ? everybody.Of(of => of.Source == only) : everybody;
        var signatures = comers.Signatures;
        var sources = SourcesOf(comers);
        var visits = await read.VisitsAsync(ct);
        return new CampaignReport
        {
            CampaignId = campaignId,
            TimeZone = campaign.TimeZone,
            AsOf = asOf,
            Filter = filter,
            Signatures = new SignatureFigures(signatures.Sum(of => of.Created), signatures.Sum(of => of.Confirmed), await read.BouncedAsync(ct), signatures.Sum(of => of.Withdrawn)),
            Ladders = LaddersOf(campaign, sums, signatures.Sum(of => of.Confirmed), targets, answers, filter),
            ShareStepShown = filter.Takes(Step.Share, null) ? sums.ShareStepShown : null,
            Variants = await VariantsAsync(campaign, sums, answers.Count, filter, ct),
            Sources = [.. sources.Take(MostSources)],
            SourcesLeftOut = Math.Max(0, sources.Count - MostSources),
            Generations = GenerationsOf(comers, visits),
            AnyLink = new GenerationFigures(null, visits.Sum(of => of.Visits), visits.Sum(of => of.RobotVisits), comers.Of(of => of.Generation > 0).Figures),
            Days = await DaysAsync(read, ct),
            Timeline = await TimelineAsync(campaignId, read.Range, filter, ct),
            Answers = answers,
            Alike = await AlikeAsync(read, ct),
            Drift = await db.ReachDrifts.AsNoTracking().Where(d => d.CampaignId == campaignId).OrderByDescending(d => d.Id).Take(MostDrift)
                .Select(d => new DriftFigures(d.Day, d.Step, d.Counted, d.Rebuilt, d.FoundAt)).ToListAsync(ct),
            Choices = new ReportChoices(
                await db.CampaignTexts.Where(t => t.CampaignId == campaignId).OrderByDescending(t => t.IsOriginal).ThenBy(t => t.Language).Select(t => t.Language).ToListAsync(ct),
                // What is chosen stays on offer, also where the range has nothing of it.
                [.. SourcesOf(everybody).Take(MostSources).Select(of => of.Source).Union(filter.Source is { } chosen ? [chosen] : [])],
                [.. (await read.ShareChannelsAsync(ct)).Union(filter is { Step: Step.Share, Channel: { } through } ? [through] : [])]),
        };
    }

    private static string Beginning(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= BeginningLength ? line : string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[BeginningLength - 2]) ? BeginningLength - 2 : BeginningLength - 1), "…");
    }

    /// <summary>Public entries of the original text, or of the language asked for.</summary>
    private async Task<List<Annotation>> TimelineAsync(Guid campaignId, ReportRange range, ReportFilter filter, CancellationToken ct)
    {
        var text = await db.CampaignTexts.Where(t => t.CampaignId == campaignId).OrderByDescending(t => t.Language == filter.Language).ThenByDescending(t => t.IsOriginal).Select(t => t.Id).FirstOrDefaultAsync(ct);
        var (from, to) = (filter.From ?? DateOnly.MinValue, filter.To ?? range.DayOf(clock.GetUtcNow()));
        return await db.TimelineEntries.AsNoTracking().Where(e => e.CampaignTextId == text && e.Date >= from && e.Date <= to).OrderBy(e => e.Date).ThenBy(e => e.Number)
            .Select(e => new Annotation(e.Date, e.Kind, e.Title)).ToListAsync(ct);
    }

    /// <summary>
    /// Answered: a timeline entry of kind Reply with its source, or a claim that was answered; the same reply in several languages or to several
    /// claims, on one day by one target, is one. Neither language nor source narrows it: a reply answers the campaign.
    /// </summary>
    private async Task<List<Answer>> AnswersAsync(Guid campaignId, List<NamedTarget> targets, ReportRange range, ReportFilter filter, CancellationToken ct)
    {
        var texts = db.CampaignTexts.Where(t => t.CampaignId == campaignId).Select(t => t.Id);
        var replies = await db.TimelineEntries.AsNoTracking().Where(e => texts.Contains(e.CampaignTextId) && e.Kind == TimelineKind.Reply && e.SourceUrl != null)
            .Select(e => new { e.TargetId, Day = e.Date, e.SourceUrl }).ToListAsync(ct);
        var claims = await db.StoryClaims.AsNoTracking().Where(c => texts.Contains(c.CampaignTextId) && c.AnsweredOn != null)
            .Select(c => new { c.TargetId, Day = c.AnsweredOn!.Value, SourceUrl = db.TimelineEntries.Where(e => e.Id == c.AnswerEntryId).Select(e => e.SourceUrl).FirstOrDefault() }).ToListAsync(ct);
        var only = targets.Count == 1 ? targets[0].Id : (Guid?)null;
        return [.. replies.Concat(claims).Select(e => (Target: e.TargetId ?? only, e.Day, e.SourceUrl))
            .Where(e => (filter.From is null || e.Day >= filter.From) && (filter.To is null || e.Day <= filter.To))
            .GroupBy(e => (e.Target, e.Day)).OrderBy(e => e.Key.Day).ThenBy(e => e.Key.Target)
            .Select(e => new Answer(e.Key.Target, targets.Find(t => t.Id == e.Key.Target)?.Name, e.Key.Day, e.Select(one => one.SourceUrl).FirstOrDefault(url => url is not null)))];
    }

    internal sealed record NamedTarget(Guid Id, string Name);
}
