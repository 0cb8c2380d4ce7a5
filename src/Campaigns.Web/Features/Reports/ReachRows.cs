using Campaigns.Core.Acting;
using Campaigns.Core.Reporting;

namespace Campaigns.Web.Features.Reports;

/// <param name="Part">Which part of the report.</param>
/// <param name="Of">Which ladder, target, variant, source, generation or day.</param>
/// <param name="Number">Null when no honest figure exists; <paramref name="Note"/> says why.</param>
public sealed record ReachRow(string Part, string Of, string Figure, int? Number, string? Note = null);

/// <summary>The report as lines of a file, in words that other programs can rely on.</summary>
public static class ReachRows
{
    public static IEnumerable<ReachRow> Of(CampaignReport report)
    {
        foreach (var (name, number) in ((string, int)[])[("created", report.Signatures.Created), ("confirmed", report.Signatures.Confirmed), ("bounced", report.Signatures.Bounced), ("withdrawn", report.Signatures.Withdrawn)])
            yield return new("signatures", "", name, number);
        foreach (var ladder in report.Ladders)
        {
            foreach (var row in Figures("ladder", Name(ladder), ladder.Figures)) yield return row;
            if (ladder.Letters is { } letters)
                foreach (var (name, number) in ((string, int)[])[("waiting", letters.Waiting), ("failed", letters.Failed), ("uncertain", letters.Uncertain), ("suppressed", letters.Suppressed), ("cancelled", letters.Cancelled), ("bounced", letters.Bounced)])
                    yield return new("letters", Name(ladder), name, number);
            foreach (var row in ladder.Targets.SelectMany(target => Figures("target", $"{Name(ladder)}, {target.Name}", target.Figures))) yield return row;
        }
        foreach (var variant in report.Variants)
            foreach (var (name, number) in ((string, int?)[])[("uses", variant.Uses), ("started", variant.Started), ("texts", variant.Texts), ("customised", variant.Customised), ("self-reported", variant.SelfReported), ("proved", variant.Proved)])
                yield return new("variant", $"{Lower(variant.Step)}, {variant.Language}, {variant.Beginning}", name, number, variant.MessageId.ToString());
        foreach (var source in report.Sources)
            foreach (var (name, number) in ((string, int)[])[("shown", source.Shown), ("created", source.Created), ("confirmed", source.Confirmed)])
                yield return new("source", source.Source.Length == 0 ? ReachForm.NoSource : source.Source, name, number);
        foreach (var of in report.Generations)
            foreach (var (name, number) in ((string, int?)[])[("visits", of.Visits), ("robot visits", of.RobotVisits), ("created", of.Created), ("confirmed", of.Confirmed)])
                yield return new("generation", $"{of.Generation}", name, number);
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
            yield return new(part, of, Lower(figure.Rung), figure.Number, figure.Why is { } why ? Lower(why) : null);
            if (figure.WithoutPerson > 0) yield return new(part, of, $"{Lower(figure.Rung)} without a signature", figure.WithoutPerson);
        }
    }

    private static string Name(Ladder ladder) => ladder.Step is Step.Sign ? "sign" : ReachForm.ChannelOf(ladder.Step, ladder.Channel) + ladder.Way switch { LetterWay.OurServer => " our server", LetterWay.OwnProgram => " own program", _ => "" };

    /// <summary><c>SelfReported</c> becomes <c>self-reported</c>.</summary>
    private static string Lower(Enum value) => string.Concat($"{value}".Select((letter, at) => char.IsUpper(letter) && at > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
