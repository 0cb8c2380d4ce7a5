using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Signing;
using Campaigns.Web.Outside;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Signing;

/// <summary>
/// Nightly: erases signatures that were never confirmed, 30 days after they were given or taken back, with their consents.
/// Their deliveries stay as the audit of what was sent; those hold no address. Then, at the same age, the words of actions that belong to no signature:
/// of those erased, of attempts to sign that found an older signature, and of visitors. The rows stay without words, so that totals do.
/// </summary>
public sealed partial class PurgeSignatures(IDbContextFactory<CampaignsDb> databases, TimeProvider clock, ILogger<PurgeSignatures> log) : IJob
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private const int Most = 500;

    public async Task RunAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow() - Kept;
        var purged = await InBatchesAsync(db => Old(db, before).Select(s => s.Id), (db, ids) => PurgeAsync(db, before, ids, ct), ct);
        if (purged > 0) Purged(purged);
        var silenced = await InBatchesAsync(db => Worded(db, before).Select(a => a.Id), (db, ids) => Worded(db, before).Where(a => ids.Contains(a.Id)).ExecuteUpdateAsync(set => set
            .SetProperty(a => a.Subject, (string?)null).SetProperty(a => a.Text, (string?)null).SetProperty(a => a.ProofUrl, (string?)null), ct), ct);
        if (silenced > 0) Silenced(silenced);
        await InBatchesAsync(db => Answered(db, before).Select(c => c.Id), (db, ids) => Answered(db, before).Where(c => ids.Contains(c.Id)).ExecuteDeleteAsync(ct), ct);
        await InBatchesAsync(db => Shared(db, before).Select(l => l.Id), (db, ids) => Shared(db, before).Where(l => ids.Contains(l.Id)).ExecuteUpdateAsync(set => set
            .SetProperty(l => l.SignatureId, (Guid?)null), ct), ct);
    }

    /// <returns>How many rows were changed.</returns>
    private async Task<int> InBatchesAsync(Func<CampaignsDb, IQueryable<Guid>> find, Func<CampaignsDb, List<Guid>, Task<int>> change, CancellationToken ct)
    {
        for (var total = 0; ;)
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var ids = await find(db).OrderBy(id => id).Take(Most).ToListAsync(ct);
            if (ids.Count == 0) return total;
            total += await change(db, ids);
        }
    }

    private static async Task<int> PurgeAsync(CampaignsDb db, DateTimeOffset before, List<Guid> ids, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Confirmed or signed again in this very moment? Then it no longer fits and the row stays, with all that belongs to it.
        var purged = await Old(db, before).Where(s => ids.Contains(s.Id)).ExecuteDeleteAsync(ct);
        await db.KeptSignatures.Where(k => ids.Contains(k.SignatureId) && !db.Signatures.Any(s => s.Id == k.SignatureId)).ExecuteDeleteAsync(ct);
        await db.Consents.Where(c => ids.Contains(c.SignatureId) && !db.Signatures.Any(s => s.Id == c.SignatureId)).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
        return purged;
    }

    private static IQueryable<Signature> Old(CampaignsDb db, DateTimeOffset before) => db.Signatures
        .Where(s => s.ConfirmedAt == null && (s.State == SignatureState.Pending || s.State == SignatureState.Withdrawn) && s.StateChangedAt < before);

    /// <summary>Started by nobody whom a signature names, with words or a link to a post. What was proved is told by its time, so no figure needs the link.</summary>
    private static IQueryable<SupporterAction> Worded(CampaignsDb db, DateTimeOffset before) => db.Actions
        .Where(a => a.StartedAt < before && (a.Subject != null || a.Text != null || a.ProofUrl != null) && (a.SignatureId == null || !db.Signatures.Any(s => s.Id == a.SignatureId)));

    private static IQueryable<Consent> Answered(CampaignsDb db, DateTimeOffset before) => db.Consents
        .Where(c => c.At < before && !db.Signatures.Any(s => s.Id == c.SignatureId));

    private static IQueryable<ShareLink> Shared(CampaignsDb db, DateTimeOffset before) => db.ShareLinks
        .Where(l => l.CreatedAt < before && l.SignatureId != null && !db.Signatures.Any(s => s.Id == l.SignatureId));

    [LoggerMessage(Level = LogLevel.Information, Message = "Erased {Count} signatures that were never confirmed")]
    private partial void Purged(int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Erased the words of {Count} actions that belong to no signature")]
    private partial void Silenced(int count);
}
