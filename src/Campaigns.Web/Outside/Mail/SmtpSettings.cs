using System.Security.Cryptography.X509Certificates;
using Campaigns.Web.Startup;

namespace Campaigns.Web.Outside.Mail;

/// <summary>What all sessions of a transport share.</summary>
/// <param name="Authorities">The only certificate authorities to trust; null for the system's.</param>
internal sealed record SmtpSettings(SmtpOptions Options, SmtpLimits Limits, X509Certificate2Collection? Authorities)
{
    /// <summary>The server as staff know it from their settings.</summary>
    public string Server { get; } = $"{Options.Host}:{Options.Port}";

    public static SmtpSettings From(SmtpOptions options, SmtpLimits limits)
    {
        if (string.IsNullOrEmpty(options.CaFile))
            return new(options, limits, null);
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(options.CaFile);
        return new(options, limits, authorities);
    }
}
