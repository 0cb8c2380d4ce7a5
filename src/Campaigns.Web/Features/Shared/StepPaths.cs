using Campaigns.Core;
using Campaigns.Core.Acting;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Shared;

/// <summary>Addresses and names of the steps of a campaign's chain.</summary>
public static class StepPaths
{
    private static readonly Dictionary<Step, string> Words = new() { [Step.Tweet] = "tweet", [Step.FacebookComment] = "facebook", [Step.EmailTarget] = "email", [Step.Share] = "share" };

    /// <returns><c>/c/northwind/act/tweet</c>.</returns>
    public static string Of(string slug, Step step) => step is Step.Sign ? $"/c/{slug}#sign" : $"/c/{slug}/act/{Words[step]}";

    /// <returns>The step that the last part of such an address names; null for any other word.</returns>
    public static Step? Named(string word) => Words.FirstOrDefault(pair => pair.Value == word) is { Value: not null } pair ? pair.Key : null;

    /// <returns>"Step 2 of 5": signing is the first.</returns>
    public static (int Number, int Count) PlaceOf(Campaign campaign, Step step) => (campaign.Steps.ToList().IndexOf(step) + 2, campaign.Steps.Count + 1);

    /// <summary>What a person does there, as a list of steps names it.</summary>
    public static string TitleOf(Step step, string target, IStringLocalizer texts) => step switch
    {
        Step.Tweet => texts["Tweet {0}", target],
        Step.FacebookComment => texts["Comment on the Facebook page of {0}", target],
        Step.EmailTarget => texts["Write to {0}", target],
        Step.Share => texts["Ask one friend"],
        _ => texts["Sign the petition"],
    };

    /// <summary>How long it takes most people.</summary>
    public static int MinutesOf(Step step) => step is Step.EmailTarget ? 3 : 1;
}

/// <summary>"Step 2 of 5", and the bar under it.</summary>
/// <param name="Name">The step in one word.</param>
/// <param name="Dots">Signing, then each step of the campaign.</param>
public sealed record StepBar(int Number, int Count, string Name, IReadOnlyList<StepDot> Dots)
{
    public static StepBar Of(PublicCampaign campaign, Step step, string name, bool isSigned, IReadOnlyList<StepItem> steps, IStringLocalizer texts)
    {
        var (number, count) = StepPaths.PlaceOf(campaign.Campaign, step);
        var dots = steps.Select((item, at) => new StepDot(item.Title, item.IsDone ? StepDotState.Done : at + 2 < number ? StepDotState.Skipped : StepDotState.Open, item.Step == step));
        return new StepBar(number, count, name, [new StepDot(texts["Sign the petition"], isSigned ? StepDotState.Done : StepDotState.Open, IsHere: false), .. dots]);
    }
}

/// <param name="IsHere">The page is about this one.</param>
public sealed record StepDot(string Title, StepDotState State, bool IsHere);

public enum StepDotState { Open, Done, Skipped }
