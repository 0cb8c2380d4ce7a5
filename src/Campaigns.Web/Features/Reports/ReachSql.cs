using System.Data.Common;
using Campaigns.Web.Startup;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Campaigns.Web.Features.Reports;

/// <summary>Adds counts to the hourly rows, set-wise and in one commit: whoever else adds to the same hour loses nothing.</summary>
public abstract class ReachSql
{
    protected const string Columns = "campaign_id, hour, step, channel, rung, target_id, message_id, language, source, generation";

    public abstract Task AddAsync(IReadOnlyList<CountedReach> counts, CancellationToken ct);
}

internal sealed class PostgresReachSql(NpgsqlDataSource source) : ReachSql
{
    private const string Add = $"""
        INSERT INTO reach_count ({Columns}, number)
        SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::uuid[], $8::text[], $9::text[], $10::int[], $11::int[])
        ON CONFLICT ({Columns}) DO UPDATE SET number = reach_count.number + excluded.number
        """;

    public override async Task AddAsync(IReadOnlyList<CountedReach> counts, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Add);
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

    public override async Task AddAsync(IReadOnlyList<CountedReach> counts, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var connection = (SqliteConnection)await source.OpenConnectionAsync(ct);
        await using var transaction = connection.BeginTransaction(deferred: false);
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
