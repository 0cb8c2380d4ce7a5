using System.Net;
using Campaigns.Core.Limits;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Features.Signing.Writing;
using Campaigns.Web.Startup;

namespace Campaigns.Web.Features.Signing;

/// <summary>Signs: hands a checked form to the writer and returns once it is durable. First, repeated and limited come to the same act.</summary>
public sealed class SignCampaign(SignatureWriter writer, ConsentWordings wordings, InstallationKeys keys, TimeProvider clock)
{
    /// <param name="suspicion">Why it is taken silently without counting; null for people.</param>
    /// <param name="sendsMail">False for <see cref="SignAtOnce"/>, which writes its own.</param>
    public async Task<SupporterAct> RunAsync(PublicCampaign campaign, SignatureDetails details, string? suspicion, IPAddress? from, CancellationToken ct, bool sendsMail = true)
    {
        var now = clock.GetUtcNow();
        details = details with { IsTest = campaign.Campaign.IsTest }; // whatever an older cookie or row says
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var act = new SupporterAct
        {
            CampaignId = campaign.Campaign.Id,
            SignatureId = Guid.CreateVersion7(now),
            Details = details,
            WordingHash = await wordings.HashAsync(campaign.Language, ct),
        };
        await writer.WriteAsync(new SigningRequest(
            act.SignatureId, details, act.WordingHash, $"/c/{campaign.Slug}",
            keys.LimitKey(LimitNames.SigningAddress, NetworkParts.AddressOf(from), today),
            keys.LimitKey(LimitNames.SigningRange, NetworkParts.RangeOf(from), today),
            suspicion, sendsMail));
        return act;
    }
}
