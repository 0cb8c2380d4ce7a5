using System.Buffers;
using System.Buffers.Binary;

namespace Campaigns.Core.Media;

/// <summary>JPEG (ITU-T T.81): segments behind markers, then scans of coded pixels. Tables, frame and scans are kept, with the colour profile; the rest is dropped.</summary>
internal static class JpegFile
{
    public const string ContentType = "image/jpeg";
    /// <summary>Pictures have ten or so; thousands of them only cost whoever looks.</summary>
    private const int MostScans = 200;

    private const byte End = 0xD9, Scan = 0xDA, Jfif = 0xE0, App1 = 0xE1, App2 = 0xE2, Adobe = 0xEE;

    public static bool Is(ReadOnlySpan<byte> file) => file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    public static FileReading Read(ReadOnlySpan<byte> file)
    {
        var body = new ArrayBufferWriter<byte>(file.Length);
        byte[] density = [];
        var (at, width, height, orientation, scans) = (2, 0, 0, 1, 0);
        while (true)
        {
            if (at >= file.Length || file[at] is not 0xFF) return FileReading.Broken;
            while (at < file.Length && file[at] is 0xFF) at++;
            if (at >= file.Length) return FileReading.Broken;
            var marker = file[at++];
            if (marker is End) break;
            if (marker is < 0xC0 or (>= 0xD0 and <= 0xD8) || file.Length - at < 2) return FileReading.Broken;
            int length = BinaryPrimitives.ReadUInt16BigEndian(file[at..]);
            if (length < 2 || length > file.Length - at) return FileReading.Broken;
            var segment = file.Slice(at + 2, length - 2);
            at += length;

            switch (marker)
            {
                // Baseline, extended and progressive; browsers draw no others.
                case 0xC0 or 0xC1 or 0xC2:
                    if (width > 0 || segment.Length < 6 || segment.Length != 6 + 3 * segment[5] || segment[5] is not (1 or 3 or 4)) return FileReading.Broken;
                    (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), BinaryPrimitives.ReadUInt16BigEndian(segment[3..]));
                    if (width is 0 || height is 0) return FileReading.Broken;
                    Put(body, marker, segment);
                    break;
                case 0xC4 or 0xDB or 0xDD: // tables and the distance of restarts
                    Put(body, marker, segment);
                    break;
                case >= 0xC0 and <= 0xCF:
                    return FileReading.Broken;
                case Scan:
                    if (width is 0 || ++scans > MostScans || EndOfScan(file, at) is not { } next) return FileReading.Broken;
                    Put(body, marker, segment);
                    body.Write(file[at..next]);
                    at = next;
                    break;
                // With its small copy of the picture left out: it may show what was cut away from the large one.
                case Jfif when segment.StartsWith("JFIF\0"u8) && segment.Length >= 14:
                    density = [.. segment[..12], 0, 0];
                    break;
                case App1 when segment.StartsWith("Exif\0\0"u8) && scans is 0:
                    orientation = Exif.OrientationOf(segment);
                    break;
                case App2 when segment.StartsWith("ICC_PROFILE\0"u8):
                case Adobe when segment.StartsWith("Adobe"u8): // says how colours are coded
                    Put(body, marker, segment);
                    break;
            }
        }
        if (scans is 0) return FileReading.Broken;

        var clean = new ArrayBufferWriter<byte>(body.WrittenCount + 100);
        clean.Write((ReadOnlySpan<byte>)[0xFF, 0xD8]);
        if (density.Length > 0) Put(clean, Jfif, density);
        if (orientation > 1) Put(clean, App1, [.. "Exif\0\0"u8, .. Exif.Only(orientation)]);
        clean.Write(body.WrittenSpan);
        clean.Write((ReadOnlySpan<byte>)[0xFF, End]);
        return CleanFile.Picture(ContentType, width, height, orientation, clean.WrittenSpan.ToArray());
    }

    /// <returns>Where the marker stands that follows the coded pixels; null when the file ends before.</returns>
    private static int? EndOfScan(ReadOnlySpan<byte> file, int at)
    {
        while (file[at..].IndexOf((byte)0xFF) is >= 0 and var ahead)
        {
            at += ahead;
            if (at + 1 >= file.Length) return null;
            if (file[at + 1] is 0xFF) at++; // a filler
            else if (file[at + 1] is 0 or (>= 0xD0 and <= 0xD7)) at += 2; // an FF of the pixels themselves, or a restart
            else return at;
        }
        return null;
    }

    private static void Put(ArrayBufferWriter<byte> to, byte marker, ReadOnlySpan<byte> segment)
    {
        to.Write((ReadOnlySpan<byte>)[0xFF, marker, (byte)((segment.Length + 2) >> 8), (byte)(segment.Length + 2)]);
        to.Write(segment);
    }
}
