using Campaigns.Core.Deliveries;
using Campaigns.Core.Limits;
using Campaigns.Core.Signing;
using Campaigns.Web.Startup;
using Npgsql;

namespace Campaigns.Web.Features.Signing.Writing;

/// <summary>The batch on PostgreSQL: two round trips, one for what it must know, one for what it writes, with arrays for rows.</summary>
internal sealed class PostgresSignatureSql(NpgsqlDataSource source, SigningDecisions decisions, FirstSightings sightings, LimitRules limits, SendingDomain domain) : SignatureSql
{
    // Only those near a limit are told: that spares reading nearly all of them.
    private static readonly string CountSql = $"""
        WITH counted AS (
        {LimitCounterSql.Count("SELECT key, number, burst_until, number, sustained_until FROM unnest($2, $3, $4, $5) AS t(key, number, burst_until, sustained_until)", "$1", "key, burst, sustained")})
        SELECT key, burst, sustained FROM counted WHERE burst > $6 OR sustained > $7
        """;

    // A new person's one mail is counted in advance, which spares the usual case a second write; the row lock serialises all who use this address.
    // Told are only those who were known.
    private const string PersonSql = """
        WITH person AS (
          INSERT INTO supporter AS s (email_key, first_seen_at, mails, mails_since, actions, actions_since)
          SELECT key, $1, 1, $1, number, $1 FROM unnest($2, $3) AS t(key, number)
          ON CONFLICT (email_key) DO UPDATE SET
            mails = CASE WHEN s.mails_since <= $4 THEN 0 ELSE s.mails END,
            mails_since = CASE WHEN s.mails_since <= $4 THEN $1 ELSE s.mails_since END,
            actions = CASE WHEN s.actions_since <= $4 THEN excluded.actions ELSE s.actions + excluded.actions END,
            actions_since = CASE WHEN s.actions_since <= $4 THEN $1 ELSE s.actions_since END
          RETURNING email_key, mails, actions, xmax = 0 AS is_new)
        SELECT email_key, mails, actions FROM person WHERE NOT is_new
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
          show_name, wants_updates, network, state, state_reason, share_link_id, generation, source, is_test, created_at, state_changed_at)
        SELECT id, campaign_id, text_version_id, language, email_key, email, name, country, postcode, comment,
          show_name, wants_updates, network, state, state_reason, share_link_id, generation, source, is_test, $20, $20
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
          AS t(id, campaign_id, text_version_id, language, email_key, email, name, country, postcode, comment, show_name, wants_updates, network, state, state_reason,
            share_link_id, generation, source, is_test)
        """;

    // Nobody is credited for their own link: whoever comes back by it keeps what brought them before.
    private const string SignAgain = """
        UPDATE signature s SET text_version_id = t.text_version_id, language = t.language, email = t.email, name = t.name, country = t.country,
          postcode = t.postcode, comment = t.comment, show_name = t.show_name, wants_updates = t.wants_updates, network = t.network,
          state = t.state, state_reason = t.state_reason, is_test = t.is_test,
          share_link_id = CASE WHEN own.id IS NULL THEN t.share_link_id ELSE s.share_link_id END,
          generation = CASE WHEN own.id IS NULL THEN t.generation ELSE s.generation END,
          source = CASE WHEN own.id IS NULL THEN t.source ELSE s.source END,
          state_changed_at = $20, confirmed_at = NULL
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
          AS t(id, campaign_id, text_version_id, language, email_key, email, name, country, postcode, comment, show_name, wants_updates, network, state, state_reason,
            share_link_id, generation, source, is_test)
          LEFT JOIN share_link own ON own.id = t.share_link_id AND own.signature_id = t.id
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
          state, reason, $13, CASE WHEN state = 'Pending' THEN next_attempt_at END, $14, '<' || id || '@' || $15 || '>'
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
          AS t(id, kind, priority, idempotency_key, campaign_id, signature_id, is_test, recipient_key, recipient_domain, state, reason, next_attempt_at)
        """;

    private const string SetPersonMails = "UPDATE supporter s SET mails = t.mails FROM unnest($1, $2) AS t(key, mails) WHERE s.email_key = t.key";

    // While one batch waits for its commit to reach the disk, the next one works.
    public override int Writers => 2;

    public override async Task CommitAsync(IReadOnlyList<SigningRequest> requests, IReadOnlyDictionary<Guid, ConfirmationSlots> slots, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var facts = await ReadAsync(connection, requests, now, ct);
        await WriteAsync(connection, decisions.Decide(requests, facts, slots, now), now, ct);
    }

