using System.Data.Common;
using System.Text.Json;
using Campaigns.Core.Deliveries;
using Campaigns.Web.Startup;
using Microsoft.Data.Sqlite;

namespace Campaigns.Web.Features.Deliveries;

/// <summary>
/// The batch as one write transaction of small statements: without a network between, one statement a row costs a few microseconds
/// and the commit is what is shared. It goes through the process's write gate, since contending writers sleep.
/// </summary>
internal sealed class SqliteDeliverySql(DbDataSource source, SqliteWriteGate gate) : DeliverySql
{
    private const string Complete = """
        UPDATE delivery SET state = @state, reason = @reason, attempts = @attempts, resends = @resends, policy_refusals = @refusals,
               next_attempt_at = @next, lease_token = NULL,
               reply_code = coalesce(@code, reply_code), enhanced_code = coalesce(@enhanced, enhanced_code), reply_text = coalesce(@text, reply_text),
               sent_at = CASE WHEN @state = 'Sent' THEN @at ELSE sent_at END
        WHERE id = @id AND lease_token = @token AND (state = 'Sending' OR (@state = 'Sent' AND state IN ('Pending', 'Uncertain')))
        """;

    private const string Attempt = """
        INSERT INTO delivery_attempt (id, delivery_id, at, outcome, reply_code, enhanced_code, reply_text, worker)
        VALUES (@attempt, @id, @at, @outcome, @code, @enhanced, @text, @owner)
        """;

    private const string Suppress = """
        INSERT INTO suppression (id, recipient_key, reason, scope, source, created_at)
        SELECT @id, @key, 'HardBounce', 'All', @source, @now
        WHERE NOT EXISTS (SELECT 1 FROM suppression WHERE recipient_key = @key AND scope = 'All' AND reason = 'HardBounce')
        """;

    // Every target with that address, in whichever campaign.
    private const string MarkTargets = "UPDATE target SET mail = 'Bounced' WHERE mail = 'Ok' AND lower(email) = (SELECT lower(t.email) FROM target t WHERE t.id = @id)";

    private const string Register = "INSERT INTO delivery_worker (id, name, until, in_flight) VALUES (@token, @name, @until, @inflight)";

    private const string Renew = "UPDATE delivery_worker SET until = @until, in_flight = @inflight WHERE id = @token AND until > @now";

    private const string Release = "UPDATE delivery SET state = 'Pending', lease_token = NULL WHERE id = @id AND lease_token = @token AND state = 'Sending'";

    private const string Unknown = "SELECT id FROM delivery WHERE next_attempt_at IS NOT NULL AND state = 'Sending' AND lease_token = @token";

    // There is one writer, so nothing is locked and nothing skipped; one lane at a time keeps each a range of the claim index.
    private const string Claim = $"""
        UPDATE delivery SET state = 'Sending', lease_token = @token
        WHERE id IN (SELECT id FROM delivery WHERE state = 'Pending' AND priority = @priority AND next_attempt_at <= @now ORDER BY next_attempt_at, id LIMIT @count)
        RETURNING {ClaimColumns}
        """;

    private readonly Dictionary<string, SqliteCommand> _prepared = [];
    private SqliteConnection? _connection;

    public override async Task<DeliveryBatchResult> WriteAsync(DeliveryBatch batch, string owner, DateTimeOffset now, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        try
        {
            _connection ??= (SqliteConnection)await source.OpenConnectionAsync(ct);
            // Immediate: a transaction that begins by reading and then writes can fail where one that begins as a writer waits.
            await using var transaction = _connection.BeginTransaction(deferred: false);
            var result = Write(transaction, batch, owner, now.UtcDateTime);
            transaction.Commit();
            return result;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var command in _prepared.Values) await command.DisposeAsync();
        _prepared.Clear();
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }

