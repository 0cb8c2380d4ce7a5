using Campaigns.Core;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Shared;

/// <summary>
/// Gives what a browser did before it confirmed to the signature that it confirmed. Somebody who signs again acts under an id of that attempt, so
/// that no page tells that the address was known; pressing the button in the mail proves whose it all is.
/// </summary>
public sealed class AdoptActions(IDbContextFactory<CampaignsDb> databases, LetterQueue letters, TimeProvider clock)
{
    /// <param name="attemptId">From the cookie of the browser that pressed the button.</param>
    public async Task RunAsync(Guid attemptId, Guid signatureId, CancellationToken ct)
    {
        if (attemptId == signatureId) return;
        await using var db = await databases.CreateDbContextAsync(ct);
        // Another signature's actions are nobody else's.
        if (await db.Signatures.AnyAsync(s => s.Id == attemptId, ct)) return;
        var before = await db.Actions.AsNoTracking().Where(a => a.SignatureId == attemptId).Select(a => new { a.Id, a.Step, a.Channel, a.TargetId }).ToListAsync(ct);
        if (before.Count == 0) return;
        var own = (await db.Actions.Where(a => a.SignatureId == signatureId).Select(a => new { a.Step, a.Channel, a.TargetId }).ToListAsync(ct)).ToHashSet();
        // What the person did under their signature before stands; the same once more is no second action.
        var moved = before.Where(a => !own.Contains(new { a.Step, a.Channel, a.TargetId })).Select(a => a.Id).ToList();
        await db.Actions.Where(a => moved.Contains(a.Id)).ExecuteUpdateAsync(set => set.SetProperty(a => a.SignatureId, signatureId), ct);
        await db.ShareLinks.Where(l => l.SignatureId == attemptId).ExecuteUpdateAsync(set => set.SetProperty(l => l.SignatureId, signatureId), ct);
        await db.Consents.Where(c => c.SignatureId == attemptId).ExecuteUpdateAsync(set => set.SetProperty(c => c.SignatureId, signatureId), ct);

        // Where the signature is confirmed already, nothing else will queue its letters.
        var signature = await db.Signatures.SingleAsync(s => s.Id == signatureId, ct);
        await letters.AddAsync(db, signature, clock.GetUtcNow(), ct);
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException) { } // another press queued them
    }
}
