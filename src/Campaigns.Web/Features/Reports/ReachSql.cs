using System.Data.Common;
using Campaigns.Web.Startup;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Campaigns.Web.Features.Reports;

/// <summary>
/// Adds counts to the hourly rows, set-wise and in one commit: whoever else adds to the same hour loses nothing. Only one writes at a time, so that
/// all nodes together keep to the number of sources that an hour tells apart.
/// </summary>
public abstract class ReachSql
{
    protected const string Columns = "campaign_id, hour, step, channel, rung, target_id, message_id, language, source, generation";

    protected const string OfHour = "SELECT DISTINCT source FROM reach_count WHERE campaign_id = $1 AND hour = $2";

    public abstract Task AddAsync(IReadOnlyList<CountedReach> counts, CancellationToken ct);
}

internal sealed class PostgresReachSql(NpgsqlDataSource source) : ReachSql
{
    private const string Add = $"""
        INSERT INTO reach_count ({Columns}, number)
        SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::uuid[], $8::text[], $9::text[], $10::int[], $11::int[])
        ON CONFLICT ({Columns}) DO UPDATE SET number = reach_count.number + excluded.number
        """;

    // Any number of our own: whoever writes counts of reach holds it until the commit.
    private const string Turn = "SELECT pg_advisory_xact_lock(7241003)";

    public override async Task AddAsync(IReadOnlyList<CountedReach> all, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var turn = new NpgsqlCommand(Turn, connection, transaction)) await turn.ExecuteNonQueryAsync(ct);
        var counts = await SourceRoom.KeepAsync(all, async (campaign, hour) =>
        {
            await using var sources = new NpgsqlCommand(OfHour, connection, transaction) { Parameters = { new() { Value = campaign }, new() { Value = hour.UtcDateTime } } };
            await using var reader = await sources.ExecuteReaderAsync(ct);
            var known = new List<string>();
            while (await reader.ReadAsync(ct)) known.Add(reader.GetString(0));
            return known;
        });
        await using var command = new NpgsqlCommand(Add, connection, transaction);
        Array(NpgsqlDbType.Uuid, row => row.Key.CampaignId);
        Array(NpgsqlDbType.TimestampTz, row => row.Hour.UtcDateTime);
        Array(NpgsqlDbType.Text, row => row.Key.Step.ToString());
        Array(NpgsqlDbType.Text, row => row.Key.Channel.ToString());
        Array(NpgsqlDbType.Text, row => row.Key.Rung.ToString());
        Array(NpgsqlDbType.Uuid, row => row.Key.TargetId);
        Array(NpgsqlDbType.Uuid, row => row.Key.MessageId);
        Array(NpgsqlDbType.Text, row => row.Key.Language);
        Array(NpgsqlDbType.Text, row => row.Key.Source);
        Array(NpgsqlDbType.Integer, row => row.Key.Generation);
        Array(NpgsqlDbType.Integer, row => row.Number);
        await command.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);

        void Array<T>(NpgsqlDbType type, Func<CountedReach, T> value) =>
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | type, Value = counts.Select(value).ToArray() });
    }
}

internal sealed class SqliteReachSql(DbDataSource source, SqliteWriteGate gate) : ReachSql
{
    private const string Add = $"""
        INSERT INTO reach_count ({Columns}, number) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT ({Columns}) DO UPDATE SET number = number + excluded.number
        """;

    public override async Task AddAsync(IReadOnlyList<CountedReach> all, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var connection = (SqliteConnection)await source.OpenConnectionAsync(ct);
        await using var transaction = connection.BeginTransaction(deferred: false);
        var counts = await SourceRoom.KeepAsync(all, async (campaign, hour) =>
        {
            await using var sources = connection.CreateCommand();
            (sources.Transaction, sources.CommandText) = (transaction, OfHour);
            sources.Parameters.Add(new SqliteParameter("$1", campaign));
            sources.Parameters.Add(new SqliteParameter("$2", hour.UtcDateTime));
            await using var reader = await sources.ExecuteReaderAsync(ct);
            var known = new List<string>();
            while (await reader.ReadAsync(ct)) known.Add(reader.GetString(0));
            return known;
        });
        await using var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, Add);
        for (var at = 1; at <= 11; at++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${at}" });
        foreach (var (hour, key, number) in counts)
        {
            object[] values = [key.CampaignId, hour.UtcDateTime, key.Step.ToString(), key.Channel.ToString(), key.Rung.ToString(), key.TargetId, key.MessageId, key.Language, key.Source, key.Generation, number];
            for (var at = 0; at < values.Length; at++) command.Parameters[at].Value = values[at];
            command.ExecuteNonQuery();
        }
        transaction.Commit();
    }
}
