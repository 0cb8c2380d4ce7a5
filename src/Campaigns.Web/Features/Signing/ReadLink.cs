using Campaigns.Core;
using Campaigns.Core.Signing;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Signing;

/// <summary>A mailed link as it stands now.</summary>
public sealed record FoundLink(MailLink Link, Signature Signature, Campaign Campaign, string? Slug, DateTimeOffset Now)
{
    public bool IsExpired => Link.ExpiresAt <= Now;
}

/// <summary>Finds what a mailed token stands for; reading changes nothing.</summary>
public sealed class ReadLink(IDbContextFactory<CampaignsDb> databases, TimeProvider clock)
{
    /// <returns>Null for a token that was never sent, or whose signature was erased.</returns>
    public async Task<FoundLink?> RunAsync(string token, LinkPurpose purpose, CancellationToken ct)
    {
        var hash = InstallationKeys.HashOf(token);
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await (
            from link in db.MailLinks.AsNoTracking()
            where link.TokenHash == hash && link.Purpose == purpose
            join signature in db.Signatures.AsNoTracking() on link.SignatureId equals signature.Id
            join campaign in db.Campaigns.AsNoTracking() on signature.CampaignId equals campaign.Id
            select new { link, signature, campaign }).SingleOrDefaultAsync(ct);
        if (found is null) return null;
        var slug = await db.CampaignTexts.Where(t => t.CampaignId == found.campaign.Id)
            .OrderBy(t => t.Language == found.signature.Language ? 0 : 1).Select(t => t.Slug).FirstOrDefaultAsync(ct);
        return new FoundLink(found.link, found.signature, found.campaign, slug, clock.GetUtcNow());
    }
}
