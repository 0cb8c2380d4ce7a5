using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Campaigns.Web.Outside.Mail;

/// <summary>A growing run of bytes from the shared pool; returned to it on disposal.</summary>
internal sealed class MailBuffer(int capacity) : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(capacity);
    private int _length;

    public int Length => _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Room for at least <paramref name="size"/> bytes; say how many were used with <see cref="Advance"/>.</summary>
    public Span<byte> Room(int size)
    {
        if (_bytes.Length - _length < size)
            Grow(size);
        return _bytes.AsSpan(_length);
    }

    public void Advance(int count) => _length += count;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
    }

    public void WriteByte(byte b)
    {
        Room(1)[0] = b;
        _length++;
    }

    /// <summary>Writes text that is known to be ASCII.</summary>
    public void Write(ReadOnlySpan<char> ascii)
    {
        Ascii.FromUtf16(ascii, Room(ascii.Length), out var written);
        _length += written;
    }

    /// <summary>Writes text as UTF-8.</summary>
    /// <exception cref="UnsendableMailException">The text holds half a character.</exception>
    public void WriteUtf8(ReadOnlySpan<char> text)
    {
        var status = System.Text.Unicode.Utf8.FromUtf16(text, Room(text.Length * 3), out _, out var written, replaceInvalidSequences: false);
        if (status != OperationStatus.Done)
            throw new UnsendableMailException("The text holds half a character.");
        _length += written;
    }

    public void WriteBase64(ReadOnlySpan<byte> bytes)
    {
        Base64.EncodeToUtf8(bytes, Room(Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out var written);
        _length += written;
    }

    public void Dispose()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _length = 0;
    }

    private void Grow(int size)
    {
        var bigger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + size, _bytes.Length * 2));
        Written.CopyTo(bigger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = bigger;
    }
}
