using System.Security.Cryptography.X509Certificates;
using Campaigns.Web.Startup;

namespace Campaigns.Web.Outside.Mail;

/// <summary>What all sessions of a transport share.</summary>
/// <param name="Authorities">The only certificate authorities to trust; null for the system's.</param>
/// <param name="Dialogue">Writes down what is said; null but for a test that somebody looks at.</param>
internal sealed record SmtpSettings(SmtpOptions Options, SmtpLimits Limits, X509Certificate2Collection? Authorities, SmtpDialogue? Dialogue = null)
{
    /// <summary>The server as staff know it from their settings.</summary>
    public string Server { get; } = $"{Options.Host}:{Options.Port}";

    public static SmtpSettings From(SmtpOptions options, SmtpLimits limits, SmtpDialogue? dialogue = null)
    {
        if (string.IsNullOrEmpty(options.CaFile))
            return new(options, limits, null, dialogue);
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(options.CaFile);
        return new(options, limits, authorities, dialogue);
    }
}
