using Campaigns.Core.Deliveries;
using Npgsql;
using NpgsqlTypes;

namespace Campaigns.Web.Features.Deliveries;

/// <summary>The batch as a few statements over arrays, sent in one round trip that is also one transaction.</summary>
internal sealed class PostgresDeliverySql(NpgsqlDataSource source) : DeliverySql
{
    private const string Complete = """
        WITH done AS (
          UPDATE delivery d SET state = t.state, reason = t.reason, attempts = t.attempts, resends = t.resends, policy_refusals = t.policy_refusals,
                 next_attempt_at = t.next_attempt_at, lease_token = NULL,
                 reply_code = coalesce(t.reply_code, d.reply_code), enhanced_code = coalesce(t.enhanced_code, d.enhanced_code), reply_text = coalesce(t.reply_text, d.reply_text),
                 sent_at = CASE WHEN t.state = 'Sent' THEN t.at ELSE d.sent_at END
          FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::int[], $6::int[], $7::int[], $8::timestamptz[],
                      $9::text[], $10::int[], $11::text[], $12::text[], $13::timestamptz[], $14::uuid[])
            AS t(id, token, state, reason, attempts, resends, policy_refusals, next_attempt_at, outcome, reply_code, enhanced_code, reply_text, at, attempt_id)
          WHERE d.id = t.id AND d.lease_token = t.token AND (d.state = 'Sending' OR (t.state = 'Sent' AND d.state IN ('Pending', 'Uncertain')))
          RETURNING t.id, t.token, t.at, t.outcome, t.reply_code, t.enhanced_code, t.reply_text, t.attempt_id),
        tried AS (
          INSERT INTO delivery_attempt (id, delivery_id, at, outcome, reply_code, enhanced_code, reply_text, worker)
          SELECT attempt_id, id, at, outcome, reply_code, enhanced_code, reply_text, $15 FROM done WHERE outcome IS NOT NULL)
        SELECT id, token FROM done
        """;

    private const string Suppress = """
        INSERT INTO suppression (id, recipient_key, reason, scope, source, created_at)
        SELECT DISTINCT ON (t.key) t.id, t.key, 'HardBounce', 'All', t.source, $4 FROM unnest($1::uuid[], $2::bytea[], $3::text[]) AS t(id, key, source)
        WHERE NOT EXISTS (SELECT 1 FROM suppression s WHERE s.recipient_key = t.key AND s.scope = 'All' AND s.reason = 'HardBounce')
        """;

    // Every target with that address, in whichever campaign.
    private const string MarkTargets = """
        UPDATE target SET mail = 'Bounced' WHERE mail = 'Ok' AND lower(email) IN (SELECT lower(t.email) FROM target t WHERE t.id = ANY ($1))
        """;

    private const string Register = "INSERT INTO delivery_worker (id, name, until, in_flight) VALUES ($1, $2, $3, $4) RETURNING id";

    // Renewal and fence in one: a new version of one small row, whatever the number of messages.
    private const string Renew = "UPDATE delivery_worker SET until = $2, in_flight = $3 WHERE id = $1 AND until > $4 RETURNING id";

    private const string Release = """
        UPDATE delivery d SET state = 'Pending', lease_token = NULL
        FROM unnest($1::uuid[], $2::uuid[]) AS t(id, token) WHERE d.id = t.id AND d.lease_token = t.token AND d.state = 'Sending'
        """;

    // Reads the claim index: what is being sent stands in it.
    private const string ReleaseUnknown = """
        UPDATE delivery SET state = 'Pending', lease_token = NULL
        WHERE next_attempt_at IS NOT NULL AND state = 'Sending' AND lease_token = $1 AND id <> ALL ($2)
        """;

