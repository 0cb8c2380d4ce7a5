using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Campaigns.Web.Outside.Mail;

/// <summary>
/// A socket that speaks in whole replies. One caller at a time; only <see cref="Abort"/> and
/// <see cref="AbortIfLate"/> may come from elsewhere.
/// </summary>
internal sealed class SmtpWire(TimeProvider time, SmtpDialogue? dialogue) : IDisposable
{
    /// <summary>EHLO answers and verbose refusals stay far below this; more is not a mail server.</summary>
    private const int MaxReply = 64 * 1024;

    private const long Never = long.MaxValue;
    private const long Late = long.MinValue;

    // Without NoDelay each message would wait for the peer's delayed acknowledgement.
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private Stream _stream = Stream.Null;
    private byte[] _in = new byte[2048];
    private int _start;
    private int _end;
    private int _lastStart;
    private int _lastEnd;
    private int _lastCode;
    private long _deadline = Never;
    private volatile bool _closed;

    public bool IsOpen => !_closed;

    public bool TimedOut => Volatile.Read(ref _deadline) == Late;

    /// <summary>The server said more than it was asked for.</summary>
    public bool HasUnread => _start < _end;

    public string LocalAddress => (_socket.LocalEndPoint as System.Net.IPEndPoint)?.Address is not { } ip ? "127.0.0.1"
        : ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4().ToString()
        : ip.AddressFamily == AddressFamily.InterNetworkV6 ? "IPv6:" + ip : ip.ToString();

    public async Task ConnectAsync(string host, int port, TimeSpan timeout, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ct);
        try
        {
            dialogue?.Connecting(host, port);
            await _socket.ConnectAsync(host, port, both.Token);
            dialogue?.Connected(_socket.RemoteEndPoint);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new SmtpBrokenException("did not take the connection in time");
        }
        _stream = new NetworkStream(_socket, ownsSocket: true);
    }

    public async Task StartTlsAsync(SslClientAuthenticationOptions options)
    {
        var tls = new SslStream(_stream, leaveInnerStreamOpen: false);
        _stream = tls;
        await tls.AuthenticateAsClientAsync(options, CancellationToken.None);
        dialogue?.Encrypted(tls);
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        dialogue?.Sent(bytes.Span);
        return _stream.WriteAsync(bytes, CancellationToken.None);
    }

    /// <summary>Reads one reply, all its lines, and returns its code; <see cref="LastReply"/> has the words until the next read.</summary>
    /// <exception cref="SmtpBrokenException">Closed, too long, or not SMTP.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReadReplyAsync()
    {
        while (!TakeReply())
        {
            MakeRoom();
            var read = await _stream.ReadAsync(_in.AsMemory(_end), CancellationToken.None);
            if (read == 0)
                throw new SmtpBrokenException("closed the connection");
            _end += read;
        }
        dialogue?.Received(_lastCode, LastRaw);
        return _lastCode;
    }

    public ReadOnlySpan<byte> LastRaw => _in.AsSpan(_lastStart, _lastEnd - _lastStart);

    public SmtpReply LastReply() => SmtpReply.Parse(_lastCode, LastRaw);

    /// <summary>From now on the connection is cut when <paramref name="timeout"/> has passed, whatever it is doing.</summary>
    public void Arm(TimeSpan timeout) => Set(time.GetTimestamp() + (long)(timeout.TotalSeconds * time.TimestampFrequency));

    public void Disarm() => Set(Never);

    /// <summary>Called by the transport's clock.</summary>
    public void AbortIfLate(long now)
    {
        var deadline = Volatile.Read(ref _deadline);
        // The exchange makes sure that a deadline renewed this instant is not taken for the old one.
        if (deadline != Late && deadline <= now && Interlocked.CompareExchange(ref _deadline, Late, deadline) == deadline)
            Abort();
    }

    /// <summary>Cuts the connection; whatever waits on it fails at once.</summary>
    public void Abort()
    {
        _closed = true;
        _socket.Dispose();
    }

    public void Dispose()
    {
        Abort();
        _stream.Dispose();
    }

    private void Set(long deadline)
    {
        if (Interlocked.Exchange(ref _deadline, deadline) == Late)
        {
            _deadline = Late;
            throw new SmtpBrokenException("did not answer in time");
        }
    }

    private bool TakeReply()
    {
        var code = 0;
        for (var at = _start; ;)
        {
            var length = _in.AsSpan(at, _end - at).IndexOf((byte)'\n');
            if (length < 0)
                return false;
            var line = _in.AsSpan(at, length).TrimEnd((byte)'\r');
            if (line.Length < 3 || line[0] is < (byte)'2' or > (byte)'5' || !char.IsAsciiDigit((char)line[1]) || !char.IsAsciiDigit((char)line[2])
                || (line.Length > 3 && line[3] is not ((byte)' ' or (byte)'-')))
                throw new SmtpBrokenException("said something that is not SMTP");
            var lineCode = (line[0] - '0') * 100 + (line[1] - '0') * 10 + line[2] - '0';
            if (code != 0 && code != lineCode)
                throw new SmtpBrokenException("gave one reply with two codes");
            code = lineCode;
            at += length + 1;
            if (line.Length > 3 && line[3] == '-')
                continue;
            (_lastStart, _lastEnd, _lastCode) = (_start, at, code);
            _start = at;
            return true;
        }
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _in.AsSpan(_start, _end - _start).CopyTo(_in);
            _end -= _start;
            _start = 0;
        }
        if (_end < _in.Length)
            return;
        if (_in.Length >= MaxReply)
            throw new SmtpBrokenException("gave a reply without end");
        Array.Resize(ref _in, _in.Length * 2);
    }
}
