using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Core.Reporting;

/// <summary>The rungs of each prewritten message, whatever its channels and targets.</summary>
public sealed partial class CampaignReportQuery
{
    private async Task<List<VariantFigures>> VariantsAsync(Campaign campaign, Sums sums, int answers, ReportFilter filter, CancellationToken ct)
    {
        var messages = await db.Messages.AsNoTracking().Where(m => m.CampaignId == campaign.Id && (filter.Language == null || m.Language == filter.Language)).ToListAsync(ct);
        return [.. messages.Where(m => filter.Takes(m.Step, m.Channel)).OrderBy(m => m.Step).ThenBy(m => m.Language, StringComparer.Ordinal).ThenBy(m => m.Id).Select(message =>
        {
            var actions = sums.Actions.Where(of => of.MessageId == message.Id).ToList();
            return new VariantFigures(
                message.Id, message.Step, message.Channel, message.Language, Beginning(message.Text), message.IsOn,
                actions.Sum(of => of.Started), actions.Sum(of => of.Customised), VariantFiguresOf(message, campaign.LetterWay, sums, actions, answers));
        })];
    }

    private static List<Figure> VariantFiguresOf(Message message, LetterWay way, Sums sums, List<ActionSum> actions, int answers)
    {
        var reach = sums.Reach.Where(of => of.MessageId == message.Id).ToList();
        var letters = sums.Letters.Where(of => of.MessageId == message.Id).ToList();
        var (reported, copies) = (actions.Sum(of => of.SelfReported), actions.Sum(of => of.Proved));
        var isLetter = message.Step is Step.EmailTarget;
        // A campaign may have changed how its letters leave.
        var byUs = isLetter && (way is LetterWay.OurServer || letters.Count > 0);
        var byThem = !isLetter || way is LetterWay.OwnProgram || reported + copies > 0;
        List<Figure> figures =
        [
            new(Rung.Shown, reach.Where(of => of.Rung is nameof(Rung.Shown)).Sum(of => of.Number)),
            new(Rung.Started, reach.Where(of => of.Rung is nameof(Rung.Started)).Sum(of => of.Number)),
            byThem ? new(Rung.SelfReported, reported) : new(Rung.SelfReported, null, NoFigure.SentByUs),
            new(Rung.Proved, copies + letters.Sum(of => of.Sent)),
            !isLetter ? new(Rung.Received, sums.Arrived.Where(of => of.MessageId == message.Id).Sum(of => of.Number))
                : byUs ? new(Rung.Received, letters.Sum(of => of.Received)) : new(Rung.Received, null, NoFigure.ShowsSendingOnly),
            new(Rung.Answered, null, message.Step is Step.Share ? NoFigure.AsksNothing : answers > 0 ? NoFigure.NotByVariant : NoFigure.NoAnswer),
        ];
        return Percentages.Along(figures, !isLetter ? NoPercentage.OtherPeople : byUs && byThem ? NoPercentage.TwoWays : null);
    }
}