    // The lateral limit keeps each lane a short range scan; the outer one stops at the first lanes that fill it. The rows are locked by then,
    // so the place where they lie finds them without a second look into the primary key.
    private const string Claim = $"""
        WITH c AS MATERIALIZED (
          SELECT w.place FROM unnest($1::int[]) AS p(priority) CROSS JOIN LATERAL (
            SELECT d.ctid AS place FROM delivery d WHERE d.state = 'Pending' AND d.priority = p.priority AND d.next_attempt_at <= $2
            ORDER BY d.next_attempt_at, d.id LIMIT $3 FOR UPDATE SKIP LOCKED) AS w
          LIMIT $3)
        UPDATE delivery SET state = 'Sending', lease_token = $4
        WHERE ctid = ANY (ARRAY(SELECT c.place FROM c)) AND EXISTS (SELECT FROM delivery_worker w WHERE w.id = $4 AND w.until > $2) RETURNING {ClaimColumns}
        """;

    private NpgsqlConnection? _connection;

    public override async Task<DeliveryBatchResult> WriteAsync(DeliveryBatch batch, string owner, DateTimeOffset now, CancellationToken ct)
    {
        var at = now.UtcDateTime;
        try
        {
            // One connection for all batches: taking one from the pool each time resets its session.
            _connection ??= await OpenAsync(ct);
            await using var commands = new NpgsqlBatch(_connection);
            var result = new DeliveryBatchResult();
            List<Action<NpgsqlDataReader>> readers = [];

            if (batch.Worker is { } worker) AddWorker(commands, readers, worker, at, result);
            if (batch.Completions.Count > 0) AddCompletions(commands, readers, batch.Completions, owner, at, result);
            if (batch.Releases.Count > 0) AddReleases(commands, batch.Releases);
            if (batch.Worker is { Token: var token })
            {
                if (batch.Known is { } known) commands.BatchCommands.Add(new NpgsqlBatchCommand(ReleaseUnknown) { Parameters = { Id(token), Array(known, NpgsqlDbType.Uuid) } });
                if (batch.Claim.Urgent > 0) AddClaim(commands, readers, UrgentPriorities, batch.Claim.Urgent, token, at, result.Urgent);
                if (batch.Claim.Any > 0) AddClaim(commands, readers, AnyPriority, batch.Claim.Any, token, at, result.Any);
            }

            await using var rows = await commands.ExecuteReaderAsync(ct);
            // Only the statements that answer rows show as results, in their order.
            foreach (var read in readers)
            {
                while (await rows.ReadAsync(ct)) read(rows);
                await rows.NextResultAsync(ct);
            }
            while (await rows.NextResultAsync(ct)) { }
            return result;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Plans are kept whatever the number of rows: left to itself the server plans these statements anew for each batch,
    /// since it takes a short array for a cheaper case and plans again for each batch.
    /// </summary>
    private async Task<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        var connection = await source.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand("SET plan_cache_mode = force_generic_plan", connection);
        await command.ExecuteNonQueryAsync(ct);
        return connection;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            try
            {
                // The pool gives connections on as they are.
                await using var command = new NpgsqlCommand("RESET plan_cache_mode", connection);
                if (connection.FullState is System.Data.ConnectionState.Open) await command.ExecuteNonQueryAsync();
            }
            catch (NpgsqlException) { } // a broken one is not given on
            await connection.DisposeAsync();
        }
    }

