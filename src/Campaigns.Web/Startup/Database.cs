using System.Data.Common;
using Campaigns.Core;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Campaigns.Web.Startup;

/// <summary>Which SQL the hand-written hot paths speak.</summary>
public enum SqlDialect { Sqlite, Postgres }

/// <summary>
/// The one place where the two databases differ, besides the migrations and the SQL of the hot paths.
/// <c>Data Source=…</c> is SQLite, <c>Host=…</c> is PostgreSQL.
/// </summary>
public static class Database
{
    public static IServiceCollection AddCampaignsDatabase(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var connectionString = configuration.GetConnectionString("Campaigns") ?? "";
        var dialect = DialectOf(connectionString);
        services.AddSingleton(typeof(SqlDialect), dialect);

        if (dialect is SqlDialect.Postgres)
        {
            services.AddSingleton(_ => PostgresSource(connectionString));
            services.AddSingleton<DbDataSource>(provider => provider.GetRequiredService<NpgsqlDataSource>());
            services.AddPooledDbContextFactory<CampaignsDb>((provider, options) => options.UseNpgsql(
                provider.GetRequiredService<NpgsqlDataSource>(), postgres => postgres.MigrationsAssembly("Campaigns.Migrations.Postgres")));
        }
        else
        {
            var file = SqliteString(connectionString, environment.ContentRootPath);
            services.AddSingleton<DbDataSource>(_ => new SqliteSource(file));
            services.AddPooledDbContextFactory<CampaignsDb>(options => options
                .UseSqlite(file, sqlite => sqlite.MigrationsAssembly("Campaigns.Migrations.Sqlite"))
                .AddInterceptors(SqlitePragmas.Instance));
        }

        services.AddSingleton<SqliteWriteGate>();
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<CampaignsDb>>().CreateDbContext());
        return services;
    }

    /// <exception cref="SettingException">The string names neither database.</exception>
    public static SqlDialect DialectOf(string connectionString) =>
        HasKey(connectionString, "Host") ? SqlDialect.Postgres
        : HasKey(connectionString, "Data Source") ? SqlDialect.Sqlite
        : throw new SettingException("ConnectionStrings:Campaigns is missing or names no database. Set it to \"Data Source=data/campaigns.db\" for SQLite or to \"Host=…;Database=…;Username=…;Password=…\" for PostgreSQL");

    private static bool HasKey(string connectionString, string key)
    {
        try { return new DbConnectionStringBuilder { ConnectionString = connectionString }.ContainsKey(key); }
        catch (ArgumentException) { return false; }
    }

    private static NpgsqlDataSource PostgresSource(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        // Statements of the hot paths repeat: preparing them saves PostgreSQL the parsing, a third of its time per row when measured.
        if (builder.ConnectionStringBuilder.MaxAutoPrepare == 0) builder.ConnectionStringBuilder.MaxAutoPrepare = 60;
        if (builder.ConnectionStringBuilder.AutoPrepareMinUsages == 5) builder.ConnectionStringBuilder.AutoPrepareMinUsages = 2;
        // Nothing here changes a session but those who keep their connection; putting it back into its first state at each return to the pool costs seven statements.
        builder.ConnectionStringBuilder.NoResetOnClose = true;
        return builder.Build();
    }

    private static string SqliteString(string connectionString, string contentRoot)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString);
        if (builder.DataSource is not (":memory:" or "") && !Path.IsPathRooted(builder.DataSource))
            builder.DataSource = Path.Combine(contentRoot, builder.DataSource);
        // The provider would try for its default of 30 seconds while somebody else holds the file.
        if (builder.DefaultTimeout == 30) builder.DefaultTimeout = 5;
        if (Path.GetDirectoryName(builder.DataSource) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        return builder.ToString();
    }
}

/// <summary>
/// One writer at a time within this process: contending SQLite writers sleep and retry, which was measured at half of the rate of one alone.
/// Only the set-wise writers of the hot paths take it; on PostgreSQL it is free.
/// </summary>
public sealed class SqliteWriteGate(SqlDialect dialect)
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public async ValueTask<IDisposable?> EnterAsync(CancellationToken ct)
    {
        if (dialect is SqlDialect.Postgres) return null;
        await _one.WaitAsync(ct);
        return new Leaver(_one);
    }

    private sealed class Leaver(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }
}

/// <summary>Connections for hand-written SQL on SQLite, with the same pragmas as those of EF Core.</summary>
internal sealed class SqliteSource(string connectionString) : DbDataSource
{
    public override string ConnectionString => connectionString;

    protected override DbConnection CreateDbConnection()
    {
        var connection = new SqliteConnection(connectionString);
        connection.StateChange += (_, change) =>
        {
            if (change.CurrentState is System.Data.ConnectionState.Open) SqlitePragmas.Apply(connection);
        };
        return connection;
    }
}

/// <summary>Waits for the writer instead of failing at once, and makes a commit durable before it answers.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    public static readonly SqlitePragmas Instance = new();

    public static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL;";
        command.ExecuteNonQuery();
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }
}
