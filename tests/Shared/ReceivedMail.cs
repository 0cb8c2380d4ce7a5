using System.Text;
using System.Text.RegularExpressions;

namespace Campaigns.Testing;

/// <summary>A mail as it came over the wire, with as much parsing as a test needs.</summary>
public sealed partial record ReceivedMail(string From, string To, byte[] Raw)
{
    public string Source { get; } = Encoding.UTF8.GetString(Raw);

    public string Subject => EncodedWords(Header("Subject"));

    public string MessageId => Header("Message-ID");

    /// <summary>The plain text part, decoded.</summary>
    public string Text => Part("text/plain");

    public string Html => Part("text/html");

    /// <summary>Path of the one <c>/s/…</c> link in the text.</summary>
    public string ConfirmPath => Path("s");

    /// <summary>Token of that link.</summary>
    public string Token => ConfirmPath["/s/".Length..];

    /// <returns>Path of the first link whose path starts so.</returns>
    public string Path(string first) =>
        Regex.Match(Text, $@"https?://[^/\s]+(/{first}/[A-Za-z0-9_-]+)") is { Success: true } link
            ? link.Groups[1].Value
            : throw new InvalidOperationException($"No /{first}/ link in: {Text}");

    /// <returns>Unfolded, or empty.</returns>
    public string Header(string name) => HeaderIn(Source[..Math.Max(0, Source.IndexOf("\r\n\r\n", StringComparison.Ordinal))], name);

    private string Part(string type)
    {
        var boundary = Boundary().Match(Header("Content-Type")) is { Success: true } match ? match.Groups[1].Value : null;
        if (boundary is null) return Decode(Source);
        foreach (var part in Source.Split("--" + boundary).Skip(1))
            if (HeaderIn(part, "Content-Type").StartsWith(type, StringComparison.OrdinalIgnoreCase)) return Decode(part.TrimStart('\r', '\n'));
        return "";
    }

    private static string Decode(string part)
    {
        var gap = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var body = part[(gap + 4)..];
        return HeaderIn(part[..gap], "Content-Transfer-Encoding").ToLowerInvariant() switch
        {
            "quoted-printable" => QuotedPrintable(body.Replace("=\r\n", "", StringComparison.Ordinal)),
            "base64" => Encoding.UTF8.GetString(Convert.FromBase64String(body)),
            _ => body,
        };
    }

    private static string HeaderIn(string headers, string name)
    {
        var match = Regex.Match("\r\n" + headers, $@"\r\n{Regex.Escape(name)}:[ \t]*(.*?)(?=\r\n[^ \t]|\r\n\r\n|$)", RegexOptions.IgnoreCase | RegexOptions.Singleline);
        return match.Success ? match.Groups[1].Value.Replace("\r\n", "", StringComparison.Ordinal).Trim() : "";
    }

    private static string EncodedWords(string text) =>
        EncodedWord().Replace(Regex.Replace(text, @"\?=\s+=\?", "?==?"), word => word.Groups[1].Value is "B" or "b"
            ? Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups[2].Value))
            : QuotedPrintable(word.Groups[2].Value.Replace('_', ' ')));

    private static string QuotedPrintable(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && i + 2 < text.Length)
            {
                bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
            else bytes.AddRange(Encoding.UTF8.GetBytes(text[i].ToString()));
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }

    [GeneratedRegex("boundary=\"?([^\";]+)\"?", RegexOptions.IgnoreCase)]
    private static partial Regex Boundary();

    [GeneratedRegex(@"=\?utf-8\?([BbQq])\?(.*?)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex EncodedWord();
}
