using System.Security.Cryptography;
using Campaigns.Core;
using Campaigns.Core.Deliveries;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.SelfService;

public enum StopScope { Campaign, Everything }

/// <summary>
/// "Unsubscribe": one row for the person that every mail is checked against before it leaves. It needs no signature, so it works when that is gone,
/// and it survives erasing, so that nobody who said stop is written to again.
/// </summary>
public sealed class StopMail(IDbContextFactory<CampaignsDb> databases, TimeProvider clock)
{
    private const string Start = "unsubscribe link of ";

    /// <summary>The mark of what one link did, by which alone it is undone.</summary>
    public static string SourceOf(Guid deliveryId) => $"{Start}{deliveryId}";

    /// <returns>Null for what did not come of such a link.</returns>
    public static Guid? DeliveryOf(string source) => source.StartsWith(Start, StringComparison.Ordinal) && Guid.TryParse(source.AsSpan(Start.Length), out var id) ? id : null;

    /// <summary>May be repeated; the latest choice holds.</summary>
    public async Task RunAsync(PersonLink link, StopScope scope, CancellationToken ct)
    {
        if (link.ErasedAt is not null) return; // there is no address left that anything could go to
        var wide = scope is StopScope.Everything || link.CampaignId is null;
        var (source, at, reason) = (SourceOf(link.DeliveryId), clock.GetUtcNow().UtcDateTime, nameof(SuppressionReason.Unsubscribed));
        var (name, campaign) = wide ? (nameof(SuppressionScope.All), (Guid?)null) : (nameof(SuppressionScope.Campaign), link.CampaignId);
        // Named by what it says, so that two presses at once make one row.
        var id = new Guid(SHA256.HashData([.. link.DeliveryId.ToByteArray(), wide ? (byte)1 : (byte)0]).AsSpan(0, 16));

        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO suppression (id, recipient_key, reason, scope, campaign_id, source, created_at) VALUES ({id}, {link.EmailKey}, {reason}, {name}, {campaign}, {source}, {at})
            ON CONFLICT (id) DO NOTHING
            """, ct);
        await db.Suppressions.Where(s => s.RecipientKey == link.EmailKey && s.Source == source && s.Id != id).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Takes away what this link did, and nothing else.</summary>
    public async Task UndoAsync(PersonLink link, CancellationToken ct)
    {
        var source = SourceOf(link.DeliveryId);
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.Suppressions.Where(s => s.RecipientKey == link.EmailKey && s.Source == source).ExecuteDeleteAsync(ct);
    }
}