    private async Task<SigningFacts> ReadAsync(NpgsqlConnection connection, IReadOnlyList<SigningRequest> requests, DateTimeOffset now, CancellationToken ct)
    {
        var facts = new SigningFacts();
        var (networks, persons) = (CountNetworks(requests, sightings, facts), CountPersons(requests));
        var (address, range) = (limits[LimitNames.SigningAddress], limits[LimitNames.SigningRange]);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
        if (networks.Count > 0) batch.BatchCommands.Add(new NpgsqlBatchCommand(CountSql)
        {
            Parameters =
            {
                One(Utc(now)), Column(networks, n => n.Key), Column(networks, n => n.Number), Column(networks, n => Utc(limits[n.Rule].BurstUntil(now))),
                Column(networks, n => Utc(limits[n.Rule].SustainedUntil(now))), One(Math.Min(address.Burst, range.Burst)), One(Math.Min(address.Sustained, range.Sustained)),
            },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(PersonSql)
        {
            Parameters = { One(Utc(now)), Column(persons, p => p.Key), Column(persons, p => p.Number), One(Utc(now.AddSeconds(-limits[LimitNames.PersonMails].BurstSeconds))) },
        });

        foreach (var (key, number) in persons) facts.Persons[SigningFacts.Key(key)] = new Person(1, number, number, isNew: true);
        var known = false;
        await using (var reader = await batch.ExecuteReaderAsync(ct))
        {
            while (networks.Count > 0 && await reader.ReadAsync(ct))
            {
                var key = reader.GetGuid(0);
                facts.Counters[key] = new Counted(reader.GetInt32(1), reader.GetInt32(2), facts.Counters[key].InBatch);
            }
            if (networks.Count > 0) await reader.NextResultAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                var key = SigningFacts.Key(reader.GetFieldValue<byte[]>(0));
                facts.Persons[key] = new Person(reader.GetInt32(1), reader.GetInt32(2), facts.Persons[key].InBatch, isNew: false);
                known = true;
            }
        }

        if (known) await ReadSignedAsync(connection, requests, facts, ct);
        return facts;
    }

    private static async Task ReadSignedAsync(NpgsqlConnection connection, IReadOnlyList<SigningRequest> requests, SigningFacts facts, CancellationToken ct)
    {
        var places = requests.Select(r => r.Details).DistinctBy(d => (d.CampaignId, SigningFacts.Key(d.EmailKey)))
            .Where(d => !facts.Persons[SigningFacts.Key(d.EmailKey)].IsNew).ToList();
        await using var command = new NpgsqlCommand(SignedSql, connection);
        command.Parameters.Add(Column(places, p => p.CampaignId));
        command.Parameters.Add(Column(places, p => p.EmailKey));
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
        if (writes.Signatures.Count > 0) batch.BatchCommands.Add(Signatures(InsertSignatures, writes.Signatures, now));
        if (writes.Again.Count > 0) batch.BatchCommands.Add(Signatures(SignAgain, writes.Again, now));
        if (writes.Signatures.Count + writes.Again.Count > 0) batch.BatchCommands.Add(Consents([.. writes.Signatures, .. writes.Again], now));
        if (writes.Mails.Count > 0) batch.BatchCommands.Add(Mails(writes.Mails, now));
        if (writes.PersonMails.Count > 0)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(SetPersonMails) { Parameters = { Column(writes.PersonMails, p => p.EmailKey), Column(writes.PersonMails, p => p.Mails) } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlBatchCommand Signatures(string sql, List<NewSignature> rows, DateTimeOffset now) => new(sql)
    {
        Parameters =
        {
            Column(rows, s => s.Id), Column(rows, s => s.Request.Details.CampaignId), Column(rows, s => s.Request.Details.TextVersionId), Column(rows, s => s.Request.Details.Language),
            Column(rows, s => s.Request.Details.EmailKey), Column(rows, s => s.Request.Details.Email), Column(rows, s => s.Request.Details.Name), Column(rows, s => s.Request.Details.Country),
            Column(rows, s => s.Request.Details.Postcode), Column(rows, s => s.Request.Details.Comment), Column(rows, s => s.Request.Details.ShowName),
            Column(rows, s => s.Request.Details.WantsUpdates), Column(rows, s => s.Request.Details.Network), Column(rows, s => s.State.ToString()), Column(rows, s => s.Reason),
            Column(rows, s => s.Request.Details.ShareLinkId), Column(rows, s => s.Request.Details.Generation), Column(rows, s => s.Request.Details.Source),
            Column(rows, s => s.Request.Details.IsTest), One(Utc(now)),
        },
    };

    private static NpgsqlBatchCommand Consents(List<NewSignature> rows, DateTimeOffset now) => new(InsertConsents)
    {
        Parameters =
        {
            Column(rows, c => c.ConsentId), Column(rows, c => c.Id), Column(rows, c => c.Request.Details.WantsUpdates),
            Column(rows, c => c.Request.WordingHash), Column(rows, c => c.Request.Page), One(Utc(now)),
        },
    };

    private NpgsqlBatchCommand Mails(List<NewMail> rows, DateTimeOffset now) => new(InsertMails)
    {
        Parameters =
        {
            Column(rows, m => m.Id), Column(rows, m => m.Kind.ToString()), Column(rows, m => DeliveryPriority.Of(m.Kind)), Column(rows, m => m.IdempotencyKey),
            Column(rows, m => m.Request.Details.CampaignId), Column(rows, m => m.SignatureId), Column(rows, m => m.Request.Details.IsTest),
            Column(rows, m => m.Request.Details.EmailKey), Column(rows, m => SendingDomain.Of(m.Request.Details.Email)),
            Column(rows, m => m.SuppressedBy is null ? nameof(DeliveryState.Pending) : nameof(DeliveryState.Suppressed)), Column(rows, m => m.SuppressedBy),
            Column(rows, m => Utc(m.NextAttemptAt)), One(Utc(now)), One(Utc(now + SigningDecisions.LinkLife)), One(domain.Name),
        },
    };

    private static NpgsqlParameter<T> One<T>(T value) => new() { TypedValue = value };

    private static NpgsqlParameter<TColumn[]> Column<TRow, TColumn>(List<TRow> rows, Func<TRow, TColumn> value)
    {
        var column = new TColumn[rows.Count];
        for (var at = 0; at < column.Length; at++) column[at] = value(rows[at]);
        return new() { TypedValue = column };
    }

    private static DateTime Utc(DateTimeOffset instant) => instant.UtcDateTime;
}
