using System.Diagnostics;
using Campaigns.Testing;

namespace Campaigns.Benchmarks;

/// <summary>A program in a process of its own on a free loopback port.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly Process _process;

    private Server(Process process, string url) => (_process, Url) = (process, url);

    public string Url { get; }

    public static string Self { get; } = typeof(Server).Assembly.Location;
    /// <summary>The web program, built beside this one.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Campaigns.Web.dll");

    public static async Task<Server> StartAsync(string assembly, string[] arguments, Dictionary<string, string> settings)
    {
        var url = $"http://127.0.0.1:{PostgresCluster.FreePort()}";
        var start = new ProcessStartInfo("dotnet", ["exec", assembly, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(assembly)! };
        start.Environment["ASPNETCORE_URLS"] = url;
        foreach (var (key, value) in settings) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        var process = Process.Start(start)!;
        var said = new System.Text.StringBuilder();
        process.OutputDataReceived += (_, line) => Keep(said, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(said, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        using var client = new HttpClient();
        for (var tries = 0; tries < 200; tries++)
        {
            if (process.HasExited) throw new InvalidOperationException($"{assembly} stopped:\n{said}");
            try
            {
                await client.GetAsync(url);
                return new Server(process, url);
            }
            catch (HttpRequestException) { await Task.Delay(100); }
        }
        throw new TimeoutException($"{assembly} did not listen:\n{said}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static void Keep(System.Text.StringBuilder said, string? line)
    {
        lock (said) if (said.Length < 20_000) said.AppendLine(line);
    }
}

/// <summary>Settings of the program for a measurement: production, behind a trusted proxy, no worker.</summary>
internal static class ServerSettings
{
    public static Dictionary<string, string> Of(string connectionString) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["ConnectionStrings:Campaigns"] = connectionString,
        ["Site:PublicUrl"] = "http://localhost",
        ["Site:Organisation"] = "Open Square",
        ["Site:TrustedProxies:0"] = "127.0.0.1",
        ["Mail:Transport"] = "Folder",
        ["Mail:Folder"] = Path.Combine(Path.GetTempPath(), "campaigns-benchmark-mail"),
        ["Mail:From"] = "Open Square <hello@opensquare.example>",
        ["Setup:AdminEmail"] = "admin@opensquare.example",
        ["Setup:AdminPassword"] = $"benchmark-{Guid.NewGuid():n}",
        ["Roles"] = "web",
        ["Logging:LogLevel:Default"] = "Warning",
    };
}
