using Campaigns.Core.Acting;
using Campaigns.Core.Reporting;

namespace Campaigns.Web.Features.Reports;

/// <param name="Part">Which part of the report.</param>
/// <param name="Of">Which ladder, target, variant, source, generation or day.</param>
/// <param name="Number">Null when no honest figure exists; <paramref name="Note"/> says why.</param>
/// <param name="Percentage">What part of the rung before it is; null where no rungs are compared.</param>
public sealed record ReachRow(string Part, string Of, string Figure, int? Number, string? Note = null, Percentage? Percentage = null)
{
    /// <summary><c>started</c>, or why there is no percentage.</summary>
    public string? PercentOf => Percentage switch { null => null, { Of: { } rung } => ReachRows.Lower(rung), { Why: { } why } => ReachRows.Lower(why), _ => null };
}

/// <summary>The report as lines of a file, in words that other programs can rely on.</summary>
public static class ReachRows
{
    public static IEnumerable<ReachRow> Of(CampaignReport report)
    {
        foreach (var (name, number) in ((string, int)[])[("created", report.Signatures.Created), ("confirmed", report.Signatures.Confirmed), ("bounced", report.Signatures.Bounced), ("withdrawn", report.Signatures.Withdrawn)])
            yield return new("signatures", "", name, number);
        if (report.ShareStepShown is { } shown) yield return new("share step", "", "shown", shown, "the same for every network");
        foreach (var ladder in report.Ladders)
        {
            foreach (var row in Figures("ladder", Name(ladder), ladder.Figures)) yield return row;
            if (ladder.Letters is { } letters)
                foreach (var (name, number) in ((string, int)[])[("waiting", letters.Waiting), ("failed", letters.Failed), ("uncertain", letters.Uncertain), ("suppressed", letters.Suppressed), ("cancelled", letters.Cancelled), ("bounced", letters.Bounced)])
                    yield return new("letters", Name(ladder), name, number);
            foreach (var row in ladder.Targets.SelectMany(target => Figures("target", $"{Name(ladder)}, {target.Name}", target.Figures))) yield return row;
        }
        foreach (var variant in report.Variants)
        {
            var name = $"{Lower(variant.Step)}, {variant.Language}, {variant.MessageId}, {variant.Beginning}";
            foreach (var row in Figures("variant", name, variant.Figures)) yield return row;
            yield return new("variant", name, "texts", variant.Texts);
            yield return new("variant", name, "customised", variant.Customised);
        }
        foreach (var source in report.Sources)
            foreach (var row in Came("source", source.Source.Length == 0 ? ReachForm.NoSource : source.Source, source.Came)) yield return row;
        foreach (var of in report.Generations.Append(report.AnyLink))
        {
            var name = of.Generation is { } generation ? $"{generation}" : "any link";
            yield return new("generation", name, "visits", of.Visits);
            yield return new("generation", name, "robot visits", of.RobotVisits);
            foreach (var row in Came("generation", name, of.Came)) yield return row;
        }
        foreach (var alike in report.Alike)
            foreach (var (name, number) in ((string, int)[])[("texts", alike.Texts), ("looked at", alike.LookedAt), ("nearly the same", alike.Alike), ("customised", alike.Customised)])
                yield return new("alike", Lower(alike.Step), name, number);
        foreach (var answer in report.Answers) yield return new("answer", answer.Name ?? "", ReachForm.Iso(answer.Day)!, 1, answer.SourceUrl);
        foreach (var day in report.Days)
        {
            foreach (var (name, number) in ((string, int)[])[("shown", day.Shown), ("created", day.Created), ("confirmed", day.Confirmed)])
                yield return new("day", ReachForm.Iso(day.Day)!, name, number);
            foreach (var starts in day.Starts)
                foreach (var (name, number) in ((string, int)[])[("shown", starts.Shown), ("started", starts.Started)])
                    yield return new("day", ReachForm.Iso(day.Day)!, $"{ReachForm.ChannelOf(starts.Step, starts.Channel)} {name}", number);
        }
        foreach (var drift in report.Drift)
            foreach (var (name, number) in ((string, int)[])[("counted", drift.Counted), ("rebuilt", drift.Rebuilt)])
                yield return new("drift", $"{ReachForm.Iso(drift.Day)} {Lower(drift.Step)}", name, number);
    }

    private static IEnumerable<ReachRow> Figures(string part, string of, IReadOnlyList<Figure> figures)
    {
        foreach (var figure in figures)
        {
            yield return new(part, of, Lower(figure.Rung), figure.Number, figure.Why is { } why ? Lower(why) : null, figure.Percentage);
            if (figure.WithoutPerson > 0) yield return new(part, of, $"{Lower(figure.Rung)} without a signature", figure.WithoutPerson);
        }
    }

    private static IEnumerable<ReachRow> Came(string part, string of, CameFigures came)
    {
        foreach (var (name, number) in ((string, int)[])
        [
            ("shown", came.Shown), ("forms posted", came.FormsPosted), ("created", came.Created), ("confirmed", came.Confirmed),
            ("people who started", came.Started), ("people who self-reported", came.SelfReported), ("people proved", came.Proved),
        ]) yield return new(part, of, name, number);
    }

    private static string Name(Ladder ladder) => ladder.Step is Step.Sign ? "sign" : ReachForm.ChannelOf(ladder.Step, ladder.Channel) + ladder.Way switch { LetterWay.OurServer => " our server", LetterWay.OwnProgram => " own program", _ => "" };

    /// <summary><c>SelfReported</c> becomes <c>self-reported</c>.</summary>
    internal static string Lower(Enum value) => string.Concat($"{value}".Select((letter, at) => char.IsUpper(letter) && at > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
