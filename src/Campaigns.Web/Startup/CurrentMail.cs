using System.Security.Cryptography;
using Campaigns.Core;
using Campaigns.Core.Operating;
using Campaigns.Web.Outside.Mail;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Startup;

/// <summary>The mail settings as they hold now: what the configuration says, and where it is silent what staff saved. Every process looks every two seconds.</summary>
public sealed class CurrentMail
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly IDbContextFactory<CampaignsDb> _databases;
    private readonly IDataProtector _seal;
    private readonly TimeProvider _clock;
    private readonly MailOptions _mail;
    private readonly SmtpOptions _server;
    private volatile MailInUse _now;
    private DateTimeOffset _readAt = DateTimeOffset.MinValue;

    public CurrentMail(IDbContextFactory<CampaignsDb> databases, IDataProtectionProvider seals, IConfiguration configuration, IOptions<MailOptions> mail, IOptions<SmtpOptions> server, TimeProvider clock)
    {
        (_databases, _clock, _mail, _server) = (databases, clock, mail.Value, server.Value);
        _seal = seals.CreateProtector("Campaigns.MailPassword");
        Configured = ConfiguredMail.Of(configuration);
        _now = Join(null);
    }

    public ConfiguredMail Configured { get; }

    /// <summary>As last read: at most some seconds old.</summary>
    public MailInUse Now => _now;

    /// <summary>Reads the row when what is known is over a second old.</summary>
    public async Task<MailInUse> ReadAsync(CancellationToken ct)
    {
        var now = _clock.GetUtcNow();
        if (now - _readAt is var age && age >= TimeSpan.Zero && age < Fresh) return _now;
        await using var db = await _databases.CreateDbContextAsync(ct);
        Use(await db.MailSetups.AsNoTracking().SingleOrDefaultAsync(ct));
        return _now;
    }

    /// <summary>Holds in this process from now on; the others look.</summary>
    public void Use(MailSetup? saved)
    {
        // Compared, so that sessions with the server last while nothing changes.
        if ((saved?.Revision ?? Guid.Empty) != _now.Revision || _now.LostPassword) _now = Join(saved);
        _readAt = _clock.GetUtcNow();
    }

    public string Close(string password) => _seal.Protect(password);

    private MailInUse Join(MailSetup? saved)
    {
        var lost = false;
        var server = new SmtpOptions
        {
            Host = _server.Host, Port = _server.Port, Security = _server.Security, User = _server.User, Password = _server.Password,
            Connections = Configured.Connections || saved is null ? _server.Connections : saved.Connections, HeloName = _server.HeloName, AllowPlainAuth = _server.AllowPlainAuth, CaFile = _server.CaFile,
        };
        if (!Configured.Server && saved?.Host is { Length: > 0 } host)
            (server.Host, server.Port, server.Security, server.User, server.Password) = (host, saved.Port, Enum.Parse<SmtpSecurity>(saved.Security), saved.User, Open(saved.SealedPassword, out lost));
        return new MailInUse
        {
            Transport = _mail.Transport, From = MailAddressLine.TryParse(Configured.Sender ? _mail.From : saved?.Sender ?? ""),
            ReturnPathDomain = Configured.ReturnPath ? _mail.ReturnPathDomain : saved?.ReturnPathDomain, Server = server, Revision = saved?.Revision ?? Guid.Empty, LostPassword = lost,
        };
    }

    private string? Open(string? closed, out bool lost)
    {
        lost = false;
        if (closed is null) return null;
        try { return _seal.Unprotect(closed); }
        catch (CryptographicException)
        {
            lost = true;
            return null;
        }
    }
}

/// <summary>Looks at the row in every process, so that a change holds everywhere within seconds and without a restart.</summary>
public sealed partial class ReadMailSettings(CurrentMail mail, ILogger<ReadMailSettings> log) : BackgroundService
{
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Each);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try { await mail.ReadAsync(stoppingToken); }
                catch (Exception e) when (e is not OperationCanceledException) { NotRead(e.GetType().Name); } // those known last hold
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The mail settings were not read ({Error})")]
    private partial void NotRead(string error);
}
