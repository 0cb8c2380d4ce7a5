using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Campaigns.Web.Outside.Mail;

/// <summary>One line of what we and a mail server said to each other, or of what happened between.</summary>
/// <param name="After">Since the test began.</param>
public sealed record SmtpDialogueLine(TimeSpan After, SmtpSpeaker Speaker, string Text);

public enum SmtpSpeaker { Client, Server, Note }

/// <summary>
/// Writes down one session for a person to read. A session without one pays a null check. What is secret is never written down: whatever follows
/// AUTH, all answers to a 334, and the password wherever a server repeats it.
/// </summary>
public sealed class SmtpDialogue(TimeProvider time, params string?[] secrets)
{
    private const int MostLines = 200;
    private const int MostText = 500;
    private const string Mask = "••••••";

    private readonly long _began = time.GetTimestamp();
    private readonly List<SmtpDialogueLine> _lines = [];
    private readonly Queue<string> _unanswered = new(["connect"]);
    private readonly string[] _secrets = [.. secrets.Where(secret => secret is { Length: > 3 }).SelectMany(secret => new[] { secret!, Convert.ToBase64String(Encoding.UTF8.GetBytes(secret!)) })];
    private int _lastCode;

    public IReadOnlyList<SmtpDialogueLine> Lines => _lines;

    /// <summary>The command to which the server said no; null when it refused none.</summary>
    public string? Refused { get; private set; }

    /// <summary>Set when the session broke.</summary>
    public Exception? Broken { get; private set; }

    /// <summary>The server was reached.</summary>
    public bool IsConnected { get; private set; }

    public bool IsEncrypted { get; private set; }

    /// <summary>The server's certificate was not accepted.</summary>
    public bool HasBadCertificate { get; private set; }

    /// <summary>The server said something that we could read.</summary>
    public bool HasHeard => _lastCode != 0;

    internal void Connecting(string host, int port) => Add(SmtpSpeaker.Note, $"→ {host}:{port}");

    internal void Connected(EndPoint? server)
    {
        IsConnected = true;
        if (server is IPEndPoint ip) Add(SmtpSpeaker.Note, $"✓ TCP {(ip.Address.IsIPv4MappedToIPv6 ? ip.Address.MapToIPv4() : ip.Address)}");
    }

    internal void Showed(X509Certificate? certificate, SslPolicyErrors errors)
    {
        HasBadCertificate = errors != SslPolicyErrors.None;
        if (certificate is not null) Add(SmtpSpeaker.Note, $"{(HasBadCertificate ? '✗' : '✓')} {certificate.Subject} ← {certificate.Issuer}, {certificate.GetExpirationDateString()}{(HasBadCertificate ? $", {errors}" : "")}");
    }

    internal void Encrypted(SslStream tls)
    {
        IsEncrypted = true;
        Add(SmtpSpeaker.Note, $"✓ {tls.SslProtocol}, {tls.NegotiatedCipherSuite}");
    }

    internal void Broke(Exception e)
    {
        if (e is OperationCanceledException || Broken is not null) return;
        Broken = e;
        Add(SmtpSpeaker.Note, "✗ " + (e is SocketException socket ? socket.SocketErrorCode.ToString() : e.InnerException is SocketException inner ? inner.SocketErrorCode.ToString() : e is SmtpBrokenException ? e.Message : e.GetType().Name));
    }

    internal void Sent(ReadOnlySpan<byte> bytes)
    {
        if (_lastCode == 354)
        {
            Add(SmtpSpeaker.Client, $"({bytes.Length:N0} B)");
            _unanswered.Enqueue("message");
            return;
        }
        foreach (var line in Encoding.UTF8.GetString(bytes).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            _unanswered.Enqueue(_lastCode == 334 ? "AUTH" : line.Split(' ')[0]);
            Add(SmtpSpeaker.Client, _lastCode == 334 ? Mask : line.StartsWith("AUTH ", StringComparison.Ordinal) ? WithoutSecret(line) : line);
        }
    }

    internal void Received(int code, ReadOnlySpan<byte> raw)
    {
        _lastCode = code;
        foreach (var line in Encoding.UTF8.GetString(raw).Split('\n', StringSplitOptions.RemoveEmptyEntries)) Add(SmtpSpeaker.Server, line.TrimEnd('\r'));
        _unanswered.TryDequeue(out var command);
        if (code >= 400) Refused ??= command;
    }

    private static string WithoutSecret(string line) => line.Split(' ') is [var auth, var way, _, ..] ? $"{auth} {way} {Mask}" : line;

    private void Add(SmtpSpeaker speaker, string text)
    {
        if (_lines.Count >= MostLines) return;
        foreach (var secret in _secrets) text = text.Replace(secret, Mask, StringComparison.Ordinal);
        text = string.Concat(text.Take(MostText).Select(c => HeaderText.IsForbidden(c) ? ' ' : c));
        _lines.Add(new(time.GetElapsedTime(_began), speaker, text));
    }
}
