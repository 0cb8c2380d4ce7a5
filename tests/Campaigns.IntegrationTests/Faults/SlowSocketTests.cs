using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Campaigns.IntegrationTests.Faults;

/// <summary>Five hundred clients that open a connection and then hardly speak: half within the headers, half within a form.</summary>
public sealed class SlowSocketTests(SlowSocketTests.ListeningApps apps) : IClassFixture<SlowSocketTests.ListeningApps>
{
    private const int Slow = 500;
    private static readonly TimeSpan ClosedWithin = TimeSpan.FromSeconds(35);

    public sealed class ListeningApps : Apps
    {
        protected override void Configure(AppSetup setup) => setup.Listens = true;
    }

    [Fact]
    public async Task Slow_clients_hinder_nobody_and_are_closed()
    {
        var app = await apps.On(TestDatabase.Sqlite);
        var campaign = await new TestCampaign().AddToAsync(app);
        using var end = new CancellationTokenSource();
        var sockets = new List<TcpClient>();
        try
        {
            for (var i = 0; i < Slow; i++) sockets.Add(await OpenAsync(app, i % 2 == 0 ? "GET / HTTP/1.1" : $"POST {campaign.SignPath} HTTP/1.1"));
            var watch = Stopwatch.StartNew();
            var speaking = SpeakAsync(sockets, end.Token);
            var closing = Task.WhenAll(sockets.Select(ClosedAsync));

            var visitor = app.Client();
            for (var i = 0; i < 20; i++) (await visitor.GetAsync(campaign.Path)).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await visitor.SignAsync(campaign)).IsSuccessStatusCode.ShouldBeTrue();

            await closing.WaitAsync(ClosedWithin);
            watch.Elapsed.ShouldBeLessThan(ClosedWithin);
            await end.CancelAsync();
            await speaking;
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }

    private static async Task<TcpClient> OpenAsync(CampaignsApp app, string firstLine)
    {
        var socket = new TcpClient { NoDelay = true };
        await socket.ConnectAsync("localhost", app.Port);
        var body = firstLine.StartsWith("POST", StringComparison.Ordinal) ? "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\nName=" : "X-";
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"{firstLine}\r\nHost: localhost:{app.Port}\r\n{body}"));
        return socket;
    }

    /// <summary>A letter a second to each that still listens.</summary>
    private static async Task SpeakAsync(List<TcpClient> sockets, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            foreach (var socket in sockets)
                try { await socket.GetStream().WriteAsync("a"u8.ToArray(), CancellationToken.None); }
                catch (Exception e) when (e is IOException or InvalidOperationException) { } // closed: what the test waits for
            await Task.Delay(1_000, CancellationToken.None);
        }
    }

    /// <summary>Ends when the server has closed the connection, with an answer or without.</summary>
    private static async Task ClosedAsync(TcpClient socket)
    {
        var buffer = new byte[4096];
        try { while (await socket.GetStream().ReadAsync(buffer) > 0) { } }
        catch (IOException) { }
    }
}
