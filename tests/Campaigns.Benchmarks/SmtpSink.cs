using System.Diagnostics;
using System.Net.Sockets;
using Campaigns.Testing;

namespace Campaigns.Benchmarks;

/// <summary>Postfix's <c>smtp-sink</c>, which takes mail and forgets it, and <c>smtp-source</c>, the limit program beside the queue.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly Process _process;

    private SmtpSink(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public static async Task<SmtpSink> StartAsync()
    {
        var port = PostgresCluster.FreePort();
        string[] asNobody = Environment.IsPrivilegedProcess ? ["-u", "nobody"] : [];
        var process = Process.Start(new ProcessStartInfo("smtp-sink", [.. asNobody, $"127.0.0.1:{port}", "1000"]) { WorkingDirectory = "/" })
            ?? throw new InvalidOperationException("smtp-sink did not start. Install it with: apt-get install postfix");
        for (var tries = 0; tries < 100 && !await AnswersAsync(port); tries++) await Task.Delay(50);
        return new(process, port);
    }

    /// <returns>Messages a second of <c>smtp-source -d</c>: one connection a session, kept.</returns>
    public async Task<double> SourceAsync(int sessions, int count, int length)
    {
        var watch = Stopwatch.StartNew();
        using var source = Process.Start("smtp-source", ["-d", "-s", $"{sessions}", "-m", $"{count}", "-l", $"{length}", "-f", "campaign@example.org", "-t", "u@example.net", $"127.0.0.1:{Port}"]);
        await source.WaitForExitAsync();
        if (source.ExitCode != 0) throw new InvalidOperationException($"smtp-source ended with {source.ExitCode}");
        return count / watch.Elapsed.TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        using var client = new TcpClient();
        try { await client.ConnectAsync("127.0.0.1", port); }
        catch (SocketException) { return false; }
        return true;
    }
}
