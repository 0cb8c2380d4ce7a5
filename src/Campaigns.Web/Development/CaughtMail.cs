using System.Text;
using System.Text.RegularExpressions;

namespace Campaigns.Web.Development;

/// <summary>A mail that this program wrote into the mail folder, with as much parsing as our own kind of mail needs.</summary>
public sealed partial record CaughtMail(string File, string Source)
{
    public string Subject => EncodedWords(Header("Subject"));
    public string To => EncodedWords(Header("To"));
    public string Date => Header("Date");
    public string Headers => Source[..Gap(Source)];
    public string Text => Part("text/plain");
    public string Html => Part("text/html");

    public static async Task<CaughtMail> ReadAsync(string path, CancellationToken ct) =>
        new(Path.GetFileNameWithoutExtension(path), await System.IO.File.ReadAllTextAsync(path, Encoding.UTF8, ct));

    private string Header(string name) => HeaderIn(Headers, name);

    private string Part(string type)
    {
        var boundary = Boundary().Match(Header("Content-Type")) is { Success: true } match ? match.Groups[1].Value : null;
        var part = boundary is null ? null : Source.Split("--" + boundary).Skip(1).FirstOrDefault(p => HeaderIn(p, "Content-Type").StartsWith(type, StringComparison.OrdinalIgnoreCase));
        if (part is null) return "";
        part = part.TrimStart('\r', '\n');
        return Encoding.UTF8.GetString(Decode(part[Math.Min(part.Length, Gap(part) + 4)..].Replace("=\r\n", ""), inHeader: false));
    }

    private static int Gap(string message) => message.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var at ? at : message.Length;

    private static string HeaderIn(string headers, string name)
    {
        var match = Regex.Match("\r\n" + headers, $@"\r\n{Regex.Escape(name)}:[ \t]*(.*?)(?=\r\n[^ \t]|\r\n\r\n|$)", RegexOptions.IgnoreCase | RegexOptions.Singleline);
        return match.Success ? match.Groups[1].Value.Replace("\r\n", "").Trim() : "";
    }

    private static string EncodedWords(string text) => EncodedWord().Replace(Joined().Replace(text, "?==?"), word => Encoding.UTF8.GetString(
        word.Groups[1].Value is "B" or "b" ? Convert.FromBase64String(word.Groups[2].Value) : Decode(word.Groups[2].Value, inHeader: true)));

    private static byte[] Decode(string text, bool inHeader)
    {
        List<byte> bytes = new(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && i + 2 < text.Length && byte.TryParse(text.AsSpan(i + 1, 2), System.Globalization.NumberStyles.HexNumber, null, out var value))
            {
                bytes.Add(value);
                i += 2;
            }
            else bytes.AddRange(Encoding.UTF8.GetBytes(inHeader && text[i] == '_' ? " " : text[i].ToString()));
        }
        return [.. bytes];
    }

    [GeneratedRegex("boundary=\"?([^\";]+)\"?", RegexOptions.IgnoreCase)]
    private static partial Regex Boundary();

    [GeneratedRegex(@"=\?utf-8\?([BbQq])\?(.*?)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"\?=\s+=\?")]
    private static partial Regex Joined();
}
