using System.Buffers;
using System.Text;

namespace Campaigns.Web.Outside.Mail;

/// <summary>Header lines as RFC 5322 and RFC 2047 want them: folded near 76 columns, words beyond ASCII encoded.</summary>
internal static class HeaderText
{
    /// <summary>Where lines are folded; RFC 2047 gives 76 for lines with encoded words.</summary>
    private const int Width = 76;
    /// <summary>RFC 5322 2.1.1: no line may be longer, CRLF apart.</summary>
    private const int HardLimit = 998;
    private const int QuotedNameLimit = 60;

    /// <summary>Controls, line separators and bidi controls: none may stand in a header, whoever typed it.</summary>
    public static bool IsForbidden(char c) =>
        c < 0x20 || c is (>= '\u007f' and <= '\u009f') or '\u2028' or '\u2029'
            or '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    /// <summary>Writes <c>Name: value</c> where the value is words for people.</summary>
    public static void WriteText(MailBuffer to, string name, string value)
    {
        Guard(name, value);
        to.Write(name);
        to.Write(": "u8);
        if (IsPlain(value))
            WriteFolded(to, value, name.Length + 2);
        else
            WriteEncoded(to, value, name.Length + 2);
        to.Write("\r\n"u8);
    }

    /// <summary>Writes <c>Name: "Display" &lt;address&gt;</c>.</summary>
    public static void WriteMailbox(MailBuffer to, string name, MailAddressLine mailbox)
    {
        var address = MailAddressSyntax.ToWire(mailbox.Address)
            ?? throw new UnsendableMailException($"The address in {name} cannot be sent to.");
        to.Write(name);
        to.Write(": "u8);
        if (string.IsNullOrWhiteSpace(mailbox.DisplayName))
        {
            to.WriteUtf8(address);
            to.Write("\r\n"u8);
            return;
        }

        Guard(name, mailbox.DisplayName);
        var display = mailbox.DisplayName.Trim();
        var column = name.Length + 2;
        if (Ascii.IsValid(display) && display.Length <= QuotedNameLimit && !display.Contains("=?", StringComparison.Ordinal))
        {
            to.Write("\""u8);
            foreach (var c in display)
            {
                if (c is '"' or '\\')
                    to.Write("\\"u8);
                to.WriteByte((byte)c);
            }
            to.Write("\""u8);
            column += display.Length + 2;
        }
        else
        {
            column = WriteEncoded(to, display, column);
        }
        to.Write(column + address.Length + 3 > Width ? "\r\n <"u8 : " <"u8);
        to.WriteUtf8(address);
        to.Write(">\r\n"u8);
    }

    /// <summary>Writes <c>Name: token</c> for values that are never folded or encoded (Message-ID, List-Id).</summary>
    public static void WriteToken(MailBuffer to, string name, string value)
    {
        GuardToken(name, value);
        to.Write(name);
        to.Write(": "u8);
        to.Write(value);
        to.Write("\r\n"u8);
    }

    /// <summary>Writes a further token of the header before, on a folded line.</summary>
    public static void WriteContinuation(MailBuffer to, string name, string value)
    {
        GuardToken(name, value);
        to.Write(" "u8);
        to.Write(value);
        to.Write("\r\n"u8);
    }

    private static void GuardToken(string name, string value)
    {
        foreach (var c in value)
            if (c is < '!' or > '~')
                throw new UnsendableMailException($"{name} may hold printable ASCII only.");
        if (value.Length == 0 || name.Length + 2 + value.Length > HardLimit)
            throw new UnsendableMailException($"{name} is empty or too long.");
    }

    private static void Guard(string name, string value)
    {
        foreach (var c in value)
            if (IsForbidden(c))
                throw new UnsendableMailException($"{name} holds a control character (U+{(int)c:X4}).");
    }

    private static bool IsPlain(string value) =>
        Ascii.IsValid(value) && !value.Contains("=?", StringComparison.Ordinal) && !value.Contains("  ", StringComparison.Ordinal)
        && !value.StartsWith(' ') && !value.EndsWith(' ') && LongestWord(value) < Width * 2;

    private static int LongestWord(ReadOnlySpan<char> value)
    {
        var longest = 0;
        foreach (var word in value.Split(' '))
            longest = Math.Max(longest, word.End.Value - word.Start.Value);
        return longest;
    }

    private static void WriteFolded(MailBuffer to, string value, int column)
    {
        var first = true;
        foreach (var range in value.AsSpan().Split(' '))
        {
            var word = value.AsSpan(range);
            if (!first)
            {
                var fold = column + 1 + word.Length > Width;
                to.Write(fold ? "\r\n "u8 : " "u8);
                column = fold ? 1 : column + 1;
            }
            to.Write(word);
            column += word.Length;
            first = false;
        }
    }

    /// <returns>The column after the last word.</returns>
    private static int WriteEncoded(MailBuffer to, string value, int column)
    {
        const int Overhead = 12; // =?utf-8?B? and ?=
        Span<byte> word = stackalloc byte[48];
        var rest = value.AsSpan();
        while (true)
        {
            // Base64 makes 4 characters of 3 bytes; a word never splits a character (RFC 2047 section 5).
            var room = Math.Min(45, Math.Max(6, (Width - column - Overhead) / 4 * 3));
            var length = 0;
            var lengthAtSpace = 0;
            var restAtSpace = rest;
            while (!rest.IsEmpty)
            {
                if (Rune.DecodeFromUtf16(rest, out var rune, out var used) != OperationStatus.Done)
                    throw new UnsendableMailException("A header holds half a character.");
                if (length + rune.Utf8SequenceLength > room)
                    break;
                length += rune.EncodeToUtf8(word[length..]);
                rest = rest[used..];
                if (rune.Value == ' ')
                {
                    lengthAtSpace = length;
                    restAtSpace = rest;
                }
            }
            // Some readers put a blank between two encoded words; after a blank it does the least harm.
            if (!rest.IsEmpty && lengthAtSpace > 0)
            {
                length = lengthAtSpace;
                rest = restAtSpace;
            }
            to.Write("=?utf-8?B?"u8);
            to.WriteBase64(word[..length]);
            to.Write("?="u8);
            column += Overhead + (length + 2) / 3 * 4;
            if (rest.IsEmpty)
                return column;
            to.Write("\r\n "u8);
            column = 1;
        }
    }
}
