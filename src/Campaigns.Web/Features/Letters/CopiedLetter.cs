using System.Text;

namespace Campaigns.Web.Features.Letters;

/// <summary>The addresses in the head of a mail; nothing else of it is looked at. Whatever the bytes are, reading them ends and throws nothing.</summary>
/// <param name="Recipients">Whom it was sent to, by its own word and by that of the mail servers on its way.</param>
/// <param name="Addressed">Those that the sender names openly: To and Cc.</param>
public sealed record CopiedLetter(IReadOnlyCollection<string> Recipients, IReadOnlyCollection<string> Addressed)
{
    /// <summary>A longer head is read up to here.</summary>
    private const int LongestHead = 64 * 1024;
    private const int MostAddresses = 200, LongestAddress = 320;

    public static CopiedLetter Read(ReadOnlySpan<byte> message)
    {
        HashSet<string> recipients = new(StringComparer.OrdinalIgnoreCase), addressed = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Fields(message))
        {
            var isOpen = name is "to" or "cc";
            if (!isOpen && name is not ("bcc" or "delivered-to" or "x-original-to" or "envelope-to")) continue;
            foreach (var address in AddressesIn(value))
            {
                if (recipients.Count < MostAddresses) recipients.Add(address);
                if (isOpen && addressed.Count < MostAddresses) addressed.Add(address);
            }
        }
        return new(recipients, addressed);
    }

    /// <summary>Name in lower case and unfolded value of each field before the first empty line.</summary>
    private static List<(string Name, string Value)> Fields(ReadOnlySpan<byte> message)
    {
        List<(string Name, string Value)> fields = [];
        var head = Encoding.UTF8.GetString(message[..Math.Min(message.Length, LongestHead)]);
        var field = new StringBuilder();
        foreach (var raw in head.AsSpan().EnumerateLines())
        {
            if (raw.IsEmpty) break;
            if (raw[0] is ' ' or '\t')
            {
                field.Append(' ').Append(raw);
                continue;
            }
            Keep(field, fields);
            field.Clear().Append(raw);
        }
        Keep(field, fields);
        return fields;
    }

    private static void Keep(StringBuilder field, List<(string, string)> fields)
    {
        var line = field.ToString();
        if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon) fields.Add((line[..colon].Trim().ToLowerInvariant(), line[(colon + 1)..]));
    }

    /// <summary>What stands in angle brackets, or alone between commas; words in quotes and comments are names.</summary>
    private static List<string> AddressesIn(string value)
    {
        List<string> found = [];
        var part = new StringBuilder();
        var (isQuoted, depth) = (false, 0);
        for (var at = 0; at < value.Length; at++)
        {
            var c = value[at];
            if (c == '\\' && (isQuoted || depth > 0)) at++;
            else if (isQuoted) isQuoted = c != '"';
            else if (c == '(') depth++;
            else if (c == ')' && depth > 0) depth--;
            else if (depth > 0) continue;
            else if (c == '"') isQuoted = true;
            else if (c is ',' or ';' or ':') Take(part, found); // a colon ends the name of a group
            else part.Append(c);
        }
        Take(part, found);
        return found;
    }

    private static void Take(StringBuilder part, List<string> found)
    {
        var text = part.ToString();
        part.Clear();
        if (text.LastIndexOf('<') is >= 0 and var open) text = text[(open + 1)..].Split('>')[0];
        text = text.Trim();
        if (text.Length is > 2 and <= LongestAddress && text.Contains('@') && !text.Any(char.IsWhiteSpace)) found.Add(text);
    }
}
