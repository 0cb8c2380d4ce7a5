using Campaigns.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Campaigns.Web.Startup;

/// <summary>
/// Makes the PostgreSQL database that the settings name where there is none yet. The framework would do it too, and log what it finds
/// missing as failures; here a first start says what it does.
/// </summary>
internal static partial class FirstStart
{
    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    private const string NoSuchDatabase = "3D000", NotAllowed = "42501", ExistsAlready = "42P04", TableExists = "42P07", ExistsInCatalogue = "23505";

    /// <exception cref="SettingException">There is none, and this user may not make one.</exception>
    public static async Task PrepareAsync(CampaignsDb db, string connectionString, ILogger logger, CancellationToken ct)
    {
        await EnsureDatabaseAsync(connectionString, logger, ct);
        // The framework reads this table before it makes it.
        var history = db.GetService<IHistoryRepository>();
        try
        {
            // Asking the history itself would read the table and log the failure.
            if (!(await db.Database.SqlQuery<bool>($"""SELECT to_regclass('"__EFMigrationsHistory"') IS NOT NULL AS "Value" """).ToListAsync(ct))[0]) await db.Database.ExecuteSqlRawAsync(history.GetCreateIfNotExistsScript(), ct);
        }
        catch (PostgresException e) when (e.SqlState is TableExists or ExistsInCatalogue) { } // another node was first
    }

    private static async Task EnsureDatabaseAsync(string connectionString, ILogger logger, CancellationToken ct)
    {
        var wanted = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        var name = wanted.Database ?? wanted.Username ?? "";
        try
        {
            await using var there = new NpgsqlConnection(wanted.ToString());
            await there.OpenAsync(ct);
            return;
        }
        catch (PostgresException e) when (e.SqlState == NoSuchDatabase) { }

        wanted.Database = "postgres";
        await using var server = new NpgsqlConnection(wanted.ToString());
        await server.OpenAsync(ct);
        await using var create = new NpgsqlCommand($"CREATE DATABASE \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", server);
        try
        {
            await create.ExecuteNonQueryAsync(ct);
            Created(logger, name);
        }
        catch (PostgresException e) when (e.SqlState is ExistsAlready or ExistsInCatalogue) { } // another node was first
        catch (PostgresException e) when (e.SqlState == NotAllowed)
        {
            throw new SettingException($"ConnectionStrings:Campaigns: there is no database \"{name}\", and this user may not create one. Create it for them, as with createdb -O {wanted.Username} {name}, or name another");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The database {Name} did not exist and was created")]
    private static partial void Created(ILogger logger, string name);
}
