using Campaigns.Core;
using Campaigns.Core.Signing;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Shared;

/// <summary>The signatures of one person over all campaigns.</summary>
internal static class PersonRows
{
    /// <remarks>
    /// An index that leads with the e-mail key would cost every signature a random write. There are few campaigns, and each has its own
    /// entry in the unique index, so they are named.
    /// </remarks>
    public static async Task<IQueryable<Signature>> SignaturesAsync(CampaignsDb db, byte[] emailKey, CancellationToken ct)
    {
        var campaigns = await db.Campaigns.Select(c => c.Id).ToListAsync(ct);
        return db.Signatures.Where(s => campaigns.Contains(s.CampaignId) && s.EmailKey == emailKey && s.ErasedAt == null);
    }
}
