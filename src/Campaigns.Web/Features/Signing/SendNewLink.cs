using System.Net;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Signing;

/// <summary>Sends a fresh link to the holder of an expired one, by signing again with what they had typed: the same caps hold.</summary>
public sealed class SendNewLink(PublicCampaigns campaigns, SignCampaign signCampaign)
{
    public async Task RunAsync(FoundLink found, IPAddress? from, CancellationToken ct)
    {
        var signature = found.Signature;
        if (signature.State is not SignatureState.Pending || found.Slug is null) return;
        if (await campaigns.FindAsync(found.Slug, ct) is not { } campaign || campaign.SigningAt(found.Now) is not SigningAnswer.Open) return;
        await signCampaign.RunAsync(campaign, DetailsOf(signature), null, from, ct);
    }

    public static SignatureDetails DetailsOf(Signature signature) => new(
        signature.CampaignId, signature.TextVersionId, signature.Language, signature.EmailKey, signature.Email, signature.Name, signature.Country,
        signature.Postcode, signature.Comment, signature.ShowName, signature.WantsUpdates, signature.Network)
    {
        ShareLinkId = signature.ShareLinkId, Generation = signature.Generation, Source = signature.Source, IsTest = signature.IsTest,
    };
}
