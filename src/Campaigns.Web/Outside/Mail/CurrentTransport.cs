using Campaigns.Web.Startup;

namespace Campaigns.Web.Outside.Mail;

/// <summary>
/// Sends by the settings that hold now. A change makes another transport; messages that are under way finish on the one that they began on,
/// whose sessions end with the last of them.
/// </summary>
public sealed class CurrentTransport(CurrentMail current, IHostEnvironment environment, Microsoft.Extensions.Options.IOptions<MailOptions> options, ILoggerFactory logs, TimeProvider time) : IMailTransport, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private Used? _used;

    public async Task<MailOutcome> SendAsync(OutgoingMail mail, BodyFence fence, CancellationToken ct)
    {
        if (Enter() is not { } used) return new(MailOutcomeKind.NotConnected, ReplyText: "There is no mail server yet.");
        try { return await used.Transport.SendAsync(mail, fence, ct); }
        finally { Leave(used); }
    }

    public async ValueTask DisposeAsync()
    {
        if (_used?.Transport is IAsyncDisposable last) await last.DisposeAsync();
    }

    private Used? Enter()
    {
        var now = current.Now;
        lock (_gate)
        {
            if (!ReferenceEquals(_used?.Settings, now))
            {
                if (!now.IsReady) return null;
                if (_used is { } old) Retire(old);
                _used = new(now, Make(now));
            }
            _used!.Senders++;
            return _used;
        }
    }

    private void Leave(Used used)
    {
        lock (_gate)
        {
            used.Senders--;
            if (used != _used && used.Senders == 0) End(used);
        }
    }

    private static void Retire(Used old)
    {
        if (old.Senders == 0) End(old);
    }

    /// <summary>Says goodbye on idle sessions; nobody waits for it.</summary>
    private static void End(Used used)
    {
        if (used.Transport is IAsyncDisposable ended) _ = ended.DisposeAsync().AsTask();
    }

    private IMailTransport Make(MailInUse settings) => settings.Transport is MailTransportKind.Smtp
        ? new SmtpTransport(settings.Server, logs.CreateLogger<SmtpTransport>(), time)
        : new FolderTransport(Path.Combine(environment.ContentRootPath, options.Value.Folder), logs.CreateLogger<FolderTransport>(), time);

    private sealed class Used(MailInUse settings, IMailTransport transport)
    {
        public MailInUse Settings => settings;
        public IMailTransport Transport => transport;
        public int Senders { get; set; }
    }
}
