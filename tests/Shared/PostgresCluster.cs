using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Campaigns.Testing;

/// <summary>
/// A PostgreSQL of one's own: Debian's programs, a temporary folder, a free port on loopback.
/// When <c>./test</c> has started one already, <c>CAMPAIGNS_TEST_POSTGRES</c> names it and that one is used.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private readonly string? _folder;
    private readonly string _settings = "";

    private PostgresCluster(string connectionString) => ConnectionString = connectionString;

    private PostgresCluster(string folder, int port, string settings)
    {
        (_folder, _settings) = (folder, $"-p {port} {settings}");
        ConnectionString = $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";
    }

    /// <summary>To the database <c>postgres</c>, as a superuser.</summary>
    public string ConnectionString { get; }

    /// <summary>Why there is no PostgreSQL on this machine, or null when there is one.</summary>
    public static string? Missing { get; } =
        Environment.GetEnvironmentVariable("CAMPAIGNS_TEST_POSTGRES") is { Length: > 0 } || Programs() is not null
            ? null
            : "PostgreSQL is not installed: run ./test, or apt-get install postgresql";

    /// <param name="durable">Keeps fsync on: for measurements and for kills. Tests are faster without.</param>
    public static async Task<PostgresCluster> StartAsync(bool durable = false)
    {
        if (!durable && Environment.GetEnvironmentVariable("CAMPAIGNS_TEST_POSTGRES") is { Length: > 0 } given) return new PostgresCluster(given);
        if (Programs() is null) throw new InvalidOperationException(Missing);

        var folder = Directory.CreateTempSubdirectory("campaigns-postgres-").FullName;
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", "postgres", folder);
        var data = Path.Combine(folder, "data");
        await AsOwnerAsync("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        var speed = durable ? "" : "-c fsync=off -c synchronous_commit=off -c full_page_writes=off";
        var cluster = new PostgresCluster(folder, FreePort(), $"-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300 {speed}");
        await cluster.StartServerAsync();
        return cluster;
    }

    /// <summary>A fresh, empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(string prefix = "test")
    {
        var name = $"{prefix}_{Guid.NewGuid():n}";
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name, MaxPoolSize = 40 }.ToString();
    }

    /// <summary>Starts the server of this folder again, on the same port.</summary>
    public Task StartServerAsync() =>
        AsOwnerAsync("pg_ctl", "-D", Path.Combine(_folder!, "data"), "-l", Path.Combine(_folder!, "log"), "-w", "-o", _settings, "start");

    /// <summary>Stops at once, as a crash would; data on disk stay.</summary>
    public Task StopServerAsync() => AsOwnerAsync("pg_ctl", "-D", Path.Combine(_folder!, "data"), "-m", "immediate", "-w", "stop");

    public async ValueTask DisposeAsync()
    {
        if (_folder is null) return;
        await StopServerAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <returns>A port on loopback that was free a moment ago.</returns>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Folder of the newest server programs, or null.</summary>
    private static string? Programs() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Max()
            : null;

    // PostgreSQL refuses to run as root.
    private static Task AsOwnerAsync(string program, params string[] arguments) =>
        Environment.IsPrivilegedProcess
            ? RunAsync("runuser", ["-u", "postgres", "--", Path.Combine(Programs()!, program), .. arguments])
            : RunAsync(Path.Combine(Programs()!, program), arguments);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // The server inherits the output of pg_ctl, so nothing may wait for the end of a pipe.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments]) { WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
