using System.Globalization;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Reporting;
using Campaigns.Web.Features.Shared;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Reports;

/// <summary>What the reach page calls things, in the language of whoever reads it.</summary>
public sealed class ReachWords(IStringLocalizer<Texts> texts)
{
    private readonly FigureWords _figures = new(texts);

    public string NameOf(Rung rung) => _figures.NameOf(rung);

    public string Why(NoFigure why) => _figures.Why(why);

    public string Alike(AlikeFigures of) => _figures.Alike(of);

    public static string Percent(long part, long whole) => FigureWords.Percent(part, whole);

    public string NameOf(Ladder ladder) => ladder.Way switch
    {
        LetterWay.OurServer => texts["Letter, our server"],
        LetterWay.OwnProgram => texts["Letter, own mail program"],
        _ => NameOf(ladder.Step, ladder.Channel),
    };

    public string NameOf(Step step, Channel? channel) => step switch
    {
        Step.Sign => texts["Signature"],
        Step.Tweet => texts["Tweet"],
        Step.FacebookComment => texts["Facebook comment"],
        Step.EmailTarget => texts["Letter"],
        _ => channel switch
        {
            null => texts["Share"],
            Channel.Link => texts["Share by copied link"],
            Channel.Qr => texts["Share by QR code"],
            Channel.Email => texts["Share by email"],
            Channel.Embed => texts["Share by embedded form"],
            Channel.Paper => texts["Share on paper"],
            _ => texts["Share by {0}", NetworkOf(channel.Value)],
        },
    };

    /// <summary>What a number on this rung says: "say they posted".</summary>
    public string Means(Ladder ladder, Rung rung) => (rung, ladder.Step, ladder.Way) switch
    {
        (Rung.Shown, Step.Sign, _) => texts["page loaded, bots out"],
        (Rung.Shown, _, _) => texts["step seen, bots out"],
        (Rung.Started, Step.Sign, _) => texts["form was posted"],
        (Rung.Started, Step.Tweet, _) => texts["composer opened or text copied"],
        (Rung.Started, Step.FacebookComment, _) => texts["page opened or text copied"],
        (Rung.Started, Step.EmailTarget, LetterWay.OurServer) => texts["letter submitted"],
        (Rung.Started, Step.EmailTarget, _) => texts["program opened or text copied"],
        (Rung.Started, _, _) => texts["network opened or link copied"],
        (Rung.SelfReported, Step.FacebookComment, _) => texts["say they commented"],
        (Rung.SelfReported, Step.EmailTarget, _) => texts["say they sent it"],
        (Rung.SelfReported, Step.Share, _) => texts["say they shared"],
        (Rung.SelfReported, _, _) => texts["say they posted"],
        (Rung.Proved, Step.Sign, _) => texts["address confirmed, the only ones that count"],
        (Rung.Proved, Step.FacebookComment, _) => texts["gave the link to their comment"],
        (Rung.Proved, Step.EmailTarget, LetterWay.OurServer) => texts["mail server accepted"],
        (Rung.Proved, Step.EmailTarget, _) => texts["blind copy arrived"],
        (Rung.Proved, _, _) => texts["gave the link to their post"],
        (Rung.Received, Step.EmailTarget, _) => texts["accepted 72 hours ago and not known to have bounced"],
        (Rung.Received, _, _) => texts["came by the link and confirmed"],
        _ => texts["replies entered by staff, with their source"],
    };

    /// <summary>"310 of 1,204 started = 26 %", or a dash and why there is no percentage.</summary>
    public string Part(Ladder ladder, Figure figure)
    {
        if (figure is not { Number: { } number, Percentage: { Of: { } of, Whole: { } whole } }) return texts["– %: {0}", Why(figure.Percentage.Why ?? NoPercentage.NoFigure)];
        var (part, all, percent) = (Number(number), Number(whole), Percent(number, whole));
        return (of, ladder.Step) switch
        {
            (Rung.Shown, Step.Sign) => texts["{0} of {1} page loads = {2}", part, all, percent],
            (Rung.Started, Step.Sign) => texts["{0} of {1} forms posted = {2}", part, all, percent],
            (Rung.Shown, Step.Share) => texts["{0} of {1} times that the share step was seen = {2}", part, all, percent],
            (Rung.Shown, _) => texts["{0} of {1} shown = {2}", part, all, percent],
            (Rung.Started, _) => texts["{0} of {1} started = {2}", part, all, percent],
            (Rung.SelfReported, _) => texts["{0} of {1} self-reported = {2}", part, all, percent],
            _ => texts["{0} of {1} proved = {2}", part, all, percent],
        };
    }

    private string Why(NoPercentage why) => why switch
    {
        NoPercentage.FirstRung => texts["the first rung is part of no other"],
        NoPercentage.NoFigureBefore => texts["no rung below has a figure"],
        NoPercentage.NothingBefore => texts["the rung before is empty"],
        NoPercentage.LargerThanBefore => texts["larger than the rung before, which is counted apart or began before the range"],
        NoPercentage.OtherPeople => texts["those who came are other people than those who handed it on"],
        NoPercentage.AnswersCampaign => texts["a reply answers the campaign, not a rung"],
        NoPercentage.TwoWays => texts["letters left by two ways"],
        _ => texts["no figure"],
    };

    /// <summary>"since the start", "20 April to 12 May".</summary>
    public string RangeOf(ReportFilter filter) => (filter.From, filter.To) switch
    {
        (null, null) => texts["since the start"],
        (null, { } to) => texts["up to {0}", Dates.Day(to)],
        ({ } from, null) => texts["from {0} on", Dates.Day(from)],
        ({ } from, { } to) => from == to ? Dates.Day(from) : texts["{0} to {1}", Dates.Day(from), Dates.Day(to)],
    };

    /// <summary>"14:02 CEST": the time of every figure.</summary>
    public static string TimeOf(CampaignReport report) => Dates.Time(report.TimeZone, report.AsOf);

    public static string Number(int? number) => number?.ToString("N0", CultureInfo.CurrentCulture) ?? "–";

    public string NameOfSource(string source) => source switch
    {
        "" => texts["Nothing known"],
        ReachCount.OtherSources => texts["Other sources"],
        _ when source.StartsWith("share-", StringComparison.Ordinal) && Enum.TryParse<Channel>(source[6..], ignoreCase: true, out var channel) => NameOf(Step.Share, channel),
        _ when source.StartsWith("embed:", StringComparison.Ordinal) => texts["Form on {0}", source[6..]],
        _ => source,
    };

    public string NameOf(TimelineKind kind) => kind switch
    {
        TimelineKind.Correction => texts["Correction"],
        TimelineKind.Reply => texts["Reply"],
        TimelineKind.Milestone => texts["Milestone"],
        TimelineKind.PressCoverage => texts["Press coverage"],
        TimelineKind.Victory => texts["Victory"],
        _ => texts["Update"],
    };

    private static string NetworkOf(Channel channel) => channel.ToString();
}
