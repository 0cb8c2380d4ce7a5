using Campaigns.Core.Acting;

namespace Campaigns.Core.Reporting;

/// <summary>What each rung of each ladder is.</summary>
public sealed partial class CampaignReportQuery
{
    /// <summary>Networks where a post has an address of its own that could be given.</summary>
    private static readonly Channel[] WithPublicLinks = [Channel.X, Channel.Facebook, Channel.Bluesky, Channel.Mastodon, Channel.Threads, Channel.LinkedIn];

    private static List<Ladder> LaddersOf(Campaign campaign, Sums sums, int confirmed, List<NamedTarget> targets, List<Answer> answers, ReportFilter filter)
    {
        var ladders = new List<Ladder> { Sign(sums, confirmed, answers) };
        // A step that the campaign no longer has keeps what it reached.
        foreach (var step in campaign.Steps.Union([Step.Tweet, Step.FacebookComment, Step.EmailTarget, Step.Share]))
        {
            if (!campaign.Steps.Contains(step) && !sums.Has(step)) continue;
            ladders.AddRange(step switch
            {
                Step.Tweet => [Post(step, Channel.X)],
                Step.FacebookComment => [Post(step, Channel.Facebook)],
                Step.EmailTarget => Letters(campaign.LetterWay, sums, targets, answers),
                _ => Enum.GetValues<Channel>().Where(channel => sums.HasShare(channel)).Select(channel => Share(channel, sums)),
            });
        }
        return [.. ladders.Where(ladder => ladder.Step is Step.Sign || filter.Takes(ladder.Step, ladder.Channel))];

        Ladder Post(Step step, Channel channel) => new()
        {
            Step = step, Channel = channel,
            Figures = PostFigures(step, channel, null),
            Targets = [.. targets.Select(target => new TargetFigures(target.Id, target.Name, PostFigures(step, channel, target.Id)))],
        };

        List<Figure> PostFigures(Step step, Channel channel, Guid? target) => Percentages.Along(
        [
            sums.Counted(step, Rung.Shown, target),
            sums.Counted(step, Rung.Started, target),
            sums.Reported(step, channel, target),
            sums.Proved(step, channel, target),
            target is null ? new Figure(Rung.Received, sums.ArrivedBy(channel, step)) : new Figure(Rung.Received, null, NoFigure.NotByTarget),
            Answered(answers, target),
        ], NoPercentage.OtherPeople);
    }

    /// <summary>Shown and Started are openings and accepted forms, counted as they happen; Proved are people whose address is confirmed.</summary>
    private static Ladder Sign(Sums sums, int confirmed, List<Answer> answers) => new()
    {
        Step = Step.Sign, Channel = Channel.Link,
        Figures = Percentages.Along(
        [
            sums.Counted(Step.Sign, Rung.Shown, null),
            sums.Counted(Step.Sign, Rung.Started, null),
            new Figure(Rung.SelfReported, null, NoFigure.SeenByUs),
            new Figure(Rung.Proved, confirmed),
            new Figure(Rung.Received, null, NoFigure.NothingToReceive),
            Answered(answers, null),
        ], null),
    };

    private static IEnumerable<Ladder> Letters(LetterWay way, Sums sums, List<NamedTarget> targets, List<Answer> answers)
    {
        // Openings and starts do not know by which way the letter leaves: they stand under the one that holds now.
        if (way is LetterWay.OurServer || sums.Letters.Count > 0) yield return Of(LetterWay.OurServer);
        if (way is LetterWay.OwnProgram || sums.Actions.Any(of => of.Step is nameof(Step.EmailTarget) && of.SelfReported + of.Proved > 0)) yield return Of(LetterWay.OwnProgram);

        Ladder Of(LetterWay of) => new()
        {
            Step = Step.EmailTarget, Channel = Channel.Email, Way = of,
            Figures = FiguresOf(of, null),
            Letters = of is LetterWay.OurServer ? sums.LetterStates() : null,
            Targets = [.. targets.Select(target => new TargetFigures(target.Id, target.Name, FiguresOf(of, target.Id)))],
        };

        List<Figure> FiguresOf(LetterWay of, Guid? target) => Percentages.Along(
        [
            of == way ? sums.Counted(Step.EmailTarget, Rung.Shown, target) : new Figure(Rung.Shown, null, NoFigure.CountedTogether),
            of == way ? sums.Counted(Step.EmailTarget, Rung.Started, target) : new Figure(Rung.Started, null, NoFigure.CountedTogether),
            of is LetterWay.OurServer ? new Figure(Rung.SelfReported, null, NoFigure.SentByUs) : sums.Reported(Step.EmailTarget, Channel.Email, target),
            of is LetterWay.OurServer ? new Figure(Rung.Proved, sums.LettersTo(target).Sum(l => l.Sent)) : sums.Proved(Step.EmailTarget, Channel.Email, target),
            of is LetterWay.OurServer ? new Figure(Rung.Received, sums.LettersTo(target).Sum(l => l.Received)) : new Figure(Rung.Received, null, NoFigure.ShowsSendingOnly),
            Answered(answers, target),
        ], null);
    }

