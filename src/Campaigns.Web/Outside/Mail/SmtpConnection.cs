using System.Net.Sockets;

namespace Campaigns.Web.Outside.Mail;

/// <summary>
/// One session with a mail server, used by one caller at a time. It knows at every moment whether the body of a
/// message has begun to leave, which is what separates "not sent" from "nobody knows".
/// </summary>
internal sealed partial class SmtpConnection(SmtpSettings settings, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly byte[] DataCommand = "DATA\r\n"u8.ToArray();
    private static readonly byte[] ResetCommand = "RSET\r\n"u8.ToArray();
    private static readonly byte[] QuitCommand = "QUIT\r\n"u8.ToArray();

    private readonly SmtpWire _wire = new(time, settings.Dialogue);
    private readonly byte[] _out = new byte[2 * 1024]; // two addresses of at most 254 characters, in UTF-8, and their parameters
    private SmtpCapabilities _server = SmtpCapabilities.None;
    private MailOutcome? _refusal;
    private bool _mailAnswered;
    private bool _needsReset;
    private int _messages;

    /// <summary>May be given another message.</summary>
    public bool IsUsable => _wire.IsOpen && _messages < settings.Limits.MessagesPerConnection;

    public bool IsOpen => _wire.IsOpen;

    public long IdleSince { get; set; }

    public void AbortIfLate(long now) => _wire.AbortIfLate(now);

    /// <summary>
    /// Sends one message. Null means that the session, used before, turned out to be dead before MAIL FROM was
    /// answered: nothing happened and a new session may try.
    /// </summary>
    /// <param name="body">The message dot-stuffed, with its final dot.</param>
    public async ValueTask<MailOutcome?> SendAsync(SmtpEnvelope envelope, ReadOnlyMemory<byte> body, BodyFence fence, CancellationToken ct)
    {
        var reused = _messages > 0;
        var bodyBegun = false;
        (_mailAnswered, _refusal) = (false, envelope.RefusedBy(_server));
        if (_refusal is not null)
            return _refusal;
        _messages++;

        var stop = AbortOn(ct);
        try
        {
            var refusal = _server.Pipelining ? await OfferAtOnceAsync(envelope) : await OfferStepwiseAsync(envelope);
            if (refusal is not null)
            {
                _needsReset = true;
                return reused && !_mailAnswered ? null : refusal;
            }
            if (_wire.HasUnread)
                throw new SmtpBrokenException("spoke out of turn");

            // Once the fence has said yes the row counts as begun, so from here on a stop no longer cuts the session.
            await stop.DisposeAsync();
            ct.ThrowIfCancellationRequested();
            if (!await MayLeaveAsync(fence, ct))
            {
                Drop();
                return new(MailOutcomeKind.FenceLost);
            }

            _wire.Arm(settings.Limits.FinalReply);
            bodyBegun = true;
            await _wire.WriteAsync(body);
            var outcome = await AnswerAsync(SmtpStage.Body, settings.Limits.FinalReply);
            _needsReset = outcome!.Kind != MailOutcomeKind.Accepted;
            return outcome;
        }
        catch (Exception e)
        {
            settings.Dialogue?.Broke(e);
            Drop();
            if (bodyBegun)
                return new(MailOutcomeKind.Ambiguous, ReplyText: $"{Describe(e)} after the message had begun to leave.");
            ct.ThrowIfCancellationRequested();
            if (_refusal is not null)
                return _refusal;
            return reused && !_mailAnswered ? null : new(MailOutcomeKind.NotConnected, ReplyText: Describe(e) + ".");
        }
        finally
        {
            await stop.DisposeAsync();
        }
    }

    /// <summary>Says goodbye and closes; never throws.</summary>
    public async Task QuitAsync()
    {
        try
        {
            _wire.Arm(TimeSpan.FromSeconds(Math.Min(5, settings.Limits.Reply.TotalSeconds)));
            await _wire.WriteAsync(QuitCommand);
            await _wire.ReadReplyAsync();
        }
        catch (Exception e)
        {
            QuitFailed(logger, e.GetType().Name);
        }
        Drop();
    }

    public void Dispose() => Drop();

    /// <summary>MAIL, RCPT and DATA in one write (RFC 2920), after a RSET when the message before was refused.</summary>
    private async ValueTask<MailOutcome?> OfferAtOnceAsync(SmtpEnvelope envelope)
    {
        var reset = _needsReset;
        _wire.Arm(settings.Limits.Reply);
        await _wire.WriteAsync(_out.AsMemory(0, WriteCommands(envelope, reset)));
        if (reset)
            await ReadResetAsync();

        var mail = await AnswerAsync(SmtpStage.Mail, settings.Limits.Reply);
        _mailAnswered = mail?.Kind != MailOutcomeKind.NotConnected;
        _refusal = mail;
        if (!_wire.IsOpen)
            return mail;
        var recipient = await AnswerAsync(SmtpStage.Recipient, settings.Limits.Reply);
        _refusal ??= recipient;
        if (!_wire.IsOpen)
            return _refusal;
        var data = await AnswerAsync(SmtpStage.Data, settings.Limits.Reply);
        // The server waits for a body that must not come, and even a lone dot would be a message: hang up.
        if (_refusal is not null && data is null)
            Drop();
        return _refusal ?? data;
    }

    private async ValueTask<MailOutcome?> OfferStepwiseAsync(SmtpEnvelope envelope)
    {
        if (_needsReset)
        {
            _wire.Arm(settings.Limits.Reply);
            await _wire.WriteAsync(ResetCommand);
            await ReadResetAsync();
        }
        var mail = await AskAsync(SmtpStage.Mail, _out.AsMemory(0, envelope.WriteMail(_out, _server)));
        _mailAnswered = mail?.Kind != MailOutcomeKind.NotConnected;
        return mail
            ?? await AskAsync(SmtpStage.Recipient, _out.AsMemory(0, envelope.WriteRecipient(_out, _server)))
            ?? await AskAsync(SmtpStage.Data, DataCommand);
    }

    private int WriteCommands(SmtpEnvelope envelope, bool reset)
    {
        var used = 0;
        if (reset)
        {
            ResetCommand.CopyTo(_out, 0);
            used = ResetCommand.Length;
        }
        used += envelope.WriteMail(_out.AsSpan(used), _server);
        used += envelope.WriteRecipient(_out.AsSpan(used), _server);
        DataCommand.CopyTo(_out, used);
        return used + DataCommand.Length;
    }

    private async ValueTask ReadResetAsync()
    {
        _wire.Arm(settings.Limits.Reply);
        if (await _wire.ReadReplyAsync() is < 200 or >= 300)
            throw new SmtpBrokenException("refused RSET");
        _needsReset = false;
    }

    private async ValueTask<MailOutcome?> AskAsync(SmtpStage stage, ReadOnlyMemory<byte> command)
    {
        _wire.Arm(settings.Limits.Reply);
        await _wire.WriteAsync(command);
        return await AnswerAsync(stage, settings.Limits.Reply);
    }

    /// <summary>Null when the conversation may go on. An answer that leaves the session in doubt closes it.</summary>
    private async ValueTask<MailOutcome?> AnswerAsync(SmtpStage stage, TimeSpan timeout)
    {
        _wire.Arm(timeout);
        var code = await _wire.ReadReplyAsync();
        _wire.Disarm();
        if (stage != SmtpStage.Body && (stage == SmtpStage.Data ? code == 354 : code == 250))
            return null;
        var reply = _wire.LastReply();
        if (SmtpReplyRules.Classify(stage, code, reply.Enhanced) is not { } kind)
            return null;
        if (kind is MailOutcomeKind.NotConnected or MailOutcomeKind.Ambiguous)
            Drop();
        return new(kind, code, reply.Enhanced, reply.Text);
    }

    private async ValueTask<bool> MayLeaveAsync(BodyFence fence, CancellationToken ct)
    {
        try
        {
            return await fence(ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            FenceFailed(logger, e);
            return false;
        }
    }

    private CancellationTokenRegistration AbortOn(CancellationToken ct) =>
        ct.UnsafeRegister(static wire => ((SmtpWire)wire!).Abort(), _wire);

    private void Drop() => _wire.Dispose();

    private string Describe(Exception e) => e switch
    {
        _ when _wire.TimedOut => $"{settings.Server} did not answer in time",
        SmtpBrokenException => $"{settings.Server} {e.Message}",
        SocketException socket => $"No connection to {settings.Server} ({socket.SocketErrorCode})",
        _ when e.InnerException is SocketException socket => $"The connection to {settings.Server} broke ({socket.SocketErrorCode})",
        _ => $"The connection to {settings.Server} broke ({e.GetType().Name})",
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "The fence of a delivery failed; nothing was sent")]
    private static partial void FenceFailed(ILogger logger, Exception e);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A mail session ended without goodbye ({Reason})")]
    private static partial void QuitFailed(ILogger logger, string reason);
}
