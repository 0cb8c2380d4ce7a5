using System.Security.Claims;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Features.Admin;

/// <summary>Test mode on the desk of a campaign.</summary>
public sealed record TestModeBlock
{
    public required Guid CampaignId { get; init; }
    public required bool IsOn { get; init; }
    /// <summary>Null while test mode is off, and for people who may not turn it on.</summary>
    public required string? PreviewUrl { get; init; }
    /// <summary>False for a campaign that the public has seen.</summary>
    public required bool MayBeTested { get; init; }
    public required CampaignStatus Status { get; init; }
    /// <summary>Test signatures at this moment.</summary>
    public required int Tests { get; init; }
    /// <summary>Null when this person may turn it on and off.</summary>
    public required WhoMayLine? Ask { get; init; }
}

public sealed class TestModeBlocks(WhoMay whoMay, CampaignAccess access, InstallationKeys keys, IOptions<SiteOptions> site)
{
    public async Task<TestModeBlock> RunAsync(CampaignHead head, ClaimsPrincipal user, CancellationToken ct)
    {
        var mayEdit = await access.MayAsync(user, Permission.EditCampaigns, head.Id, ct);
        return new TestModeBlock
        {
            CampaignId = head.Id, IsOn = head.IsTest, MayBeTested = head.MayBeTested, Status = head.Status, Tests = head.Tests,
            PreviewUrl = mayEdit && head.TestRun is { } run ? $"{site.Value.Url}/preview/{keys.LinkToken(run, LinkPurpose.Preview)}" : null,
            Ask = mayEdit ? null : await whoMay.RunAsync(Permission.EditCampaigns, ct),
        };
    }
}
