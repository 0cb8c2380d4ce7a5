using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Limits;
using Campaigns.Web.Outside;
using Campaigns.Web.Outside.Mail;
using Campaigns.Web.Startup;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Features.MailSettings;

/// <summary>Sends one mail now, past the queue, over a session of its own, and says what was said.</summary>
public sealed class SendTestMail(CurrentMail mail, IMailTransport transport, MimeWriter mime, Limits limits, CampaignsDb db, IStringLocalizer<Texts> t, IOptions<SiteOptions> site, Organisation organisation, ILoggerFactory logs, TimeProvider clock)
{
    private static readonly System.Globalization.CultureInfo Any = System.Globalization.CultureInfo.InvariantCulture;

    /// <param name="to">An address that looks like one.</param>
    /// <returns>When there may be another one instead, where the day's are used up.</returns>
    public async Task<(TestResult? Result, DateTimeOffset? Again)> RunAsync(string to, HttpContext context, CancellationToken ct)
    {
        var now = mail.Now;
        if (now.From is not { } from || !now.IsReady) return (null, null);
        if (await limits.TakeAsync(LimitNames.MailTests, "all", ct, isAddress: false) is { } again) return (null, again);

        var message = new OutgoingMail(Guid.CreateVersion7(), now.ReturnPathDomain is { } back ? $"bounce@{back}" : from.Address, to, mime.Write(Content(from, to)));
        var (outcome, fault, lines) = now.Transport is MailTransportKind.Smtp
            ? await SmtpTrial.SendAsync(now.Server, message, logs.CreateLogger<SmtpTransport>(), clock, ct)
            : new(await transport.SendAsync(message, static _ => ValueTask.FromResult(true), ct), MailTrialFault.None, []);
        var left = outcome.Kind is MailOutcomeKind.Accepted;
        db.Add(new AuditEntry(context.User.StaffId(), "mail.tested", null, null, left ? outcome.Kind.ToString() : $"{outcome.Kind} {fault}", context.AuditNetwork(), clock.GetUtcNow()));
        await db.SaveChangesAsync(CancellationToken.None);
        return (new TestResult(left, Sentence(now, left), left ? null : Advice(fault, outcome, now), lines), null);
    }

    private MailContent Content(MailAddressLine from, string to) => new()
    {
        MessageId = $"<{Guid.NewGuid():n}@{SendingDomain.Of(from.Address)}>", Date = clock.GetUtcNow(), From = from, To = new(to), AutoSubmitted = true,
        Subject = t["Test mail from {0}", organisation.Now.Name].Value,
        Text = string.Create(Any, $"{t["This mail shows that mail from {0} arrives. Look at who it seems to come from, and whether it landed in the junk folder.", site.Value.Url].Value}\n"),
        Html = null, Language = System.Globalization.CultureInfo.CurrentUICulture.Name,
    };

    private string Sentence(MailInUse now, bool left) => (now.Transport, left) switch
    {
        (MailTransportKind.Folder, true) => t["The mail was written into the folder for mail. No server is used."],
        (_, true) => t["The mail server took the mail. Look whether it arrives, also in the junk folder."],
        _ => t["The mail did not leave."],
    };

    private string Advice(MailTrialFault fault, MailOutcome outcome, MailInUse now) => fault switch
    {
        MailTrialFault.NameNotFound => t["There is no server with the name {0}. Check its spelling, or ask whether this machine may look up names.", now.Server.Host],
        MailTrialFault.NotReached => t["{0} does not take connections on port {1}. Check the port, whether the server runs, and whether a firewall stands between: many hosts block outgoing mail.", now.Server.Host, now.Server.Port.ToString(Any)],
        MailTrialFault.Tls => t["The two did not understand each other. Port 465 goes with TLS, port 587 with STARTTLS, port 25 with STARTTLS or none."],
        MailTrialFault.Certificate => t["The server’s certificate is not trusted. Use the name that the certificate bears as the server’s name; for an authority of your own, set Smtp:CaFile in the configuration file."],
        MailTrialFault.NoStartTls => t["The server does not offer STARTTLS on this port. Choose TLS with port 465, or ask your provider."],
        MailTrialFault.NoSignIn => t["The server offers no way to sign in here. Try port 587 with STARTTLS, or leave the user empty."],
        MailTrialFault.SignInRefused => t["The server refused the user or the password. Type both again; some providers want a password made for programs."],
        MailTrialFault.SignInMissing => t["The server wants to know who sends. Enter a user and a password."],
        MailTrialFault.SenderRefused => t["The server does not let you send as {0}. Use an address of this account, or allow the sender at your provider.", SenderOf(now)],
        MailTrialFault.RecipientRefused => t["The server refused this recipient. Check the address; where all are refused, the server does not pass mail on for you: enter a user and a password."],
        MailTrialFault.MessageRefused => t["The server took the addresses and refused the message. Its words below say why."],
        MailTrialFault.Broke => t["The connection ended, or an answer did not come in time. Try again; if it stays so, ask your provider."],
        _ => outcome.Kind is MailOutcomeKind.OurFault && now.Transport is MailTransportKind.Folder ? t["The folder for mail could not be written. Check that it exists, has room and may be written."] : t["The server refused to go on. Its words below say why."],
    };

    private static string SenderOf(MailInUse now) => now.ReturnPathDomain is { } back ? $"bounce@{back}" : now.FromAddress;
}
