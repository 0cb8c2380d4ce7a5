using System.Globalization;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Reporting;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Reports;

/// <summary>What the reach page calls things, in the language of whoever reads it.</summary>
public sealed class ReachWords(IStringLocalizer<Texts> texts)
{
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

    public string NameOf(Rung rung) => rung switch
    {
        Rung.Shown => texts["Shown"],
        Rung.Started => texts["Started"],
        Rung.SelfReported => texts["Self-reported"],
        Rung.Proved => texts["Proved"],
        Rung.Received => texts["Received"],
        _ => texts["Answered"],
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

    public string Why(NoFigure why) => why switch
    {
        NoFigure.SeenByUs => texts["no figure: we see the form arrive, so nobody need say so"],
        NoFigure.SentByUs => texts["no figure: our server sends it, so nobody need say so"],
        NoFigure.NothingToReceive => texts["no figure: a signature is delivered with the petition, not by itself"],
        NoFigure.NoPublicLink => texts["no figure: messages there have no public link"],
        NoFigure.ShowsSendingOnly => texts["no figure: a blind copy shows that it was sent, not that it came"],
        NoFigure.AsksNothing => texts["no figure: a share asks nothing of the target"],
        NoFigure.NoAnswer => texts["no reply entered"],
        NoFigure.NotByTarget => texts["no figure: a link says who shared it, not to which target"],
        _ => texts["no figure: counted with the way by which letters leave now"],
    };

    public string NameOfSource(string source) => source switch
    {
        "" => texts["Nothing known"],
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

    /// <summary>"62 % of 1,204 letters are nearly the same".</summary>
    public string Alike(AlikeFigures of)
    {
        var share = Percent(of.Alike, of.LookedAt);
        return of.Step switch
        {
            Step.EmailTarget => texts["{1} of {0} letter is nearly the same|{1} of {0} letters are nearly the same"].For(of.Texts, share),
            Step.Tweet => texts["{1} of {0} tweet is nearly the same|{1} of {0} tweets are nearly the same"].For(of.Texts, share),
            Step.FacebookComment => texts["{1} of {0} comment is nearly the same|{1} of {0} comments are nearly the same"].For(of.Texts, share),
            _ => texts["{1} of {0} share is nearly the same|{1} of {0} shares are nearly the same"].For(of.Texts, share),
        };
    }

    /// <summary>"62 %", with a space as the language wants it; "–" of nothing.</summary>
    public static string Percent(long part, long whole) => whole == 0 ? "–" : (part / (double)whole).ToString("P0", CultureInfo.CurrentCulture);

    private static string NetworkOf(Channel channel) => channel.ToString();
}