    private DeliveryBatchResult Write(SqliteTransaction transaction, DeliveryBatch batch, string owner, DateTime now)
    {
        var result = new DeliveryBatchResult { IsHeld = batch.Worker is { } worker && Hold(transaction, worker, now) };
        foreach (var told in batch.Completions)
            if (CompleteOne(transaction, told, owner, now)) result.Completed.Add(told.Lease);
        foreach (var lease in batch.Releases)
            Run(transaction, Release, ("@id", lease.Id), ("@token", lease.Token));
        if (!result.IsHeld) return result;
        var token = batch.Worker!.Token;
        if (batch.Known is { } known) ReleaseUnknown(transaction, token, known);
        ClaimRows(transaction, UrgentPriorities, batch.Claim.Urgent, token, now, result.Urgent);
        ClaimRows(transaction, AnyPriority, batch.Claim.Any, token, now, result.Any);
        return result;
    }

    private bool Hold(SqliteTransaction transaction, WorkerLease worker, DateTime now)
    {
        (string, object?) inFlight = ("@inflight", JsonSerializer.Serialize(worker.InFlight));
        return worker.IsNew
            ? Run(transaction, Register, ("@token", worker.Token), ("@name", worker.Name), ("@until", worker.Until.UtcDateTime), inFlight) > 0
            : Run(transaction, Renew, ("@token", worker.Token), ("@until", worker.Until.UtcDateTime), inFlight, ("@now", now)) > 0;
    }

    private void ReleaseUnknown(SqliteTransaction transaction, Guid token, Guid[] known)
    {
        List<Guid> held = [];
        using (var rows = Prepare(transaction, Unknown, [("@token", token)]).ExecuteReader())
            while (rows.Read()) held.Add(rows.GetGuid(0));
        foreach (var id in held.Except(known)) Run(transaction, Release, ("@id", id), ("@token", token));
    }

    private bool CompleteOne(SqliteTransaction transaction, Completion told, string owner, DateTime now)
    {
        (string, object?)[] values =
        [
            ("@id", told.Lease.Id), ("@token", told.Lease.Token), ("@state", told.State.ToString()), ("@reason", told.Reason), ("@attempts", told.Attempts),
            ("@resends", told.Resends), ("@refusals", told.PolicyRefusals), ("@next", told.NextAttemptAt?.UtcDateTime), ("@code", told.ReplyCode),
            ("@enhanced", told.EnhancedCode), ("@text", told.ReplyText), ("@at", told.At.UtcDateTime),
        ];
        if (Run(transaction, Complete, values) == 0) return false;
        if (told.Outcome is not null)
            Run(transaction, Attempt, ("@attempt", Guid.CreateVersion7(told.At)), ("@id", told.Lease.Id), ("@at", told.At.UtcDateTime), ("@outcome", told.Outcome),
                ("@code", told.ReplyCode), ("@enhanced", told.EnhancedCode), ("@text", told.ReplyText), ("@owner", owner));
        if (told.HardBounce is { } bounce)
            Run(transaction, Suppress, ("@id", Guid.CreateVersion7(told.At)), ("@key", bounce.RecipientKey), ("@source", bounce.Source), ("@now", now));
        if (told.HardBounce?.TargetId is { } target) Run(transaction, MarkTargets, ("@id", target));
        return true;
    }

    private void ClaimRows(SqliteTransaction transaction, int[] priorities, int count, Guid token, DateTime now, List<ClaimedDelivery> claimed)
    {
        foreach (var priority in priorities)
        {
            if (claimed.Count >= count) return;
            var command = Prepare(transaction, Claim, [("@token", token), ("@priority", priority), ("@now", now), ("@count", count - claimed.Count)]);
            using var rows = command.ExecuteReader();
            while (rows.Read()) claimed.Add(Read(rows));
        }
    }

    private int Run(SqliteTransaction transaction, string sql, params (string Name, object? Value)[] values) => Prepare(transaction, sql, values).ExecuteNonQuery();

    private SqliteCommand Prepare(SqliteTransaction transaction, string sql, (string Name, object? Value)[] values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = _connection!.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, _) in values) command.Parameters.Add(new SqliteParameter { ParameterName = name });
            _prepared[sql] = command;
        }
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.Parameters[i];
            parameter.ResetSqliteType();
            parameter.Value = values[i].Value ?? DBNull.Value;
        }
        return command;
    }
}
