using Campaigns.Core;
using Campaigns.Core.Content;
using Campaigns.Core.Signing;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.SelfService;

/// <summary>"Keep my signature": the ask changed, and whoever signed it says that the signature stands under the new text. On record once, with the version.</summary>
public sealed class KeepSignature(IDbContextFactory<CampaignsDb> databases, TimeProvider clock)
{
    /// <param name="number">The version that the person looked at.</param>
    /// <returns>False when the ask changed again meanwhile, or there is nothing to keep.</returns>
    public async Task<bool> RunAsync(Guid signatureId, int number, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Signatures.AsNoTracking().SingleOrDefaultAsync(s => s.Id == signatureId, ct) is not { State: not SignatureState.Withdrawn, ErasedAt: null } signature) return false;
        if (await AskedAsync(db, signature, ct) is not { } asked || asked.Number != number) return false;
        if (await db.KeptSignatures.AnyAsync(k => k.SignatureId == signatureId && k.TextVersionId == asked.Id, ct)) return true;
        db.Add(new KeptSignature(signatureId, asked.Id, clock.GetUtcNow()));
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException) { } // pressed twice at once: it is on record
        return true;
    }

    /// <summary>The newest version of the signed text whose ask is another one than the person signed; null when it is the same.</summary>
    public static async Task<TextVersion?> AskedAsync(CampaignsDb db, Signature signature, CancellationToken ct)
    {
        if (await db.TextVersions.AsNoTracking().SingleOrDefaultAsync(v => v.Id == signature.TextVersionId, ct) is not { } signed) return null;
        return await db.TextVersions.AsNoTracking().Where(v => v.CampaignTextId == signed.CampaignTextId && v.Number > signed.Number && v.Change == TextChange.Ask).OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct);
    }
}
