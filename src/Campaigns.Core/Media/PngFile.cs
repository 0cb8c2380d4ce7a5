using System.Buffers;
using System.Buffers.Binary;

namespace Campaigns.Core.Media;

/// <summary>PNG (ISO/IEC 15948): a signature and chunks of length, name, data and check sum. Only those that decide how the picture looks are kept.</summary>
internal static class PngFile
{
    public const string ContentType = "image/png";

    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly HashSet<string> Kept = ["PLTE", "IDAT", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "cICP", "bKGD", "pHYs"];
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(n => Enumerable.Range(0, 8).Aggregate((uint)n, (c, _) => (c & 1) is 0 ? c >> 1 : 0xEDB88320 ^ (c >> 1)))];

    public static bool Is(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    public static FileReading Read(ReadOnlySpan<byte> file)
    {
        var rest = file[Signature.Length..];
        if (!Take(ref rest, out var name, out var header) || name is not "IHDR" || !IsSound(header)) return FileReading.Broken;
        var body = new ArrayBufferWriter<byte>(file.Length);
        var (orientation, hasPixels) = (1, false);
        while (true)
        {
            if (!Take(ref rest, out name, out var data) || name is "IHDR") return FileReading.Broken;
            if (name is "acTL" or "fcTL" or "fdAT") return FileReading.Moves;
            if (name is "IEND") break;
            if (name is "eXIf") orientation = Exif.OrientationOf(data);
            hasPixels |= name is "IDAT" && data.Length > 0;
            if (Kept.Contains(name)) Put(body, name, data);
            // An upper case letter says that nobody can show the picture without it.
            else if (char.IsAsciiLetterUpper(name[0])) return FileReading.Broken;
        }
        if (!hasPixels) return FileReading.Broken;

        var clean = new ArrayBufferWriter<byte>(body.WrittenCount + 100);
        clean.Write(Signature);
        Put(clean, "IHDR", header);
        if (orientation > 1) Put(clean, "eXIf", Exif.Only(orientation));
        clean.Write(body.WrittenSpan);
        Put(clean, "IEND", []);
        return CleanFile.Picture(ContentType, BinaryPrimitives.ReadUInt32BigEndian(header), BinaryPrimitives.ReadUInt32BigEndian(header[4..]), orientation, clean.WrittenSpan.ToArray());
    }

    /// <summary>Bit depth and colour type as the standard pairs them; its one compression and filter method; with or without interlacing.</summary>
    private static bool IsSound(ReadOnlySpan<byte> header) => header.Length == 13 && header[10..12].SequenceEqual((byte[])[0, 0]) && header[12] <= 1 && (header[9], header[8]) switch
    {
        (0, 1 or 2 or 4 or 8 or 16) => true,
        (3, 1 or 2 or 4 or 8) => true,
        (2 or 4 or 6, 8 or 16) => true,
        _ => false,
    };

    private static bool Take(ref ReadOnlySpan<byte> rest, out string name, out ReadOnlySpan<byte> data)
    {
        name = "";
        data = default;
        if (rest.Length < 12 || BinaryPrimitives.ReadUInt32BigEndian(rest) is var length && length > rest.Length - 12) return false;
        var named = rest.Slice(4, 4 + (int)length);
        foreach (var letter in named[..4])
            if (!char.IsAsciiLetter((char)letter)) return false;
        if (Sum(named) != BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + (int)length)..])) return false;
        name = System.Text.Encoding.ASCII.GetString(named[..4]);
        data = named[4..];
        rest = rest[(12 + (int)length)..];
        return true;
    }

    private static void Put(ArrayBufferWriter<byte> to, string name, ReadOnlySpan<byte> data)
    {
        var chunk = to.GetSpan(12 + data.Length);
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        System.Text.Encoding.ASCII.GetBytes(name, chunk[4..]);
        data.CopyTo(chunk[8..]);
        BinaryPrimitives.WriteUInt32BigEndian(chunk[(8 + data.Length)..], Sum(chunk.Slice(4, 4 + data.Length)));
        to.Advance(12 + data.Length);
    }

    internal static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes) sum = Table[(byte)(sum ^ one)] ^ (sum >> 8);
        return ~sum;
    }
}
