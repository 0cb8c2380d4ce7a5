using System.Buffers;

namespace Campaigns.Web.Outside.Mail;

/// <summary>Quoted-printable (RFC 2045 6.7) of text in UTF-8. Line ends become CRLF; no line is longer than 76.</summary>
internal static class QuotedPrintable
{
    private const int Width = 75; // one column is kept for the soft break's =

    private static ReadOnlySpan<byte> Hex => "0123456789ABCDEF"u8;

    private static readonly SearchValues<byte> Literal = SearchValues.Create(
        Enumerable.Range(0x20, 0x5f).Where(static b => b != '=').Append('\t').Select(static b => (byte)b).ToArray());

    /// <summary>Appends the encoded text, ending with CRLF unless the text is empty.</summary>
    /// <exception cref="UnsendableMailException">The text holds a control character other than TAB and line ends.</exception>
    public static void Write(MailBuffer to, ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (end >= 0 && line.EndsWith((byte)'\r'))
                line = line[..^1];
            WriteLine(to, line);
        }
    }

    private static void WriteLine(MailBuffer to, ReadOnlySpan<byte> line)
    {
        // Worst case is three columns a byte and three more for each soft break.
        var room = to.Room(line.Length * 3 + (line.Length * 3 / (Width - 2) + 1) * 3 + 2);
        var used = 0;
        var column = 0;
        while (!line.IsEmpty)
        {
            var window = line[..Math.Min(line.Length, Width - column)];
            var run = window.IndexOfAnyExcept(Literal);
            if (run < 0)
                run = window.Length;
            if (run > 0 && run == line.Length && line[^1] is (byte)' ' or (byte)'\t')
                run--; // blank space at the end of a line is lost on the way
            if (column == 0 && (line[0] == '.' || line.StartsWith("From "u8)))
                run = 0; // mail programs and relays touch such lines; an encoded one passes unchanged

            if (run > 0)
            {
                window[..run].CopyTo(room[used..]);
                used += run;
                column += run;
                line = line[run..];
            }
            else if (column + 3 <= Width)
            {
                var count = 0;
                do // the bytes of one character mostly come together
                {
                    var b = line[count++];
                    if ((b < 0x20 && b != '\t') || b == 0x7f)
                        throw new UnsendableMailException($"The text holds a control character (U+{(int)b:X4}).");
                    room[used + 2] = Hex[b & 15];
                    room[used + 1] = Hex[b >> 4];
                    room[used] = (byte)'=';
                    used += 3;
                    column += 3;
                }
                while (count < line.Length && line[count] >= 0x80 && column + 3 <= Width);
                line = line[count..];
            }
            else
            {
                "=\r\n"u8.CopyTo(room[used..]);
                used += 3;
                column = 0;
            }
        }
        "\r\n"u8.CopyTo(room[used..]);
        to.Advance(used + 2);
    }
}