    /// <summary>The step shows all networks at once, so its openings are no network's.</summary>
    private static Ladder Share(Channel channel, Sums sums) => new()
    {
        Step = Step.Share, Channel = channel,
        Figures = Percentages.Along(
        [
            new Figure(Rung.Shown, null, NoFigure.OneForAllNetworks),
            sums.Counted(Step.Share, Rung.Started, null, channel),
            sums.Reported(Step.Share, channel, null),
            WithPublicLinks.Contains(channel) ? sums.Proved(Step.Share, channel, null) : new Figure(Rung.Proved, null, NoFigure.NoPublicLink),
            new Figure(Rung.Received, sums.ArrivedBy(channel, Step.Share)),
            new Figure(Rung.Answered, null, NoFigure.AsksNothing),
        ], NoPercentage.OtherPeople, sums.ShareStepShown),
    };

    private static Figure Answered(List<Answer> answers, Guid? target) =>
        answers.Count(answer => target is null || answer.TargetId == target) is > 0 and var number ? new Figure(Rung.Answered, number) : new Figure(Rung.Answered, null, NoFigure.NoAnswer);

    /// <summary>All sums of one reading, and how a rung takes its number from them.</summary>
    private sealed record Sums
    {
        public required List<ReachSum> Reach { get; init; }
        public required List<ActionSum> Actions { get; init; }
        public required List<VisitorSum> Visitors { get; init; }
        public required List<LetterSum> Letters { get; init; }
        public required List<ArrivedSum> Arrived { get; init; }
        /// <summary>Of every source, whatever the filter.</summary>
        public required List<SignatureSum> Signatures { get; init; }

        public bool Has(Step step) => Reach.Exists(of => of.Step == $"{step}") || Actions.Exists(of => of.Step == $"{step}") || Visitors.Exists(of => of.Step == $"{step}");

        public int ShareStepShown => Counted(Step.Share, Rung.Shown, null).Number ?? 0;

        public bool HasShare(Channel channel) =>
            Reach.Exists(of => of is { Step: nameof(Step.Share), Rung: nameof(Rung.Started) } && of.Channel == $"{channel}")
            || Actions.Exists(of => of.Step is nameof(Step.Share) && of.Channel == $"{channel}")
            || Visitors.Exists(of => of.Step is nameof(Step.Share) && of.Channel == $"{channel}")
            || ArrivedBy(channel, Step.Share) > 0;

        public Figure Counted(Step step, Rung rung, Guid? target, Channel? channel = null) =>
            new(rung, Reach.Where(of => of.Step == $"{step}" && of.Rung == $"{rung}" && (target is null || of.TargetId == target) && (channel is null || of.Channel == $"{channel}")).Sum(of => of.Number),
                WithoutPerson: rung is Rung.Started ? Of(Visitors, step, channel, target).Sum(of => of.Started) : 0);

        public Figure Reported(Step step, Channel channel, Guid? target) =>
            new(Rung.SelfReported, Of(Actions, step, channel, target).Sum(of => of.SelfReported), WithoutPerson: Of(Visitors, step, channel, target).Sum(of => of.SelfReported));

        public Figure Proved(Step step, Channel channel, Guid? target) =>
            new(Rung.Proved, Of(Actions, step, channel, target).Sum(of => of.Proved), WithoutPerson: Of(Visitors, step, channel, target).Sum(of => of.Proved));

        public IEnumerable<LetterSum> LettersTo(Guid? target) => Letters.Where(of => target is null || of.TargetId == target);

        public LetterFigures LetterStates() => new(
            Letters.Sum(of => of.Waiting), Letters.Sum(of => of.Failed), Letters.Sum(of => of.Uncertain), Letters.Sum(of => of.Suppressed), Letters.Sum(of => of.Cancelled), Letters.Sum(of => of.Bounced));

        /// <summary>A link goes with a variant, which says whether a tweet, a comment or a share carried it; without a variant it was a share.</summary>
        public int ArrivedBy(Channel channel, Step step) =>
            Arrived.Where(of => of.Channel == $"{channel}" && (of.Step ?? nameof(Step.Share)) == $"{step}").Sum(of => of.Number);

        private static IEnumerable<T> Of<T>(List<T> sums, Step step, Channel? channel, Guid? target) where T : IUnitSum =>
            sums.Where(of => of.Step == $"{step}" && (channel is null || of.Channel == $"{channel}") && (target is null || of.TargetId == target));
    }
}
