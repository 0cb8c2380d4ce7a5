using Campaigns.Core.Deliveries;
using Campaigns.Core.Limits;
using Campaigns.Core.Signing;
using Campaigns.Web.Startup;
using Npgsql;

namespace Campaigns.Web.Features.Signing.Writing;

/// <summary>The batch on PostgreSQL: two round trips, one for what it must know, one for what it writes, with arrays for rows.</summary>
internal sealed class PostgresSignatureSql(NpgsqlDataSource source, SigningDecisions decisions, LimitRules limits, SendingDomain domain) : SignatureSql
{
    // Both windows of a counter lie in one row: it starts again when its time is over.
    private const string CountSql = """
        INSERT INTO limit_counter AS c (rule, key, burst, burst_since, sustained, sustained_since)
        SELECT $1, key, number, $2, number, $2 FROM unnest($3, $4) AS t(key, number)
        ON CONFLICT (rule, key) DO UPDATE SET
          burst = CASE WHEN c.burst_since <= $5 THEN excluded.burst ELSE c.burst + excluded.burst END,
          burst_since = CASE WHEN c.burst_since <= $5 THEN excluded.burst_since ELSE c.burst_since END,
          sustained = CASE WHEN c.sustained_since <= $6 THEN excluded.sustained ELSE c.sustained + excluded.sustained END,
          sustained_since = CASE WHEN c.sustained_since <= $6 THEN excluded.sustained_since ELSE c.sustained_since END
        RETURNING key, burst, sustained, burst_since
        """;

    // A new person's one mail is counted in advance, which spares the usual case a second write; the row lock serialises all who use this address.
    private const string PersonSql = """
        INSERT INTO supporter AS s (email_key, first_seen_at, mails, mails_since, actions, actions_since)
        SELECT key, $1, 1, $1, number, $1 FROM unnest($2, $3) AS t(key, number)
        ON CONFLICT (email_key) DO UPDATE SET
          mails = CASE WHEN s.mails_since <= $4 THEN 0 ELSE s.mails END,
          mails_since = CASE WHEN s.mails_since <= $4 THEN $1 ELSE s.mails_since END,
          actions = CASE WHEN s.actions_since <= $4 THEN excluded.actions ELSE s.actions + excluded.actions END,
          actions_since = CASE WHEN s.actions_since <= $4 THEN $1 ELSE s.actions_since END
        RETURNING email_key, mails, actions, xmax = 0
        """;

    private const string SignedSql = """
        SELECT s.campaign_id, s.email_key, s.id, s.state, count(d.id)::int, max(d.created_at)
        FROM unnest($1, $2) AS t(campaign_id, email_key)
        JOIN signature s ON s.campaign_id = t.campaign_id AND s.email_key = t.email_key
        LEFT JOIN delivery d ON d.signature_id = s.id AND d.kind IN ('Confirmation', 'AlreadySigned')
        GROUP BY s.campaign_id, s.email_key, s.id, s.state
        """;

    private const string InsertSignatures = """
        INSERT INTO signature (id, campaign_id, text_version_id, language, email_key, email, name, country, postcode, comment,
          show_name, wants_updates, network, state, state_reason, created_at, state_changed_at)
        SELECT id, campaign_id, text_version_id, language, email_key, email, name, country, postcode, comment,
          show_name, wants_updates, network, state, state_reason, $16, $16
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
          AS t(id, campaign_id, text_version_id, language, email_key, email, name, country, postcode, comment, show_name, wants_updates, network, state, state_reason)
        """;

    private const string SignAgain = """
        UPDATE signature s SET text_version_id = t.text_version_id, language = t.language, email = t.email, name = t.name, country = t.country,
          postcode = t.postcode, comment = t.comment, show_name = t.show_name, wants_updates = t.wants_updates, network = t.network,
          state = t.state, state_reason = t.state_reason, state_changed_at = $16, confirmed_at = NULL
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
          AS t(id, campaign_id, text_version_id, language, email_key, email, name, country, postcode, comment, show_name, wants_updates, network, state, state_reason)
        WHERE s.id = t.id AND s.state = 'Withdrawn'
        """;

    private const string InsertConsents = """
        INSERT INTO consent (id, signature_id, purpose, is_granted, wording_hash, page, at)
        SELECT id, signature_id, 'Updates', granted, wording, page, $6 FROM unnest($1, $2, $3, $4, $5) AS t(id, signature_id, granted, wording, page)
        """;

