namespace Campaigns.Core.Signing;

/// <summary>Guesses a mistyped mail domain: <c>ana@gmial.com</c> was probably <c>ana@gmail.com</c>. Asked once, never corrected silently.</summary>
public static class EmailTypo
{
    private static readonly string[] Known =
    [
        "gmail.com", "googlemail.com", "outlook.com", "outlook.fr", "hotmail.com", "hotmail.fr", "hotmail.co.uk", "live.com", "live.fr", "msn.com",
        "yahoo.com", "yahoo.fr", "yahoo.co.uk", "yahoo.de", "yahoo.es", "icloud.com", "me.com", "mac.com", "aol.com", "proton.me", "protonmail.com",
        "gmx.de", "gmx.net", "gmx.com", "web.de", "t-online.de", "freenet.de", "posteo.de", "mailbox.org", "orange.fr", "free.fr", "laposte.net",
        "sfr.fr", "wanadoo.fr", "libero.it", "sapo.pt", "telefonica.net", "btinternet.com", "fastmail.com", "zoho.com",
    ];

    /// <returns>The likely address, or null when there is nothing to ask.</returns>
    public static string? Suggest(string address)
    {
        var at = address.LastIndexOf('@');
        if (at <= 0) return null;
        var domain = address[(at + 1)..].ToLowerInvariant();
        if (Known.Contains(domain)) return null;
        // Short domains lie too close to each other: one slip in me.com could be any of a dozen real ones.
        var likely = Known.FirstOrDefault(known => known.Length >= 8 && IsOneSlip(domain, known));
        return likely is null ? null : $"{address[..at]}@{likely}";
    }

    /// <summary>Whether one insertion, deletion, substitution or swap of neighbours makes the one the other.</summary>
    private static bool IsOneSlip(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (Math.Abs(a.Length - b.Length) > 1) return false;
        var same = a.CommonPrefixLength(b);
        var restA = a[same..];
        var restB = b[same..];
        if (a.Length < b.Length) return restA.SequenceEqual(restB[1..]);
        if (a.Length > b.Length) return restA[1..].SequenceEqual(restB);
        if (restA.IsEmpty) return false;
        return restA[1..].SequenceEqual(restB[1..])
            || (restA.Length > 1 && restA[0] == restB[1] && restA[1] == restB[0] && restA[2..].SequenceEqual(restB[2..]));
    }
}
