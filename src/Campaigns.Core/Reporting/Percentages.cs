using Campaigns.Core.Acting;

namespace Campaigns.Core.Reporting;

/// <summary>What part of the rung before each figure of a ladder is. Nothing is added: each figure is compared with one other.</summary>
internal static class Percentages
{
    /// <param name="received">Why those on Received are no part of those on Proved; null where they are.</param>
    /// <param name="shown">Where openings stand for several ladders at once: their number.</param>
    public static List<Figure> Along(IReadOnlyList<Figure> figures, NoPercentage? received, int? shown = null)
    {
        var told = new List<Figure>();
        (Rung Rung, int Number)? before = shown is { } all ? (Rung.Shown, all) : null;
        foreach (var figure in figures)
        {
            told.Add(figure with { Percentage = Of(figure, before, received) });
            if (figure.Number is { } number) before = (figure.Rung, number);
        }
        return told;
    }

    private static Percentage Of(Figure figure, (Rung Rung, int Number)? before, NoPercentage? received) => (figure, before) switch
    {
        ({ Number: null }, _) => None(NoPercentage.NoFigure),
        ({ Rung: Rung.Shown }, _) => None(NoPercentage.FirstRung),
        ({ Rung: Rung.Answered }, _) => None(NoPercentage.AnswersCampaign),
        ({ Rung: Rung.Received }, _) when received is { } why => None(why),
        (_, null) => None(NoPercentage.NoFigureBefore),
        (_, { Number: 0 }) => None(NoPercentage.NothingBefore),
        ({ Number: { } number }, { } whole) when number > whole.Number => None(NoPercentage.LargerThanBefore),
        ({ Number: { } number }, { } whole) => new Percentage(whole.Rung, whole.Number, Math.Round(100.0 * number / whole.Number, 1), null),
    };

    private static Percentage None(NoPercentage why) => new(null, null, null, why);
}