    private const string InsertMails = """
        INSERT INTO delivery (id, channel, kind, priority, idempotency_key, campaign_id, signature_id, is_test, recipient_key, recipient_domain,
          state, reason, created_at, next_attempt_at, expires_at, message_id)
        SELECT id, 'Mail', kind, priority, idempotency_key, campaign_id, signature_id, is_test, recipient_key, recipient_domain,
          state, reason, $13, next_attempt_at, $14, '<' || id || '@' || $15 || '>'
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
          AS t(id, kind, priority, idempotency_key, campaign_id, signature_id, is_test, recipient_key, recipient_domain, state, reason, next_attempt_at)
        """;

    private const string InsertLinks = """
        INSERT INTO mail_link (token_hash, purpose, signature_id, delivery_id, created_at, expires_at)
        SELECT hash, 'Confirm', signature_id, delivery_id, $4, $5 FROM unnest($1, $2, $3) AS t(hash, signature_id, delivery_id)
        """;

    private const string SetPersonMails = "UPDATE supporter s SET mails = t.mails FROM unnest($1, $2) AS t(key, mails) WHERE s.email_key = t.key";

    public override async Task CommitAsync(IReadOnlyList<SigningRequest> requests, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var facts = await ReadAsync(connection, requests, now, ct);
        await WriteAsync(connection, decisions.Decide(requests, facts, now), now, ct);
    }

    private async Task<SigningFacts> ReadAsync(NpgsqlConnection connection, IReadOnlyList<SigningRequest> requests, DateTimeOffset now, CancellationToken ct)
    {
        var facts = new SigningFacts();
        var persons = Count(requests, r => r.Details.EmailKey);
        (string Rule, List<(byte[] Key, int Number)> Keys, Action<byte[], Counted> Keep)[] counters =
        [
            (LimitNames.SigningAddress, Count(requests, r => r.AddressKey), (key, counted) => facts.Addresses[SigningFacts.Key(key)] = counted),
            (LimitNames.SigningRange, Count(requests, r => r.RangeKey), (key, counted) => facts.Ranges[SigningFacts.Key(key)] = counted),
            (LimitNames.CampaignConfirmations, Count(requests, r => r.Details.CampaignId.ToByteArray()), (key, counted) => facts.Campaigns[new Guid(key)] = counted),
        ];

        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
        foreach (var (rule, keys, _) in counters)
            Add(batch, CountSql, rule, Utc(now), keys.ConvertAll(k => k.Key).ToArray(), keys.ConvertAll(k => k.Number).ToArray(),
                Utc(now.AddSeconds(-limits[rule].BurstSeconds)), Utc(now.AddSeconds(-limits[rule].SustainedSeconds)));
        Add(batch, PersonSql, Utc(now), persons.ConvertAll(k => k.Key).ToArray(), persons.ConvertAll(k => k.Number).ToArray(),
            Utc(now.AddSeconds(-limits[LimitNames.PersonMails].BurstSeconds)));

        var known = false;
        await using (var reader = await batch.ExecuteReaderAsync(ct))
        {
            foreach (var (_, keys, keep) in counters)
            {
                var numbers = keys.ToDictionary(k => SigningFacts.Key(k.Key), k => k.Number);
                while (await reader.ReadAsync(ct))
                {
                    var key = reader.GetFieldValue<byte[]>(0);
                    keep(key, new Counted(reader.GetInt32(1), reader.GetInt32(2), new DateTimeOffset(reader.GetDateTime(3)), numbers[SigningFacts.Key(key)]));
                }
                await reader.NextResultAsync(ct);
            }
            var times = persons.ToDictionary(k => SigningFacts.Key(k.Key), k => k.Number);
            while (await reader.ReadAsync(ct))
            {
                var key = SigningFacts.Key(reader.GetFieldValue<byte[]>(0));
                var isNew = reader.GetBoolean(3);
                known |= !isNew;
                facts.Persons[key] = new Person(reader.GetInt32(1), reader.GetInt32(2), times[key], isNew);
            }
        }

        if (known) await ReadSignedAsync(connection, requests, facts, ct);
        return facts;
    }

