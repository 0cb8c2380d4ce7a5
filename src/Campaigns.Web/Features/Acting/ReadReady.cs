using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Acting;

/// <summary>A text on its way to the network: shown, with the link that opens the composer, and the question that follows.</summary>
public sealed class ReadReady(IDbContextFactory<CampaignsDb> databases, ActKeys keys, ProofAddress proof, SaidFigures said, IStringLocalizer<Texts> texts)
{
    /// <summary>What mail programs and browsers are known to take as an address.</summary>
    public const int LongestAddress = 1_900;

    public async Task<ReadyBlock> RunAsync(PublicCampaign campaign, Step step, Actor actor, SupporterAction action, IReadOnlyList<SupporterAction> begun, ActQuery query, CancellationToken ct)
    {
        var target = campaign.Targets.FirstOrDefault(each => each.Id == action.TargetId);
        var number = ReadStep.NumberOf(campaign, action);
        // Visitors are found again by the key in the address, people who have signed by their signature.
        var key = actor.IsSigned ? "" : keys.Close(action.Id);
        var of = AddressOf(number, key);
        var ready = new ReadyBlock
        {
            Text = action.Text ?? "", Subject = action.Subject, To = number, Key = key, IsReported = action.SelfReportedAt is not null, IsLater = query.Later == 1,
            ProofUrl = action.ProofUrl, EditPath = $"{StepPaths.Of(campaign.Slug, step)}{of}&edit=1", AnotherPath = AnotherOf(campaign, step, action, begun),
        };
        if (ready.IsReported && await said.OfAsync(campaign.Campaign.Id, step, ct) is { } figure) ready = ready with { Said = SaidOf(campaign, step, figure) };
        return step switch
        {
            Step.Tweet => ready with { OpenUrl = Networks.ComposerUrl(Channel.X, ready.Text, ""), OpenLabel = texts["Open {0}", "X"] },
            Step.FacebookComment => ready with { OpenUrl = target is null ? "https://www.facebook.com/" : TargetChips.FacebookPage(target), OpenLabel = target is null ? texts["Open {0}", "Facebook"] : texts["Open {0}", TargetChips.PageName(target)] },
            _ => await LetterAsync(ready, action, actor, query, ct),
        };
    }

    /// <summary>The figure with its rung and its time.</summary>
    private string SaidOf(PublicCampaign campaign, Step step, SaidFigure figure)
    {
        var at = Dates.Time(campaign.Campaign.TimeZone, figure.AsOf);
        var words = step switch
        {
            Step.Tweet => texts["{0} person says they posted, as of {1}|{0} people say they posted, as of {1}"],
            Step.FacebookComment => texts["{0} person says they commented, as of {1}|{0} people say they commented, as of {1}"],
            _ => texts["{0} person says they sent it, as of {1}|{0} people say they sent it, as of {1}"],
        };
        return words.For(figure.People, at);
    }

    /// <returns><c>?to=2</c>, with the key of a visitor.</returns>
    public static string AddressOf(int number, string key) => key.Length == 0 ? $"?to={number}" : $"?to={number}&a={key}";

    private async Task<ReadyBlock> LetterAsync(ReadyBlock ready, SupporterAction action, Actor actor, ActQuery query, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        // A test is handed to its tester; to nobody, while we do not know who that is.
        var to = action.IsTest ? actor.Act?.Details.Email : await db.Targets.Where(t => t.Id == action.TargetId).Select(t => t.Email).SingleOrDefaultAsync(ct);
        var copy = query.Copy == 1 ? proof.Of(action.Id) : null;
        var program = query.With is "gmail" or "outlook" or "copy" ? query.With : "app"; // whoever comes back later is offered their own program
        ready = ready with { ToLine = to, BlindCopy = copy, With = program };
        (MailProgram Program, string Label)? chosen = program switch
        {
            "gmail" => (MailProgram.Gmail, texts["Open {0}", "Gmail"].Value),
            "outlook" => (MailProgram.Outlook, texts["Open {0}", "Outlook"].Value),
            "app" => (MailProgram.Own, texts["Open my mail app"].Value),
            _ => null,
        };
        if (chosen is not { } with) return ready;
        var url = Networks.MailUrl(with.Program, to, ready.Subject, ready.Text, copy);
        return url.Length > LongestAddress ? ready with { IsTooLong = true } : ready with { OpenUrl = url, OpenLabel = with.Label };
    }

    private static string? AnotherOf(PublicCampaign campaign, Step step, SupporterAction action, IReadOnlyList<SupporterAction> begun) =>
        TargetChips.Reachable(campaign, step).FirstOrDefault(each => each.Target.Id != action.TargetId && begun.All(other => other.TargetId != each.Target.Id)) is { } other
            ? $"{StepPaths.Of(campaign.Slug, step)}?to={other.Number}" : null;
}
