using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Campaigns.Web.Startup;

/// <summary>Tells a database that cannot take work now (away, full, read-only after a failover) from an error of ours.</summary>
public static class DatabaseAway
{
    // SQLITE_BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN, PROTOCOL: https://www.sqlite.org/rescode.html
    private static readonly HashSet<int> SqliteCodes = [5, 6, 8, 10, 13, 14, 15];

    public static bool Is(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
            if (exception is TooBusyException || (exception is DbException database && IsAway(database))) return true;
        return false;
    }

    private static bool IsAway(DbException exception) => exception switch
    {
        SqliteException sqlite => SqliteCodes.Contains(sqlite.SqliteErrorCode),
        PostgresException postgres => IsAway(postgres.SqlState),
        // Without an answer of the server: no connection, a broken one, or a time-out.
        NpgsqlException npgsql => npgsql.IsTransient || npgsql.InnerException is SocketException or IOException or TimeoutException,
        _ => false,
    };

    // Classes 08 connection, 28 authorisation, 53 resources (disk full, too many connections), 57P shutdown, 58 system; 25006 is a read-only replica; 3D000 a missing database.
    private static bool IsAway(string state) =>
        state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("28", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal)
        || state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("58", StringComparison.Ordinal) || state is "25006" or "3D000";
}

/// <summary>More comes in than can be written at this moment. Answered with 503 and a time to try again; nothing was written.</summary>
public sealed class TooBusyException(string what) : Exception(what);
