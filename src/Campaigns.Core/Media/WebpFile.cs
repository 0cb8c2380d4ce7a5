using System.Buffers;
using System.Buffers.Binary;

namespace Campaigns.Core.Media;

/// <summary>WebP (RFC 9649): chunks in a RIFF file. Pixels, transparency and colour profile are kept.</summary>
internal static class WebpFile
{
    public const string ContentType = "image/webp";

    private const byte HasProfile = 0x20, HasAlpha = 0x10, HasExif = 0x08, IsAnimation = 0x02;

    public static bool Is(ReadOnlySpan<byte> file) => file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8);

    public static FileReading Read(ReadOnlySpan<byte> file)
    {
        var size = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
        if (size < 4 || size > file.Length - 8) return FileReading.Broken;
        var rest = file.Slice(12, (int)size - 4); // what follows is none of the picture
        ReadOnlySpan<byte> canvas = default, profile = default, alpha = default, pixels = default;
        var (orientation, isLossless) = (1, false);
        while (rest.Length > 0)
        {
            if (rest.Length < 8 || BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]) is var length && length > rest.Length - 8) return FileReading.Broken;
            var name = rest[..4];
            var data = rest.Slice(8, (int)length);
            rest = rest[Math.Min(rest.Length, 8 + (int)length + (int)(length & 1))..];
            if (name.SequenceEqual("ANIM"u8) || name.SequenceEqual("ANMF"u8)) return FileReading.Moves;
            if (name.SequenceEqual("VP8X"u8)) canvas = data;
            else if (name.SequenceEqual("ICCP"u8)) profile = data;
            else if (name.SequenceEqual("ALPH"u8)) alpha = data;
            else if (name.SequenceEqual("EXIF"u8)) orientation = Exif.OrientationOf(data);
            else if (name.SequenceEqual("VP8 "u8) || name.SequenceEqual("VP8L"u8))
            {
                if (!pixels.IsEmpty || data.IsEmpty) return FileReading.Broken;
                pixels = data;
                isLossless = name[3] is (byte)'L';
            }
        }
        if (SizeOf(pixels, isLossless) is not var (width, height)) return FileReading.Broken;

        var clean = new ArrayBufferWriter<byte>(file.Length + 100);
        clean.Write("RIFF\0\0\0\0WEBP"u8);
        if (!canvas.IsEmpty)
        {
            if (canvas.Length < 10 || (canvas[0] & IsAnimation) is not 0 || (Three(canvas[4..]) + 1, Three(canvas[7..]) + 1) != (width, height)) return FileReading.Broken;
            var flags = (byte)((canvas[0] & HasAlpha) | (profile.IsEmpty ? 0 : HasProfile) | (orientation > 1 ? HasExif : 0));
            Put(clean, "VP8X"u8, [flags, 0, 0, 0, .. canvas[4..10]]);
            if (!profile.IsEmpty) Put(clean, "ICCP"u8, profile);
            if (!alpha.IsEmpty && !isLossless) Put(clean, "ALPH"u8, alpha);
        }
        else orientation = 1; // nobody looks for it there
        Put(clean, isLossless ? "VP8L"u8 : "VP8 "u8, pixels);
        if (orientation > 1) Put(clean, "EXIF"u8, Exif.Only(orientation));
        var bytes = clean.WrittenSpan.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        return CleanFile.Picture(ContentType, width, height, orientation, bytes);
    }

    /// <summary>From the head of the coded pixels themselves.</summary>
    private static (int Width, int Height)? SizeOf(ReadOnlySpan<byte> pixels, bool isLossless)
    {
        if (isLossless)
        {
            if (pixels.Length < 5 || pixels[0] is not 0x2F) return null;
            var packed = BinaryPrimitives.ReadUInt32LittleEndian(pixels[1..]);
            return packed >> 29 is 0 ? ((int)(packed & 0x3FFF) + 1, (int)((packed >> 14) & 0x3FFF) + 1) : null;
        }
        // A key frame, its start code, and fourteen bits of each side; the two above them say how to stretch it.
        if (pixels.Length < 10 || (pixels[0] & 1) is not 0 || !pixels[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])) return null;
        return (BinaryPrimitives.ReadUInt16LittleEndian(pixels[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(pixels[8..]) & 0x3FFF);
    }

    private static int Three(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);

    private static void Put(ArrayBufferWriter<byte> to, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        to.Write(name);
        BinaryPrimitives.WriteInt32LittleEndian(to.GetSpan(4), data.Length);
        to.Advance(4);
        to.Write(data);
        if ((data.Length & 1) is not 0) to.Write((ReadOnlySpan<byte>)[0]);
    }
}
