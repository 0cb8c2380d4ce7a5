using Campaigns.Core;
using Campaigns.Web.Features.Shared;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Launching;

/// <summary>One act on a published campaign, with what supporters will see of it.</summary>
public sealed record StatePage
{
    public required LaunchHead Head { get; init; }
    public required StateAct Act { get; init; }
    public required StateForm Form { get; init; }
    /// <summary>The original first.</summary>
    public required IReadOnlyList<string> Languages { get; init; }
    /// <summary>Letters that wait for their targets and people who have not confirmed; said where the act keeps them waiting.</summary>
    public required int Pending { get; init; }
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    public string Path => $"{Head.Path}/{Slug(Act)}";

    public static string Slug(StateAct act) => act.ToString().ToLowerInvariant();
}

/// <summary>What the acts are called, and what they do, in the interface language.</summary>
public static class StateWords
{
    public static string Title(StateAct act, CampaignStatus status, IStringLocalizer t) => act switch
    {
        StateAct.Pause => t["Pause"],
        StateAct.Resume => t["Resume"],
        StateAct.Extend => status is CampaignStatus.Closed ? t["Open again until …"] : t["Set the closing time"],
        StateAct.Close => t["Close"],
        StateAct.Win => t["Say that it is won"],
        _ => status is CampaignStatus.Archived ? t["Change where it leads on"] : t["Archive"],
    };

    public static string What(StateAct act, CampaignStatus status, IStringLocalizer t) => act switch
    {
        StateAct.Pause => t["Takes no signatures until you resume. The page says why."],
        StateAct.Resume => t["Takes signatures again. The reason for the pause goes from the page."],
        StateAct.Extend => status is CampaignStatus.Closed ? t["The clock closed it. A new closing time opens it again."] : t["A new closing time, or none."],
        StateAct.Close => t["Ends signing for good. The page says the total and what happens next."],
        StateAct.Win => t["Ends signing for good. The page says how it was won."],
        _ => status is CampaignStatus.Archived ? t["Another link to what follows, or none."] : t["The page stays, since articles cite it, with a link to what follows."],
    };

    public static string Button(StateAct act, CampaignStatus status, IStringLocalizer t) => act switch
    {
        StateAct.Pause => t["Pause the campaign"],
        StateAct.Resume => t["Resume the campaign"],
        StateAct.Extend => status is CampaignStatus.Closed ? t["Open it again"] : t["Set the closing time"],
        StateAct.Close => t["Close the campaign"],
        StateAct.Win => t["Announce the victory"],
        _ => status is CampaignStatus.Archived ? t["Change where it leads on"] : t["Archive the campaign"],
    };
}
