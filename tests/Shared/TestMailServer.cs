using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Campaigns.Testing;

/// <summary>A small SMTP server on loopback that keeps what it accepts, so that a test reads the mail a person would get.</summary>
public sealed class TestMailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<ReceivedMail> _received = new();
    private readonly ConcurrentDictionary<TcpClient, byte> _clients = new();

    public TestMailServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public IReadOnlyList<ReceivedMail> Received => [.. _received];

    /// <summary>Decides the reply to a recipient by its address; null accepts. <c>"550 5.1.1 No such user"</c></summary>
    public Func<string, string?> Refuse { get; set; } = _ => null;

    public IReadOnlyList<ReceivedMail> To(string address) => [.. _received.Where(mail => mail.To == address)];

    public void Empty()
    {
        _received.Clear();
        Refuse = _ => null;
    }

    /// <summary>Waits for a mail that leaves by itself, where a worker runs.</summary>
    public async Task<ReceivedMail> NextToAsync(string address, int number = 1, TimeSpan? within = null)
    {
        var until = DateTimeOffset.UtcNow + (within ?? TimeSpan.FromSeconds(15));
        while (DateTimeOffset.UtcNow < until)
        {
            if (To(address) is { } mails && mails.Count >= number) return mails[number - 1];
            await Task.Delay(20);
        }
        throw new TimeoutException($"No mail number {number} arrived for this address; {_received.Count} arrived in all.");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        foreach (var client in _clients.Keys) client.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException) { }
    }

    private async Task ServeAsync(TcpClient client)
    {
        _clients.TryAdd(client, 0);
        try
        {
            client.NoDelay = true;
            await using var stream = client.GetStream();
            // Latin-1 keeps every byte as one character.
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
            await ConverseAsync(reader, writer);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or SocketException) { }
        finally
        {
            _clients.TryRemove(client, out _);
            client.Dispose();
        }
    }

    private async Task ConverseAsync(StreamReader reader, StreamWriter writer)
    {
        await writer.WriteLineAsync("220 mail.example.test ESMTP");
        string from = "", to = "";
        while (await reader.ReadLineAsync() is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    await writer.WriteAsync("250-mail.example.test\r\n250-PIPELINING\r\n250-SIZE 10485760\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n250 SMTPUTF8\r\n");
                    break;
                case "MAIL":
                    (from, to) = (Address(line), "");
                    await writer.WriteLineAsync("250 2.1.0 Ok");
                    break;
                case "RCPT":
                    var refusal = Refuse(Address(line));
                    if (refusal is null) to = Address(line);
                    await writer.WriteLineAsync(refusal ?? "250 2.1.5 Ok");
                    break;
                case "DATA" when to == "":
                    await writer.WriteLineAsync("554 5.5.1 No valid recipients");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 Go ahead");
                    _received.Enqueue(new ReceivedMail(from, to, await BodyAsync(reader)));
                    await writer.WriteLineAsync("250 2.0.0 Queued");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 2.0.0 Bye");
                    return;
                default:
                    await writer.WriteLineAsync(verb is "RSET" or "NOOP" or "HELO" ? "250 2.0.0 Ok" : "502 5.5.2 Not here");
                    break;
            }
        }
    }

    private static async Task<byte[]> BodyAsync(StreamReader reader)
    {
        var body = new StringBuilder();
        // A body that ends without its dot was never handed over: the sender died.
        while (await reader.ReadLineAsync() is var line && line != ".") body.Append((line ?? throw new IOException("Cut off.")).StartsWith('.') ? line[1..] : line).Append("\r\n");
        return Encoding.Latin1.GetBytes(body.ToString());
    }

    private static string Address(string line) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(line[(line.IndexOf('<') + 1)..line.LastIndexOf('>')]));
}
