using System.Text;

namespace Campaigns.Web.Outside.Mail;

/// <summary>The relaxed canonical forms of RFC 6376 3.4.2 and 3.4.4.</summary>
internal static class DkimCanonical
{
    /// <summary>Writes the body with runs of blanks made one, blanks at line ends and empty lines at the end taken away.</summary>
    public static void WriteBody(MailBuffer to, ReadOnlySpan<byte> body)
    {
        var emptyLines = 0;
        while (!body.IsEmpty)
        {
            var end = body.IndexOf("\r\n"u8);
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 2)..];
            line = line.TrimEnd(" \t"u8);
            if (line.IsEmpty)
            {
                emptyLines++;
                continue;
            }
            for (; emptyLines > 0; emptyLines--)
                to.Write("\r\n"u8);
            WriteSqueezed(to, line);
            to.Write("\r\n"u8);
        }
    }

    /// <summary>Writes the chosen headers in the order of <paramref name="names"/>; of several, the last first.</summary>
    /// <returns>The names written, once for each header.</returns>
    public static List<string> WriteHeaders(MailBuffer to, ReadOnlySpan<byte> headers, string[] names)
    {
        var found = new List<(string Name, Range Span)>(24);
        for (var start = 0; start < headers.Length;)
        {
            var end = start;
            do
            {
                var next = headers[end..].IndexOf("\r\n"u8);
                end = next < 0 ? headers.Length : end + next + 2;
            }
            while (end < headers.Length && headers[end] is (byte)' ' or (byte)'\t');
            var colon = headers[start..end].IndexOf((byte)':');
            if (colon > 0)
                foreach (var name in names)
                    if (Ascii.EqualsIgnoreCase(headers.Slice(start, colon).TrimEnd(" \t"u8), name))
                        found.Add((name, start..end));
            start = end;
        }

        var written = new List<string>(found.Count);
        foreach (var name in names)
            for (var i = found.Count - 1; i >= 0; i--)
                if (found[i].Name == name)
                {
                    WriteHeader(to, headers[found[i].Span]);
                    written.Add(name);
                }
        return written;
    }

    /// <summary>Writes one header field, which may be folded and may lack its last CRLF.</summary>
    public static void WriteHeader(MailBuffer to, ReadOnlySpan<byte> field, bool endLine = true)
    {
        var colon = field.IndexOf((byte)':');
        var name = field[..colon].TrimEnd(" \t"u8);
        Ascii.ToLower(name, to.Room(name.Length), out var written);
        to.Advance(written);
        to.Write(":"u8);

        using var unfolded = new MailBuffer(field.Length);
        foreach (var b in field[(colon + 1)..])
            if (b is not ((byte)'\r' or (byte)'\n'))
                unfolded.WriteByte(b);
        WriteSqueezed(to, unfolded.Written.Trim(" \t"u8));
        if (endLine)
            to.Write("\r\n"u8);
    }

    private static void WriteSqueezed(MailBuffer to, ReadOnlySpan<byte> text)
    {
        if (text.IndexOf("  "u8) < 0 && !text.Contains((byte)'\t'))
        {
            to.Write(text);
            return;
        }
        var room = to.Room(text.Length);
        var used = 0;
        var blank = false;
        foreach (var b in text)
        {
            var isBlank = b is (byte)' ' or (byte)'\t';
            if (!isBlank || !blank)
                room[used++] = isBlank ? (byte)' ' : b;
            blank = isBlank;
        }
        to.Advance(used);
    }
}
