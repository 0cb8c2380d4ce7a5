using System.Buffers;
using Campaigns.Web.Startup;

namespace Campaigns.Web.Outside.Mail;

/// <summary>
/// Sends through one mail server over a few lasting sessions. A session serves one message at a time; callers wait
/// for a free one.
/// </summary>
public sealed partial class SmtpTransport : IMailTransport, IAsyncDisposable
{
    private readonly SmtpSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger<SmtpTransport> _logger;
    private readonly SemaphoreSlim _slots;
    private readonly Lock _gate = new();
    private readonly List<SmtpConnection> _idle = []; // the latest used is at the end and taken first
    private readonly HashSet<SmtpConnection> _open = [];
    private readonly ITimer _clock;
    private bool _stopped;

    /// <param name="options">Validated settings.</param>
    /// <param name="limits">Times and counts; the defaults when null.</param>
    public SmtpTransport(SmtpOptions options, ILogger<SmtpTransport> logger, TimeProvider time, SmtpLimits? limits = null) : this(options, logger, time, limits ?? SmtpLimits.Default, dialogue: null) { }

    /// <param name="dialogue">Of the one session that there will be.</param>
    internal SmtpTransport(SmtpOptions options, ILogger<SmtpTransport> logger, TimeProvider time, SmtpLimits limits, SmtpDialogue? dialogue)
    {
        _settings = SmtpSettings.From(options, limits, dialogue);
        _time = time;
        _logger = logger;
        _slots = new(options.Connections);
        // One clock cuts what is late, so that sending a message sets no timer of its own.
        var shortest = new[] { limits.Reply, limits.FinalReply, limits.Idle }.Min();
        var tick = TimeSpan.FromMilliseconds(Math.Clamp(shortest.TotalMilliseconds / 4, 10, 1000));
        _clock = time.CreateTimer(static transport => ((SmtpTransport)transport!).Tick(), this, tick, tick);
    }

    public async Task<MailOutcome> SendAsync(OutgoingMail mail, BodyFence fence, CancellationToken ct)
    {
        if (SmtpEnvelope.TryRead(mail, out var fault) is not { } envelope)
            return fault!;

        await _slots.WaitAsync(ct);
        var buffer = ArrayPool<byte>.Shared.Rent(DotStuffing.MaxLength(mail.Message.Length));
        SmtpConnection? session = null;
        try
        {
            var length = DotStuffing.Write(mail.Message.Span, buffer);
            if (length < 0)
                return new(MailOutcomeKind.Unsendable, ReplyText: "The message has a lone CR or LF, a NUL or a line over 998 bytes.");
            var body = buffer.AsMemory(0, length);

            session = TakeIdle();
            if (session is not null)
            {
                if (await session.SendAsync(envelope, body, fence, ct) is { } outcome)
                    return outcome;
                Forget(session); // it had died while idle
            }

            session = Create();
            if (await session.OpenAsync(ct) is { } unopened)
            {
                NoSession(_logger, _settings.Server, unopened.Kind, unopened.ReplyCode);
                return unopened;
            }
            return await session.SendAsync(envelope, body, fence, ct)
                ?? new(MailOutcomeKind.NotConnected, ReplyText: $"{_settings.Server} closed the connection.");
        }
        finally
        {
            if (session is not null)
                GiveBack(session);
            ArrayPool<byte>.Shared.Return(buffer);
            _slots.Release();
        }
    }

    /// <summary>Ends idle sessions politely; one in use is ended when its message is done.</summary>
    public async ValueTask DisposeAsync()
    {
        SmtpConnection[] idle;
        lock (_gate)
        {
            _stopped = true;
            idle = [.. _idle];
            _idle.Clear();
        }
        await Task.WhenAll(idle.Select(EndAsync));
        await _clock.DisposeAsync();
    }

    private SmtpConnection Create()
    {
        var session = new SmtpConnection(_settings, _time, _logger);
        lock (_gate)
            _open.Add(session);
        return session;
    }

    private SmtpConnection? TakeIdle()
    {
        lock (_gate)
        {
            if (_idle.Count == 0)
                return null;
            var session = _idle[^1];
            _idle.RemoveAt(_idle.Count - 1);
            return session;
        }
    }

    private void GiveBack(SmtpConnection session)
    {
        session.IdleSince = _time.GetTimestamp();
        var usable = session.IsUsable;
        lock (_gate)
        {
            if (usable && !_stopped)
            {
                _idle.Add(session);
                return;
            }
        }
        if (session.IsOpen)
            _ = EndAsync(session);
        else
            Forget(session);
    }

    private async Task EndAsync(SmtpConnection session)
    {
        await session.QuitAsync();
        Forget(session);
    }

    private void Forget(SmtpConnection session)
    {
        session.Dispose();
        lock (_gate)
            _open.Remove(session);
    }

    private void Tick()
    {
        var now = _time.GetTimestamp();
        lock (_gate)
        {
            foreach (var session in _open)
                session.AbortIfLate(now);
            while (_idle.Count > 0 && _time.GetElapsedTime(_idle[0].IdleSince, now) >= _settings.Limits.Idle)
            {
                _ = EndAsync(_idle[0]);
                _idle.RemoveAt(0);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No mail session with {Server}: {Kind} (reply {Code})")]
    private static partial void NoSession(ILogger logger, string server, MailOutcomeKind kind, int? code);
}
