using System.Globalization;
using Campaigns.Core.Acting;
using Campaigns.Core.Reporting;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Shared;

/// <summary>What figures are called wherever they stand, in the language of whoever reads them.</summary>
public sealed class FigureWords(IStringLocalizer<Texts> texts)
{
    public string NameOf(Rung rung) => rung switch
    {
        Rung.Shown => texts["Shown"],
        Rung.Started => texts["Started"],
        Rung.SelfReported => texts["Self-reported"],
        Rung.Proved => texts["Proved"],
        Rung.Received => texts["Received"],
        _ => texts["Answered"],
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
        NoFigure.OneForAllNetworks => texts["no figure of this network: the share step shows all of them at once"],
        NoFigure.NotByVariant => texts["no figure: a reply answers the campaign, not one message"],
        NoFigure.NotByTarget => texts["no figure: a link says who shared it, not to which target"],
        _ => texts["no figure: counted with the way by which letters leave now"],
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

    /// <summary>"62 %", with a space as the language wants it, below 1 % with a decimal; "–" of nothing.</summary>
    public static string Percent(long part, long whole) => whole == 0 ? "–" : (part / (double)whole).ToString(part > 0 && part * 100 < whole ? "P1" : "P0", CultureInfo.CurrentCulture);
}
