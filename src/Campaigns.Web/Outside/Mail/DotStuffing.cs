using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Campaigns.Web.Outside.Mail;

/// <summary>Makes a message ready for DATA (RFC 5321 4.5.2): leading dots doubled, final dot added, and its lines checked.</summary>
internal static class DotStuffing
{
    private const int MaxLine = 998;

    /// <summary>Room that the stuffed form of a message of this length may need.</summary>
    public static int MaxLength(int messageLength) => messageLength + messageLength / 3 + 16;

    /// <summary>
    /// Writes the message with its final dot. Returns its length, or -1 when it holds a bare CR or LF, a NUL or a line
    /// over 998 bytes: a lone line end is how a second message is smuggled into the first, so none is repaired.
    /// </summary>
    public static int Write(ReadOnlySpan<byte> message, Span<byte> to)
    {
        if (!LineEndsAreSound(message) || !LinesAreShort(message))
            return -1;
        var endsLine = message.IsEmpty || message[^1] == '\n';
        var used = 0;
        if (message is [(byte)'.', ..])
            to[used++] = (byte)'.';
        for (int dot; (dot = message.IndexOf("\n."u8)) >= 0; message = message[(dot + 1)..])
        {
            message[..(dot + 1)].CopyTo(to[used..]);
            used += dot + 1;
            to[used++] = (byte)'.';
        }
        message.CopyTo(to[used..]);
        used += message.Length;
        var end = endsLine ? ".\r\n"u8 : "\r\n.\r\n"u8;
        end.CopyTo(to[used..]);
        return used + end.Length;
    }

    /// <summary>Every CR is followed by LF, every LF follows a CR, and there is no NUL; 32 bytes at a time.</summary>
    private static bool LineEndsAreSound(ReadOnlySpan<byte> message)
    {
        if (message.IsEmpty)
            return true;
        if (message[0] == '\n' || message[^1] is (byte)'\r' or 0)
            return false;
        ref var first = ref MemoryMarshal.GetReference(message);
        var at = 0;
        for (var last = message.Length - 1 - Vector256<byte>.Count; at <= last; at += Vector256<byte>.Count)
        {
            var here = Vector256.LoadUnsafe(ref first, (nuint)at);
            var next = Vector256.LoadUnsafe(ref first, (nuint)at + 1);
            var alone = Vector256.Equals(here, Vector256.Create((byte)'\r')) ^ Vector256.Equals(next, Vector256.Create((byte)'\n'));
            if ((alone | Vector256.Equals(here, Vector256<byte>.Zero)) != Vector256<byte>.Zero)
                return false;
        }
        for (; at < message.Length - 1; at++)
            if (message[at] == 0 || (message[at] == '\r') != (message[at + 1] == '\n'))
                return false;
        return true;
    }

    /// <summary>Jumps as far as the longest line reaches: each jump must find an end of line.</summary>
    private static bool LinesAreShort(ReadOnlySpan<byte> message)
    {
        while (message.Length > MaxLine)
        {
            var end = message[..Math.Min(message.Length, MaxLine + 2)].LastIndexOf((byte)'\n');
            if (end < 0)
                return false;
            message = message[(end + 1)..];
        }
        return true;
    }
}
