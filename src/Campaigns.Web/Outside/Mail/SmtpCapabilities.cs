using System.Text;

namespace Campaigns.Web.Outside.Mail;

/// <summary>What a server offered in its answer to EHLO.</summary>
internal sealed record SmtpCapabilities
{
    public static SmtpCapabilities None { get; } = new();

    public bool Pipelining { get; private init; }
    public bool StartTls { get; private init; }
    public bool EightBitMime { get; private init; }
    public bool SmtpUtf8 { get; private init; }
    public bool Dsn { get; private init; }
    public bool AuthPlain { get; private init; }
    public bool AuthLogin { get; private init; }

    /// <summary>Largest message in bytes; 0 when not said.</summary>
    public long MaxSize { get; private init; }

    /// <summary>SIZE was offered, with or without a figure.</summary>
    public bool Size { get; private init; }

    /// <param name="reply">The whole answer, every line with its code.</param>
    public static SmtpCapabilities Parse(ReadOnlySpan<byte> reply)
    {
        var found = new SmtpCapabilities();
        foreach (var line in Encoding.ASCII.GetString(reply).Split('\n').Skip(1)) // the first is the server's name
        {
            if (line.Length < 5)
                continue;
            var words = line[4..].Split([' ', '=', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                continue;
            found = words[0].ToUpperInvariant() switch
            {
                "PIPELINING" => found with { Pipelining = true },
                "STARTTLS" => found with { StartTls = true },
                "8BITMIME" => found with { EightBitMime = true },
                "SMTPUTF8" => found with { SmtpUtf8 = true },
                "DSN" => found with { Dsn = true },
                "SIZE" => found with { Size = true, MaxSize = words.Length > 1 && long.TryParse(words[1], out var size) ? size : 0 },
                "AUTH" => found with
                {
                    AuthPlain = found.AuthPlain || words.Contains("PLAIN", StringComparer.OrdinalIgnoreCase),
                    AuthLogin = found.AuthLogin || words.Contains("LOGIN", StringComparer.OrdinalIgnoreCase),
                },
                _ => found,
            };
        }
        return found;
    }
}
