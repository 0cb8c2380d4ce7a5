using Campaigns.Core;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Signing.Writing;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Signing;

/// <summary>A mailed link as it stands now.</summary>
public sealed record FoundLink(DeliveryKind Kind, DateTimeOffset ExpiresAt, Signature Signature, Campaign Campaign, string? Slug, DateTimeOffset Now)
{
    public bool IsExpired => ExpiresAt <= Now;
}

/// <summary>Finds what a mailed token stands for; reading changes nothing.</summary>
public sealed class ReadLink(IDbContextFactory<CampaignsDb> databases, InstallationKeys keys, TimeProvider clock)
{
    /// <returns>Null for a token that was never sent, or whose signature was erased.</returns>
    public async Task<FoundLink?> RunAsync(string token, LinkPurpose purpose, CancellationToken ct)
    {
        if (keys.DeliveryOf(token, purpose) is not { } id) return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await (
            from delivery in db.Deliveries.AsNoTracking()
            where delivery.Id == id
            join signature in db.Signatures.AsNoTracking() on delivery.SignatureId equals signature.Id
            where signature.ErasedAt == null
            join campaign in db.Campaigns.AsNoTracking() on signature.CampaignId equals campaign.Id
            select new { delivery.Kind, delivery.CreatedAt, signature, campaign }).SingleOrDefaultAsync(ct);
        if (found is null) return null;
        var slug = await db.CampaignTexts.Where(t => t.CampaignId == found.campaign.Id)
            .OrderBy(t => t.Language == found.signature.Language ? 0 : 1).Select(t => t.Slug).FirstOrDefaultAsync(ct);
        return new FoundLink(found.Kind, found.CreatedAt + SigningDecisions.LinkLife, found.signature, found.campaign, slug, clock.GetUtcNow());
    }
}
