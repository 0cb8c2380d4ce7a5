using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Campaigns.Web.Startup;

namespace Campaigns.Web.Outside.Mail;

/// <summary>From TCP to a session that takes mail: greeting, EHLO, TLS, AUTH.</summary>
internal sealed partial class SmtpConnection
{
    private SslPolicyErrors _certificateErrors;
    private bool _isTls;

    /// <summary>Null when the session is ready; else what to tell the caller. Nothing was sent in either case.</summary>
    public async Task<MailOutcome?> OpenAsync(CancellationToken ct)
    {
        var options = settings.Options;
        var stop = default(CancellationTokenRegistration);
        MailOutcome? fault;
        try
        {
            await _wire.ConnectAsync(options.Host, options.Port, settings.Limits.Connect, ct);
            stop = AbortOn(ct);
            if (options.Security == SmtpSecurity.Tls)
                await StartTlsAsync();
            fault = await AnswerAsync(SmtpStage.Hello, settings.Limits.Reply) ?? await HelloAsync();
            if (fault is null && options.Security == SmtpSecurity.StartTls)
                fault = await UpgradeAsync() ?? await HelloAsync();
            if (fault is null && !string.IsNullOrEmpty(options.User))
                fault = await SignInAsync(options.User, options.Password ?? "");
        }
        catch (AuthenticationException e) when (!_wire.TimedOut && !ct.IsCancellationRequested)
        {
            settings.Dialogue?.Broke(e);
            fault = OurFault(_certificateErrors == SslPolicyErrors.None
                ? $"{settings.Server} could not agree on TLS. Check Smtp:Port and Smtp:Security."
                : $"The certificate of {settings.Server} was not accepted ({_certificateErrors}). Check Smtp:Host; for a private authority set Smtp:CaFile.");
        }
        catch (Exception e)
        {
            settings.Dialogue?.Broke(e);
            Drop();
            ct.ThrowIfCancellationRequested();
            fault = new(MailOutcomeKind.NotConnected, ReplyText: Describe(e) + ".");
        }
        finally
        {
            await stop.DisposeAsync();
        }
        if (fault is not null)
            Drop();
        return fault;
    }

    private async ValueTask<MailOutcome?> HelloAsync()
    {
        var name = settings.Options.HeloName is { Length: > 0 } configured ? configured
            : Dns.GetHostName() is var host && host.Contains('.') ? host : $"[{_wire.LocalAddress}]";
        var fault = await AskAsync(SmtpStage.Hello, Encoding.ASCII.GetBytes($"EHLO {name}\r\n"));
        if (fault is null)
        {
            _server = SmtpCapabilities.Parse(_wire.LastRaw);
            return null;
        }
        // Servers of before 1995 know HELO alone; with TLS or AUTH asked for there is nothing to fall back to.
        if (fault.ReplyCode is not (500 or 502) || settings.Options.Security != SmtpSecurity.None || !string.IsNullOrEmpty(settings.Options.User))
            return fault;
        return await AskAsync(SmtpStage.Hello, Encoding.ASCII.GetBytes($"HELO {name}\r\n"));
    }

    private async ValueTask<MailOutcome?> UpgradeAsync()
    {
        if (!_server.StartTls)
            return OurFault($"{settings.Server} does not offer STARTTLS, and Smtp:Security asks for it.");
        if (await AskAsync(SmtpStage.Hello, "STARTTLS\r\n"u8.ToArray()) is { } refused)
            return refused;
        // Words put in before the handshake would be read as if they had come encrypted (CVE-2026-41319).
        if (_wire.HasUnread)
            return OurFault($"{settings.Server} sent data before the TLS handshake; somebody may be tampering with the connection.");
        await StartTlsAsync();
        return null;
    }

    private async Task StartTlsAsync()
    {
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = settings.Options.Host,
            RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
            {
                settings.Dialogue?.Showed(certificate, errors);
                return (_certificateErrors = errors) == SslPolicyErrors.None;
            },
        };
        if (settings.Authorities is { Count: > 0 } authorities)
        {
            options.CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }
        _wire.Arm(settings.Limits.Reply);
        await _wire.StartTlsAsync(options);
        _wire.Disarm();
        _isTls = true;
    }

    private async ValueTask<MailOutcome?> SignInAsync(string user, string password)
    {
        if (!_isTls && !settings.Options.AllowPlainAuth)
            return OurFault("The password is not sent without TLS. Set Smtp:Security, or Smtp:AllowPlainAuth for a private network.");
        if (_server.AuthPlain)
            return await AskAsync(SmtpStage.Auth, Line("AUTH PLAIN ", $"\0{user}\0{password}"));
        if (!_server.AuthLogin)
            return OurFault($"{settings.Server} offers neither AUTH PLAIN nor AUTH LOGIN. Check Smtp:Port, or remove Smtp:User.");
        return await AskForMoreAsync("AUTH LOGIN\r\n"u8.ToArray())
            ?? await AskForMoreAsync(Line("", user))
            ?? await AskAsync(SmtpStage.Auth, Line("", password));
    }

    /// <summary>Sends a line of AUTH LOGIN that the server answers with 334.</summary>
    private async ValueTask<MailOutcome?> AskForMoreAsync(byte[] line)
    {
        _wire.Arm(settings.Limits.Reply);
        await _wire.WriteAsync(line);
        var code = await _wire.ReadReplyAsync();
        if (code == 334)
            return null;
        var reply = _wire.LastReply();
        return new(SmtpReplyRules.Classify(SmtpStage.Auth, code, reply.Enhanced) ?? MailOutcomeKind.NotConnected, code, reply.Enhanced, reply.Text);
    }

    private static byte[] Line(string verb, string secret) =>
        Encoding.ASCII.GetBytes($"{verb}{Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))}\r\n");

    private static MailOutcome OurFault(string sentence) => new(MailOutcomeKind.OurFault, ReplyText: sentence);
}
