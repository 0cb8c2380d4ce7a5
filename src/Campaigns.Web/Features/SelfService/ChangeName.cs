using Campaigns.Core;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.SelfService;

/// <summary>Corrects how a signer is named, and whether the campaign's page shows it.</summary>
public sealed class ChangeName(IDbContextFactory<CampaignsDb> databases, CampaignPageCache pages)
{
    /// <param name="name">Checked as when signing.</param>
    public async Task RunAsync(Guid signatureId, string name, bool show, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var signature = await db.Signatures.SingleAsync(s => s.Id == signatureId, ct);
        signature.Present(name, show);
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateConcurrencyException) { throw new TooBusyException("Something else changed the same signature at the same moment."); }
        await pages.EvictAsync(signature.CampaignId, ct);
    }
}