    private static void AddCompletions(NpgsqlBatch commands, List<Action<NpgsqlDataReader>> readers, List<Completion> told, string owner, DateTime at, DeliveryBatchResult result)
    {
        var n = told.Count;
        var (ids, tokens, attemptIds) = (new Guid[n], new Guid[n], new Guid[n]);
        var (states, reasons, outcomes, enhanced, texts) = (new string[n], new string?[n], new string?[n], new string?[n], new string?[n]);
        var (attempts, resends, refusals, codes) = (new int[n], new int[n], new int[n], new int?[n]);
        var (next, ats) = (new DateTime?[n], new DateTime[n]);
        for (var i = 0; i < n; i++)
        {
            var c = told[i];
            (ids[i], tokens[i], attemptIds[i]) = (c.Lease.Id, c.Lease.Token, Guid.CreateVersion7(c.At));
            (states[i], reasons[i], outcomes[i], enhanced[i], texts[i]) = (c.State.ToString(), c.Reason, c.Outcome, c.EnhancedCode, c.ReplyText);
            (attempts[i], resends[i], refusals[i], codes[i]) = (c.Attempts, c.Resends, c.PolicyRefusals, c.ReplyCode);
            (next[i], ats[i]) = (c.NextAttemptAt?.UtcDateTime, c.At.UtcDateTime);
        }

        commands.BatchCommands.Add(new NpgsqlBatchCommand(Complete)
        {
            Parameters =
            {
                Array(ids, NpgsqlDbType.Uuid), Array(tokens, NpgsqlDbType.Uuid), Array(states, NpgsqlDbType.Text), Array(reasons, NpgsqlDbType.Text),
                Array(attempts, NpgsqlDbType.Integer), Array(resends, NpgsqlDbType.Integer), Array(refusals, NpgsqlDbType.Integer), Array(next, NpgsqlDbType.TimestampTz),
                Array(outcomes, NpgsqlDbType.Text), Array(codes, NpgsqlDbType.Integer), Array(enhanced, NpgsqlDbType.Text), Array(texts, NpgsqlDbType.Text),
                Array(ats, NpgsqlDbType.TimestampTz), Array(attemptIds, NpgsqlDbType.Uuid), new NpgsqlParameter<string> { TypedValue = owner },
            },
        });
        readers.Add(row => result.Completed.Add(new(row.GetGuid(0), row.GetGuid(1))));

        var bounces = told.Where(c => c.HardBounce is not null).Select(c => c.HardBounce!).ToList();
        if (bounces.Count == 0) return;
        commands.BatchCommands.Add(new NpgsqlBatchCommand(Suppress)
        {
            Parameters =
            {
                Array(bounces.Select(_ => Guid.CreateVersion7()).ToArray(), NpgsqlDbType.Uuid), Array(bounces.Select(b => b.RecipientKey).ToArray(), NpgsqlDbType.Bytea),
                Array(bounces.Select(b => b.Source).ToArray(), NpgsqlDbType.Text), Instant(at),
            },
        });
        var targets = bounces.Select(b => b.TargetId).OfType<Guid>().ToArray();
        if (targets.Length > 0) commands.BatchCommands.Add(new NpgsqlBatchCommand(MarkTargets) { Parameters = { Array(targets, NpgsqlDbType.Uuid) } });
    }

    private static void AddWorker(NpgsqlBatch commands, List<Action<NpgsqlDataReader>> readers, WorkerLease worker, DateTime now, DeliveryBatchResult result)
    {
        var (id, until, inFlight) = (Id(worker.Token), Instant(worker.Until.UtcDateTime), Array(worker.InFlight, NpgsqlDbType.Uuid));
        commands.BatchCommands.Add(worker.IsNew
            ? new NpgsqlBatchCommand(Register) { Parameters = { id, new NpgsqlParameter<string> { TypedValue = worker.Name }, until, inFlight } }
            : new NpgsqlBatchCommand(Renew) { Parameters = { id, until, inFlight, Instant(now) } });
        readers.Add(_ => result.IsHeld = true);
    }

    private static void AddReleases(NpgsqlBatch commands, List<Lease> leases) => commands.BatchCommands.Add(new NpgsqlBatchCommand(Release)
    {
        Parameters = { Array(leases.Select(l => l.Id).ToArray(), NpgsqlDbType.Uuid), Array(leases.Select(l => l.Token).ToArray(), NpgsqlDbType.Uuid) },
    });

    private static void AddClaim(NpgsqlBatch commands, List<Action<NpgsqlDataReader>> readers, int[] priorities, int count, Guid token, DateTime now, List<ClaimedDelivery> claimed)
    {
        commands.BatchCommands.Add(new NpgsqlBatchCommand(Claim)
        {
            Parameters = { Array(priorities, NpgsqlDbType.Integer), Instant(now), new NpgsqlParameter<int> { TypedValue = count }, Id(token) },
        });
        readers.Add(row => claimed.Add(Read(row)));
    }

    private static NpgsqlParameter Id(Guid id) => new NpgsqlParameter<Guid> { TypedValue = id };

    private static NpgsqlParameter Instant(DateTime utc) => new NpgsqlParameter<DateTime> { TypedValue = utc, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    private static NpgsqlParameter Array<T>(T[] values, NpgsqlDbType element) => new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | element };
}
