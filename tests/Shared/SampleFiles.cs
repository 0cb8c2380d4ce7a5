using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Campaigns.Testing;

/// <summary>Small files of every kind that is uploaded, whole and spoilt. The coded ones are a gradient of 12 by 8 pixels.</summary>
public static class SampleFiles
{
    public static readonly byte[] Jpeg = Convert.FromBase64String("/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAIAAwDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAb/xAAWEAEBAQAAAAAAAAAAAAAAAAAAFGH/xAAVAQEBAAAAAAAAAAAAAAAAAAAEBv/EABcRAAMBAAAAAAAAAAAAAAAAAAAEFVL/2gAMAwEAAhEDEQA/AJGzSzQVsZTIys1o/9k=");
    public static readonly byte[] ProgressiveJpeg = Convert.FromBase64String("/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wgARCAAIAAwDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAVAQEBAAAAAAAAAAAAAAAAAAADBf/aAAwDAQACEAMQAAABkCs3/8QAFRABAQAAAAAAAAAAAAAAAAAAABL/2gAIAQEAAQUCtb//xAAXEQADAQAAAAAAAAAAAAAAAAAAAxRR/9oACAEDAQE/Aa26f//EABcRAAMBAAAAAAAAAAAAAAAAAAADFFH/2gAIAQIBAT8BjVh//8QAFBABAAAAAAAAAAAAAAAAAAAAEP/aAAgBAQAGPwI//8QAFBABAAAAAAAAAAAAAAAAAAAAEP/aAAgBAQABPyEP/9oADAMBAAIAAwAAABAL/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAgBAwEBPxAP/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAgBAgEBPxBv/8QAFRABAQAAAAAAAAAAAAAAAAAAAHH/2gAIAQEAAT8QpT//2Q==");
    public static readonly byte[] Webp = Convert.FromBase64String("UklGRkwAAABXRUJQVlA4IEAAAADQAQCdASoMAAgAAsBMJagCdGuA/gAGwAD+8i2f419PN/StLg7/qb9frp/pJ+gSEdh//SsfvBf/BMKf8TCjy8AA");
    public static readonly byte[] LosslessWebp = Convert.FromBase64String("UklGRkgAAABXRUJQVlA4TDsAAAAvC8ABAD8AEIT/bRMCgRQO0wKBxJ/xXJ5/gkmaajtGB+cDDEKSkkIKKaSQQgop5D+zEBH9z+dYhqZIAgA=");
    public static readonly byte[] ClearWebp = Convert.FromBase64String("UklGRnwAAABXRUJQVlA4WAoAAAAQAAAACwAABwAAQUxQSCUAAAABPyAQSOEwHRGRbTAISUoKKaSQQgoppJD/zEJE9D+fYxmaIgkAAFZQOCAwAAAA0AEAnQEqDAAIAAIANCWgAnS6AfgAA7AA/vDEC/8guWF1yNf/ID/kB/yA//jyAAAA");
    public static readonly byte[] Pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"u8.ToArray();

    /// <summary>One colour, with these chunks between header and pixels.</summary>
    public static byte[] Png(int width = 12, int height = 8, byte red = 200, params (string Name, byte[] Data)[] chunks)
    {
        using var pixels = new MemoryStream();
        using (var zip = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[1 + 3 * width];
            for (var x = 0; x < width; x++) row[1 + 3 * x] = red;
            for (var y = 0; y < height; y++) zip.Write(row);
        }
        return [.. PngOf(width, height, pixels.ToArray(), chunks)];
    }

    /// <summary>Its header says a size that its few pixels have not.</summary>
    public static byte[] PngOf(int width, int height, byte[] pixels, params (string Name, byte[] Data)[] chunks)
    {
        byte[] header = [0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        return [0x89, .. "PNG\r\n\x1a\n"u8, .. Chunk("IHDR", header), .. chunks.SelectMany(chunk => Chunk(chunk.Name, chunk.Data)), .. Chunk("IDAT", pixels), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string name, byte[] data)
    {
        byte[] chunk = [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(name), .. data, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Sum(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    /// <summary>CRC-32 bit by bit.</summary>
    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++) sum = (sum & 1) is 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB88320;
        }
        return ~sum;
    }

    /// <summary>What a telephone writes beside a picture: which way up, and where it was taken.</summary>
    public static byte[] Exif(int orientation) =>
    [
        .. "II*\0"u8, 8, 0, 0, 0, 2, 0,
        0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0,
        0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0,
        0, 0, 0, 0, .. "GPS 52.5200 N 13.4050 E"u8,
    ];

    /// <summary>Puts a segment behind the first two bytes.</summary>
    public static byte[] WithSegment(byte[] jpeg, byte marker, ReadOnlySpan<byte> data) =>
        [.. jpeg[..2], 0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data, .. jpeg[2..]];

    /// <summary>The extended form, with these chunks behind the pixels of a simple one.</summary>
    public static byte[] ExtendedWebp(byte flags, params (string Name, byte[] Data)[] chunks)
    {
        byte[] body = [.. "WEBP"u8, .. RiffChunk("VP8X", [flags, 0, 0, 0, 11, 0, 0, 7, 0, 0]), .. Webp[12..], .. chunks.SelectMany(chunk => RiffChunk(chunk.Name, chunk.Data))];
        byte[] file = [.. "RIFF"u8, 0, 0, 0, 0, .. body];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), body.Length);
        return file;
    }

    private static byte[] RiffChunk(string name, byte[] data)
    {
        byte[] chunk = [.. Encoding.ASCII.GetBytes(name), 0, 0, 0, 0, .. data, .. new byte[data.Length & 1]];
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(4), data.Length);
        return chunk;
    }
}
