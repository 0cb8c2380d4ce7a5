using System.Net.Sockets;
using System.Security.Authentication;
using Campaigns.Web.Startup;

namespace Campaigns.Web.Outside.Mail;

/// <summary>Sends one mail over a session of its own, and keeps all that was said. The rules are those of every other mail; only the patience is shorter.</summary>
public static class SmtpTrial
{
    private static readonly SmtpLimits Limits = new()
    {
        Connect = TimeSpan.FromSeconds(8), Reply = TimeSpan.FromSeconds(6), FinalReply = TimeSpan.FromSeconds(8), Idle = TimeSpan.FromSeconds(30), MessagesPerConnection = 2,
    };

    /// <summary>Cut then; a message whose body has begun is still waited for, and a goodbye: half a minute at most.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(15);

    /// <exception cref="OperationCanceledException">The person went away.</exception>
    public static async Task<SmtpTrialResult> SendAsync(SmtpOptions options, OutgoingMail mail, ILogger<SmtpTransport> logger, TimeProvider time, CancellationToken ct)
    {
        var dialogue = new SmtpDialogue(time, options.Password, options.User is { } user ? $"\0{user}\0{options.Password}" : null);
        MailOutcome outcome;
        await using (var transport = new SmtpTransport(options, logger, time, Limits, dialogue))
        {
            using var late = new CancellationTokenSource(Within, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ct);
            try
            {
                outcome = await transport.SendAsync(mail, static _ => ValueTask.FromResult(true), either.Token);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                dialogue.Broke(new SmtpBrokenException("did not answer in time"));
                outcome = new(MailOutcomeKind.NotConnected, ReplyText: $"{options.Host}:{options.Port} did not answer in time.");
            }
        }
        return new(outcome, FaultOf(outcome, dialogue, options), dialogue.Lines);
    }

    internal static MailTrialFault FaultOf(MailOutcome outcome, SmtpDialogue dialogue, SmtpOptions options) => (outcome.Kind, dialogue.Refused, dialogue.Broken) switch
    {
        (MailOutcomeKind.Accepted, _, _) => MailTrialFault.None,
        (_, "AUTH", _) => MailTrialFault.SignInRefused,
        (_, "MAIL", _) => outcome.ReplyCode == 530 ? MailTrialFault.SignInMissing : MailTrialFault.SenderRefused,
        (_, "RCPT", _) => MailTrialFault.RecipientRefused,
        (_, "DATA" or "message", _) => MailTrialFault.MessageRefused,
        (_, "STARTTLS", _) => MailTrialFault.NoStartTls,
        (_, not null, _) => MailTrialFault.Refused,
        (_, _, AuthenticationException) => dialogue.HasBadCertificate ? MailTrialFault.Certificate : MailTrialFault.Tls,
        (_, _, { } broken) when ErrorOf(broken) is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => MailTrialFault.NameNotFound,
        (_, _, not null) when !dialogue.IsConnected => MailTrialFault.NotReached,
        (_, _, not null) => dialogue.HasHeard ? MailTrialFault.Broke : MailTrialFault.Tls,
        (MailOutcomeKind.OurFault, _, _) => options.Security is SmtpSecurity.StartTls && !dialogue.IsEncrypted ? MailTrialFault.NoStartTls : MailTrialFault.NoSignIn,
        _ => MailTrialFault.Refused,
    };

    private static SocketError? ErrorOf(Exception e) => ((e as SocketException) ?? (e.InnerException as SocketException))?.SocketErrorCode;
}

/// <param name="Lines">In the order in which they were said.</param>
public sealed record SmtpTrialResult(MailOutcome Outcome, MailTrialFault Fault, IReadOnlyList<SmtpDialogueLine> Lines);

/// <summary>Why a test mail did not leave, as far as a person can do something about it.</summary>
public enum MailTrialFault
{
    None, NameNotFound, NotReached,
    /// <summary>Encryption was begun where the server does not expect it, or the other way round.</summary>
    Tls,
    Certificate, NoStartTls,
    /// <summary>The server offers no way to sign in.</summary>
    NoSignIn,
    SignInRefused,
    /// <summary>The server wants a user and a password.</summary>
    SignInMissing,
    SenderRefused, RecipientRefused, MessageRefused,
    /// <summary>Refused before the mail was offered.</summary>
    Refused,
    /// <summary>The session ended in the middle, or an answer did not come in time.</summary>
    Broke,
}
