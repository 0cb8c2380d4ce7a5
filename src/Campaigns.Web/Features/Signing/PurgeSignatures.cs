using Campaigns.Core;
using Campaigns.Core.Signing;
using Campaigns.Web.Outside;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Signing;

/// <summary>
/// Nightly: erases signatures that were never confirmed, 30 days after they were given or taken back, with their consents.
/// Their deliveries stay as the audit of what was sent; those hold no address.
/// </summary>
public sealed partial class PurgeSignatures(IDbContextFactory<CampaignsDb> databases, TimeProvider clock, ILogger<PurgeSignatures> log) : IJob
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private const int Most = 500;

    public async Task RunAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow() - Kept;
        for (var total = 0; ;)
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var ids = await Old(db, before).OrderBy(s => s.Id).Select(s => s.Id).Take(Most).ToListAsync(ct);
            if (ids.Count == 0)
            {
                if (total > 0) Purged(total);
                return;
            }
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            // Confirmed or signed again in this very moment? Then it no longer fits and the row stays, with all that belongs to it.
            total += await Old(db, before).Where(s => ids.Contains(s.Id)).ExecuteDeleteAsync(ct);
            await db.Consents.Where(c => ids.Contains(c.SignatureId) && !db.Signatures.Any(s => s.Id == c.SignatureId)).ExecuteDeleteAsync(ct);
            await transaction.CommitAsync(ct);
        }
    }

    private static IQueryable<Signature> Old(CampaignsDb db, DateTimeOffset before) => db.Signatures
        .Where(s => s.ConfirmedAt == null && (s.State == SignatureState.Pending || s.State == SignatureState.Withdrawn) && s.StateChangedAt < before);

    [LoggerMessage(Level = LogLevel.Information, Message = "Erased {Count} signatures that were never confirmed")]
    private partial void Purged(int count);
}
