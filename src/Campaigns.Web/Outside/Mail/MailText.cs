using System.Text;

namespace Campaigns.Web.Outside.Mail;

/// <summary>
/// A body in pieces: runs of lines that are the same in every message, encoded once for all of them, and the lines that differ.
/// Quoted-printable looks at no more than one line, so the bytes are the same as if the whole had been encoded at once.
/// </summary>
public sealed class MailText
{
    private readonly IReadOnlyList<Piece> _pieces;

    private MailText(IReadOnlyList<Piece> pieces, bool endsLine) => (_pieces, EndsLine) = (pieces, endsLine);

    /// <summary>The text ends with a line end of its own, or is empty.</summary>
    internal bool EndsLine { get; }

    /// <summary>Bytes that it takes at most, or nearly.</summary>
    internal int Room
    {
        get
        {
            var room = 0;
            foreach (var piece in _pieces) room += piece.Encoded?.Length ?? (piece.Text!.Length * 2) + 80;
            return room;
        }
    }

    public static implicit operator MailText(string text) => new([new(null, text)], text.Length == 0 || text[^1] == '\n');

    /// <param name="pieces">Each of whole lines; only the last may lack its line end.</param>
    internal static MailText Of(IReadOnlyList<Piece> pieces, bool endsLine) => new(pieces, endsLine);

    /// <returns>Whole lines as they travel.</returns>
    /// <exception cref="UnsendableMailException">The text holds a control character other than TAB and line ends.</exception>
    internal static Piece Encode(string lines)
    {
        using var to = new MailBuffer(lines.Length * 2);
        Write(to, lines);
        return new(to.Written.ToArray(), null);
    }

    internal void WriteTo(MailBuffer to)
    {
        foreach (var piece in _pieces)
            if (piece.Encoded is { } encoded) to.Write(encoded);
            else Write(to, piece.Text!);
    }

    private static void Write(MailBuffer to, string lines)
    {
        using var utf8 = new MailBuffer(lines.Length * 3);
        utf8.WriteUtf8(lines);
        QuotedPrintable.Write(to, utf8.Written);
    }

    /// <summary>Lines that are encoded already, or their text.</summary>
    internal readonly record struct Piece(byte[]? Encoded, string? Text);
}
