using System.Data.Common;
using Campaigns.Core.Deliveries;

namespace Campaigns.Web.Features.Deliveries;

/// <summary>
/// The hot statements of the queue, by hand because they are set-wise: a message costs a fraction of a commit (measured: 1,700 rows/s at
/// one row a commit, 15,600 at a hundred). Everything of one batch is one transaction, on PostgreSQL also one round trip.
/// The rules that both dialects keep, whatever their shape:
/// the worker's row is written first, so its lock stands between the reaper and everything else here; it is written only while its lease runs,
/// and fences and claims hold only if it was; a completion holds only <c>WHERE lease_token = @token</c>; a late 250 may still turn Pending or
/// Uncertain into Sent, as long as nobody claimed since; a claim overwrites the token, so the latest claimer wins.
/// State names stand in the text, not in parameters, so that plans kept for every batch know them.
/// </summary>
internal abstract class DeliverySql : IAsyncDisposable
{
    /// <summary>In order, so that no row waits behind one of a later lane. Each is its own short range of the claim index.</summary>
    protected static readonly int[] AnyPriority = [.. DeliveryPriority.All];
    /// <summary>What a quarter of the connections is kept for.</summary>
    protected static readonly int[] UrgentPriorities = [.. DeliveryPriority.All.Where(priority => priority < 30)];

    protected const string ClaimColumns = "id, lease_token, kind, priority, campaign_id, signature_id, recipient_key, message_id, attempts, resends, policy_refusals, created_at, expires_at, action_id, target_id, is_test";

    /// <param name="owner">This process, for staff.</param>
    public abstract Task<DeliveryBatchResult> WriteAsync(DeliveryBatch batch, string owner, DateTimeOffset now, CancellationToken ct);

    public abstract ValueTask DisposeAsync();

    protected static ClaimedDelivery Read(DbDataReader row) => new()
    {
        Lease = new(row.GetGuid(0), row.GetGuid(1)),
        Kind = Enum.Parse<DeliveryKind>(row.GetString(2)),
        Priority = row.GetInt32(3),
        CampaignId = row.IsDBNull(4) ? null : row.GetGuid(4),
        SignatureId = row.IsDBNull(5) ? null : row.GetGuid(5),
        RecipientKey = row.GetFieldValue<byte[]>(6),
        MessageId = row.GetString(7),
        Attempts = row.GetInt32(8),
        Resends = row.GetInt32(9),
        PolicyRefusals = row.GetInt32(10),
        CreatedAt = Utc(row.GetDateTime(11)),
        ExpiresAt = row.IsDBNull(12) ? null : Utc(row.GetDateTime(12)),
        ActionId = row.IsDBNull(13) ? null : row.GetGuid(13),
        TargetId = row.IsDBNull(14) ? null : row.GetGuid(14),
        IsTest = row.GetBoolean(15),
    };

    protected static DateTimeOffset Utc(DateTime stored) => new(DateTime.SpecifyKind(stored, DateTimeKind.Utc));
}
