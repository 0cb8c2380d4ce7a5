using System.Security.Cryptography;
using Campaigns.Web.Startup;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Features.MailSettings;

/// <summary>The DNS records by which receivers know that our mail is ours, as far as this program can know them.</summary>
public sealed class DnsLines(IOptions<MailOptions> options, IStringLocalizer<Texts> t)
{
    public IReadOnlyList<DnsLine> Of(MailInUse mail) => mail.From is null ? [] : [.. Lines(mail, SendingDomain.Of(mail.FromAddress))];

    /// <summary>True when messages are signed for a domain that is neither the sender's nor above it.</summary>
    public bool SignsForAnother(MailInUse mail) => mail.From is not null && options.Value.Dkim is { } dkim && !IsAligned(SendingDomain.Of(mail.FromAddress), dkim.Domain.ToLowerInvariant());

    internal static bool IsAligned(string sender, string signer) => sender == signer || sender.EndsWith("." + signer, StringComparison.Ordinal) || signer.EndsWith("." + sender, StringComparison.Ordinal);

    private IEnumerable<DnsLine> Lines(MailInUse mail, string domain)
    {
        var back = mail.ReturnPathDomain ?? domain;
        yield return new("TXT", back, mail.Transport is MailTransportKind.Smtp && mail.Server.Host is { Length: > 0 } host && host.Contains('.') ? $"v=spf1 a:{host} ~all" : "v=spf1 mx ~all",
            t["SPF: which servers may send for this domain. Where a provider sends for you, it names the words to put between v=spf1 and ~all; one record only, so add to the one that is there."]);
        if (options.Value.Dkim is { } dkim && PublicKey(dkim.KeyFile) is { } key)
            yield return new("TXT", $"{dkim.Selector}._domainkey.{dkim.Domain}", $"v=DKIM1; k=rsa; p={key}", t["DKIM: the public half of the key that signs every mail."]);
        yield return new("TXT", $"_dmarc.{domain}", "v=DMARC1; p=none", t["DMARC: what receivers do with mail that only pretends to come from you. Begin with none, and ask for quarantine once all of yours passes."]);
        if (mail.ReturnPathDomain is { } bounces) yield return new("MX", bounces, mail.Server.Host is { Length: > 0 } server ? $"10 {server}" : "10 …", t["Mail that cannot be delivered comes back to this domain: the server named here has to take it."]);
    }

    private static string? PublicKey(string file)
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(File.ReadAllText(file));
            return Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException) { return null; }
    }
}
