namespace Campaigns.Web.Features.Setup;

public sealed record SetupCampaignPage
{
    /// <summary>The sample is offered to an installation without campaigns alone.</summary>
    public required bool HasAny { get; init; }
}
