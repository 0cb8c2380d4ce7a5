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
        var likely = Known.FirstOrDefault(known => known.Length >= 8 && Distance(domain, known) == 1);
        return likely is null ? null : $"{address[..at]}@{likely}";
    }

    /// <summary>Insertions, deletions, substitutions and swaps of neighbours, each one.</summary>
    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 1) return int.MaxValue;
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        return rows[a.Length, b.Length];
    }
}
