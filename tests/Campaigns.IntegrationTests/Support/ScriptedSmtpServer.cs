using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Campaigns.IntegrationTests.Support;

/// <summary>What the server does when a step is reached.</summary>
/// <param name="Reply">Lines without the last line end; null says nothing.</param>
public sealed record SmtpAct(string? Reply, SmtpAfter After = SmtpAfter.GoOn)
{
    public static SmtpAct Drop { get; } = new(null, SmtpAfter.Drop);
    public static SmtpAct Hang { get; } = new(null, SmtpAfter.Hang);
    public static SmtpAct StopTalking { get; } = new(null, SmtpAfter.HalfClose);

    public static implicit operator SmtpAct(string reply) => new(reply);
}

public enum SmtpAfter { GoOn, Drop, Hang, HalfClose }

/// <summary>A message whose final dot arrived.</summary>
/// <param name="Body">As the client meant it: dots unstuffed.</param>
public sealed record ScriptedMail(int Connection, string MailFrom, string RcptTo, byte[] Body);

/// <summary>
/// An SMTP server that follows a script: each time a step is reached the next act written for it is played, and the
/// ordinary answer when there is none. Steps: CONNECT, EHLO, HELO, STARTTLS, AUTH, LOGIN-USER, LOGIN-PASSWORD, MAIL,
/// RCPT, DATA, BODY-BEGUN (the first bytes of a body), BODY (its final dot), RSET, QUIT. Everything heard is kept.
/// </summary>
public sealed class ScriptedSmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<SmtpAct>> _script = new();
    private readonly ConcurrentBag<Socket> _sockets = [];
    private readonly ConcurrentQueue<string> _commands = new();
    private readonly ConcurrentQueue<string> _reads = new();
    private readonly ConcurrentQueue<ScriptedMail> _mails = new();
    private int _connections;
    private int _bodyBytes;

    public ScriptedSmtpServer()
    {
        _listener.Start();
        Running = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string[] Offers { get; set; } = ["PIPELINING", "SIZE 10485760", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES"];

    public X509Certificate2? Certificate { get; set; }

    /// <summary>TLS from the first byte.</summary>
    public bool ImplicitTls { get; set; }

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Bytes of bodies that arrived, of whole and of broken messages.</summary>
    public int BodyBytes => Volatile.Read(ref _bodyBytes);

    /// <summary>Every command line in order; inside TLS with <c>tls </c> before it.</summary>
    public IReadOnlyList<string> Commands => [.. _commands];

    /// <summary>What each read from a socket brought, which shows what was written together.</summary>
    public IReadOnlyList<string> Reads => [.. _reads];

    public IReadOnlyList<ScriptedMail> Mails => [.. _mails];

    private Task Running { get; }

    public ScriptedSmtpServer On(string step, params SmtpAct[] acts)
    {
        var queue = _script.GetOrAdd(step, _ => new());
        foreach (var act in acts)
            queue.Enqueue(act);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync();
        _listener.Stop();
        foreach (var socket in _sockets)
            socket.Dispose();
        await Running;
    }

    private async Task AcceptAsync()
    {
        var sessions = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                socket.NoDelay = true;
                _sockets.Add(socket);
                sessions.Add(ServeAsync(socket, Interlocked.Increment(ref _connections)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException) { }
        await Task.WhenAll(sessions);
    }

    private async Task ServeAsync(Socket socket, int number)
    {
        try
        {
            await new Session(this, socket, number).RunAsync();
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or System.Security.Authentication.AuthenticationException) { }
        finally
        {
            socket.Dispose();
        }
    }

    private sealed class Session(ScriptedSmtpServer server, Socket socket, int number)
    {
        private readonly byte[] _buffer = new byte[64 * 1024];
        private Stream _stream = new NetworkStream(socket);
        private int _have;
        private bool _tls;
        private string _from = "";
        private string _to = "";

        public async Task RunAsync()
        {
            if (server.ImplicitTls)
                await HandshakeAsync();
            if (!await PlayAsync("CONNECT", "220 mail.example.test ESMTP"))
                return;
            while (await LineAsync() is { } line)
            {
                server._commands.Enqueue((_tls ? "tls " : "") + line);
                if (!await AnswerAsync(line))
                    return;
            }
        }

        private async Task<bool> AnswerAsync(string line)
        {
            var step = line.Split(' ', ':')[0].ToUpperInvariant();
            switch (step)
            {
                case "EHLO":
                    return await PlayAsync(step, string.Join("\r\n", server.Offers.Prepend("mail.example.test").Select((offer, i) => i == server.Offers.Length ? $"250 {offer}" : $"250-{offer}")));
                case "STARTTLS":
                    if (!await PlayAsync(step, "220 2.0.0 Go ahead"))
                        return false;
                    await HandshakeAsync();
                    return true;
                case "AUTH" when line.Equals("AUTH LOGIN", StringComparison.OrdinalIgnoreCase):
                    return await PlayAsync("LOGIN-USER", "334 VXNlcm5hbWU6") && await PlayAfterLineAsync("LOGIN-PASSWORD", "334 UGFzc3dvcmQ6") && await PlayAfterLineAsync("AUTH", "235 2.7.0 Welcome");
                case "AUTH":
                    return await PlayAsync(step, "235 2.7.0 Welcome");
                case "MAIL":
                    (_from, _to) = ("", "");
                    return await PlayAsync(step, "250 2.1.0 Ok", accepted => _from = accepted ? line : "");
                case "RCPT":
                    return await PlayAsync(step, _from == "" ? "503 5.5.1 MAIL first" : "250 2.1.5 Ok", accepted => _to = accepted ? line : _to);
                case "DATA":
                    var taken = false;
                    if (!await PlayAsync(step, _to == "" ? "554 5.5.1 No valid recipients" : "354 Go ahead", _ => { }, code => taken = code == "354"))
                        return false;
                    return !taken || await BodyAsync();
                case "QUIT":
                    await PlayAsync(step, "221 2.0.0 Bye");
                    return false;
                default:
                    return await PlayAsync(step, step is "RSET" or "NOOP" or "HELO" ? "250 2.0.0 Ok" : "502 5.5.2 Not here");
            }
        }

        private async Task<bool> PlayAfterLineAsync(string step, string ordinary)
        {
            server._commands.Enqueue((_tls ? "tls " : "") + await LineAsync());
            return await PlayAsync(step, ordinary);
        }

        private async Task<bool> BodyAsync()
        {
            var body = new MemoryStream();
            if (_have == 0 && !await FillAsync())
                return false;
            var begun = server._script.TryGetValue("BODY-BEGUN", out var acts) && acts.TryDequeue(out var act) ? act : null;
            if (begun is not null)
            {
                Interlocked.Add(ref server._bodyBytes, _have);
                return await PlayAsync(begun);
            }
            while (true)
            {
                if (await RawLineAsync() is not { } line)
                    return false;
                Interlocked.Add(ref server._bodyBytes, line.Length);
                if (line is [(byte)'.', (byte)'\r', (byte)'\n'])
                    break;
                body.Write(line is [(byte)'.', ..] ? line.AsSpan(1) : line);
            }
            server._mails.Enqueue(new(number, _from, _to, body.ToArray()));
            return await PlayAsync("BODY", "250 2.0.0 Ok: queued as 4F2A");
        }

        private async Task<bool> PlayAsync(string step, string ordinary, Action<bool>? accepted = null, Action<string>? code = null)
        {
            var act = server._script.TryGetValue(step, out var acts) && acts.TryDequeue(out var next) ? next : new SmtpAct(ordinary);
            accepted?.Invoke(act.Reply?.StartsWith('2') == true);
            code?.Invoke(act.Reply is { Length: >= 3 } reply ? reply[..3] : "");
            return await PlayAsync(act);
        }

        /// <returns>False when the session is over.</returns>
        private async Task<bool> PlayAsync(SmtpAct act)
        {
            if (act.Reply is not null)
                await _stream.WriteAsync(Encoding.UTF8.GetBytes(act.Reply + "\r\n"), server._stop.Token);
            switch (act.After)
            {
                case SmtpAfter.GoOn:
                    return true;
                case SmtpAfter.Hang:
                    await Task.Delay(Timeout.Infinite, server._stop.Token);
                    return false;
                case SmtpAfter.HalfClose:
                    socket.Shutdown(SocketShutdown.Send);
                    while (await FillAsync())
                        _have = 0;
                    return false;
                default:
                    socket.LingerState = new(true, 0);
                    return false;
            }
        }

        private async Task HandshakeAsync()
        {
            _have = 0;
            var tls = new SslStream(_stream);
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = server.Certificate }, server._stop.Token);
            (_stream, _tls) = (tls, true);
        }

        private async Task<string?> LineAsync() => await RawLineAsync() is { } line ? Encoding.UTF8.GetString(line).TrimEnd('\r', '\n') : null;

        private async Task<byte[]?> RawLineAsync()
        {
            int end;
            while ((end = _buffer.AsSpan(0, _have).IndexOf((byte)'\n')) < 0)
                if (!await FillAsync())
                    return null;
            var line = _buffer[..(end + 1)];
            _have -= end + 1;
            Buffer.BlockCopy(_buffer, end + 1, _buffer, 0, _have);
            return line;
        }

        private async Task<bool> FillAsync()
        {
            var read = await _stream.ReadAsync(_buffer.AsMemory(_have), server._stop.Token);
            server._reads.Enqueue(Encoding.Latin1.GetString(_buffer, _have, read));
            _have += read;
            return read > 0;
        }
    }
}
