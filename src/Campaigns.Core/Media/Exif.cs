using System.Buffers.Binary;

namespace Campaigns.Core.Media;

/// <summary>
/// The one thing that is kept of what a camera wrote: which way up the picture is. Without it portraits lie on their side,
/// and turning the pixels themselves would need a decoder.
/// </summary>
internal static class Exif
{
    private const int OrientationTag = 0x0112, ShortType = 3, EntryBytes = 12;

    /// <param name="tiff">From the mark of the byte order on.</param>
    /// <returns>1 to 8; 1, which is upright, when it says nothing readable.</returns>
    public static int OrientationOf(ReadOnlySpan<byte> tiff)
    {
        if (tiff.StartsWith("Exif\0\0"u8)) tiff = tiff[6..];
        var isLittle = tiff.StartsWith("II*\0"u8);
        if (tiff.Length < 8 || (!isLittle && !tiff.StartsWith("MM\0*"u8))) return 1;
        var start = Long(tiff[4..], isLittle);
        if (start > tiff.Length - 2) return 1;
        var entries = tiff[((int)start + 2)..];
        for (var n = Short(tiff[(int)start..], isLittle); n > 0 && entries.Length >= EntryBytes; n--, entries = entries[EntryBytes..])
            if (Short(entries, isLittle) == OrientationTag && Short(entries[2..], isLittle) == ShortType)
                return Short(entries[8..], isLittle) is >= 1 and <= 8 and var orientation ? orientation : 1;
        return 1;
    }

    /// <returns>A block that says nothing else.</returns>
    public static byte[] Only(int orientation) =>
        [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, OrientationTag >> 8, OrientationTag & 0xFF, 0, ShortType, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];

    private static int Short(ReadOnlySpan<byte> bytes, bool isLittle) => isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Long(ReadOnlySpan<byte> bytes, bool isLittle) => isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
