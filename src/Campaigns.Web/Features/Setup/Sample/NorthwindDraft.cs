using Campaigns.Core.Content;
using Campaigns.Core.Targets;

namespace Campaigns.Web.Features.Setup.Sample;

/// <summary>The campaign as it stands before anybody has seen it: the words that are true today, without what only a campaign that ran can tell.</summary>
internal static class NorthwindDraft
{
    /// <summary>The texts count from this many days ago: what was asked and answered before the launch lies in the past.</summary>
    public const int Days = 60;

    private const int Asked = 30, Reply = 3;

    public static SampleText Of(SampleText ran) => ran with
    {
        Versions = [ran.Versions[^1] with { Day = Days, Change = TextChange.First, Reason = null }],
        Sources = [.. ran.Sources.Where(source => source.RemovedOnDay is null)],
        Timeline = [.. ran.Timeline.Where(entry => entry.Kind is TimelineKind.PressCoverage or TimelineKind.Reply || entry.Day == Asked)],
        Claims = [.. ran.Claims.Select(claim => claim with { Entry = claim.Entry is null ? null : Reply })],
    };

    /// <summary>Dana Whitlock, then the press team.</summary>
    public static Target[] Targets(Guid campaignId) =>
    [
        new(campaignId, 1, "Dana Whitlock")
        {
            Role = "chief executive", Organisation = "Northwind", Salutation = "Dear Ms Whitlock", Email = "dana.whitlock@northwind.example", XHandle = "northwind_exmpl", FacebookUrl = "https://facebook.example/northwind", Language = "en", TimeZone = "Europe/Brussels",
        },
        new(campaignId, 2, "Press team") { Organisation = "Northwind", Salutation = "Dear press team", Email = "press@northwind.example", XHandle = "northwind_exmpl", FacebookUrl = "https://facebook.example/northwind", Language = "en", TimeZone = "Europe/Brussels" },
    ];
}
