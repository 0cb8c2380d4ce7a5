using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Campaigns.Core.Signing;

/// <summary>
/// Makes the key by which a person is known: HMAC-SHA256 of the canonical address under the installation's secret.
/// Canonical: trimmed, NFC, lower case, domain in ASCII, then the first <see cref="EmailDomainRule"/> that matches.
/// </summary>
public sealed class EmailKeyMaker(byte[] secret, IEnumerable<EmailDomainRule> rules)
{
    private static readonly IdnMapping Idn = new() { AllowUnassigned = false, UseStd3AsciiRules = true };
    private readonly EmailDomainRule[] _rules = [.. rules.OrderBy(rule => rule.Position)];

    /// <returns>32 bytes.</returns>
    /// <exception cref="FormatException">The text is not an address; check it with <see cref="EmailAddress"/> first.</exception>
    public byte[] KeyOf(string address) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(Canonical(address)));

    public string Canonical(string address)
    {
        var text = address.Trim().Normalize(NormalizationForm.FormC).ToLowerInvariant();
        var at = text.LastIndexOf('@');
        if (at <= 0 || at == text.Length - 1) throw new FormatException("An e-mail address has a local part, an @ and a domain.");
        return Canonical(text[..at], AsciiDomain(text[(at + 1)..]), followAlias: true);
    }

    /// <exception cref="FormatException">The domain cannot be written in ASCII.</exception>
    public static string AsciiDomain(string domain)
    {
        // Almost every domain: spares the call into ICU, which a profile showed.
        if (IsPlain(domain)) return domain.ToLowerInvariant();
        try { return Idn.GetAscii(domain).ToLowerInvariant(); }
        catch (ArgumentException e) { throw new FormatException("The domain of this address cannot exist.", e); }
    }

    /// <summary>Already ASCII, and nothing that the general way would refuse or has to look into.</summary>
    private static bool IsPlain(string domain)
    {
        if (domain.Length is 0 or > 253) return false;
        for (int at = 0, label = 0; at <= domain.Length; at++)
        {
            if (at < domain.Length && domain[at] != '.')
            {
                if (!char.IsAsciiLetterOrDigit(domain[at]) && domain[at] != '-') return false;
                continue;
            }
            if (at - label is 0 or > 63 || domain[label] == '-' || domain[at - 1] == '-') return false;
            label = at + 1;
        }
        return !domain.Contains("xn--", StringComparison.OrdinalIgnoreCase);
    }

    private string Canonical(string local, string domain, bool followAlias)
    {
        var rule = Array.Find(_rules, candidate => Matches(candidate.Pattern, domain));
        if (rule is null) return $"{local}@{domain}";
        if (rule.AliasOf is { } other && followAlias) return Canonical(local, other, followAlias: false);

        if (rule.StripFrom is { Length: > 0 } separator && local.IndexOf(separator, StringComparison.Ordinal) is > 0 and var cut) local = local[..cut];
        // An address made only of such characters keeps them: better two keys than none.
        var kept = string.Concat(local.Where(c => !rule.StripCharacters.Contains(c)));
        return $"{(kept.Length > 0 ? kept : local)}@{domain}";
    }

    private static bool Matches(string pattern, string domain) =>
        pattern == "*" || pattern == domain || (pattern.StartsWith("*.", StringComparison.Ordinal) && domain.EndsWith(pattern[1..], StringComparison.Ordinal));
}