    private static async Task ReadSignedAsync(NpgsqlConnection connection, IReadOnlyList<SigningRequest> requests, SigningFacts facts, CancellationToken ct)
    {
        var places = requests.Select(r => r.Details).DistinctBy(d => (d.CampaignId, SigningFacts.Key(d.EmailKey)))
            .Where(d => !facts.Persons[SigningFacts.Key(d.EmailKey)].IsNew).ToArray();
        await using var command = new NpgsqlCommand(SignedSql, connection);
        command.Parameters.Add(new() { Value = places.Select(p => p.CampaignId).ToArray() });
        command.Parameters.Add(new() { Value = places.Select(p => p.EmailKey).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            facts.Signatures[(reader.GetGuid(0), SigningFacts.Key(reader.GetFieldValue<byte[]>(1)))] = new Signed(reader.GetGuid(2), Enum.Parse<SignatureState>(reader.GetString(3)))
            {
                Mails = reader.GetInt32(4),
                LastMailAt = await reader.IsDBNullAsync(5, ct) ? null : new DateTimeOffset(reader.GetDateTime(5)),
            };
    }

    private async Task WriteAsync(NpgsqlConnection connection, SigningWrites writes, DateTimeOffset now, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (writes.Signatures.Count > 0) AddSignatures(batch, InsertSignatures, writes.Signatures, now);
        if (writes.Again.Count > 0) AddSignatures(batch, SignAgain, writes.Again, now);

        NewSignature[] consents = [.. writes.Signatures, .. writes.Again];
        if (consents.Length > 0)
            Add(batch, InsertConsents, Column(consents, c => c.ConsentId), Column(consents, c => c.Id), Column(consents, c => c.Request.Details.WantsUpdates),
                Column(consents, c => c.Request.WordingHash), Column(consents, c => c.Request.Page), Utc(now));

        var mails = writes.Mails;
        if (mails.Count > 0)
        {
            var expires = Utc(now + SigningDecisions.LinkLife);
            Add(batch, InsertMails, Column(mails, m => m.Id), Column(mails, m => m.Kind.ToString()), Column(mails, m => DeliveryPriority.Of(m.Kind)),
                Column(mails, m => m.IdempotencyKey), Column(mails, m => m.Request.Details.CampaignId), Column(mails, m => m.SignatureId), Column(mails, m => m.Request.IsTest),
                Column(mails, m => m.Request.Details.EmailKey), Column(mails, m => SendingDomain.Of(m.Request.Details.Email)),
                Column(mails, m => m.SuppressedBy is null ? nameof(DeliveryState.Pending) : nameof(DeliveryState.Suppressed)), Column(mails, m => m.SuppressedBy),
                Column(mails, m => Utc(m.NextAttemptAt)), Utc(now), expires, domain.Name);
            Add(batch, InsertLinks, Column(mails, m => m.LinkHash), Column(mails, m => m.SignatureId), Column(mails, m => m.Id), Utc(now), expires);
        }
        if (writes.PersonMails.Count > 0) Add(batch, SetPersonMails, Column(writes.PersonMails, p => p.EmailKey), Column(writes.PersonMails, p => p.Mails));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static void AddSignatures(NpgsqlBatch batch, string sql, List<NewSignature> rows, DateTimeOffset now) => Add(batch, sql,
        Column(rows, s => s.Id), Column(rows, s => s.Request.Details.CampaignId), Column(rows, s => s.Request.Details.TextVersionId), Column(rows, s => s.Request.Details.Language),
        Column(rows, s => s.Request.Details.EmailKey), Column(rows, s => s.Request.Details.Email), Column(rows, s => s.Request.Details.Name), Column(rows, s => s.Request.Details.Country),
        Column(rows, s => s.Request.Details.Postcode), Column(rows, s => s.Request.Details.Comment), Column(rows, s => s.Request.Details.ShowName),
        Column(rows, s => s.Request.Details.WantsUpdates), Column(rows, s => s.Request.Details.Network), Column(rows, s => s.State.ToString()), Column(rows, s => s.Reason), Utc(now));

    private static void Add(NpgsqlBatch batch, string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        batch.BatchCommands.Add(command);
    }

    private static TColumn[] Column<TRow, TColumn>(IReadOnlyList<TRow> rows, Func<TRow, TColumn> value)
    {
        var column = new TColumn[rows.Count];
        for (var at = 0; at < rows.Count; at++) column[at] = value(rows[at]);
        return column;
    }

    private static DateTime Utc(DateTimeOffset instant) => instant.UtcDateTime;
}
