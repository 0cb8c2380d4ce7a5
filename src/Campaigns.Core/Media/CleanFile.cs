namespace Campaigns.Core.Media;

/// <summary>A file that is what it says and holds nothing beside it: no place where it was taken, no remarks, nothing after its end.</summary>
/// <param name="Width">Pixels as it is seen; null for documents.</param>
public sealed record CleanFile(MediaKind Kind, string ContentType, int? Width, int? Height, byte[] Bytes)
{
    public const int MostPictureBytes = 5 * 1024 * 1024, MostDocumentBytes = 10 * 1024 * 1024;
    public const int MostPixels = 40_000_000;
    /// <summary>Of one side. Longer ones are no pictures, and browsers refuse to draw them.</summary>
    public const int MostSide = 20_000;

    /// <summary>With its dot.</summary>
    public string Ending => ContentType switch { PngFile.ContentType => ".png", JpegFile.ContentType => ".jpg", WebpFile.ContentType => ".webp", _ => ".pdf" };

    /// <summary>By what the bytes are, whatever the file was called. Never throws.</summary>
    public static FileReading Read(ReadOnlySpan<byte> bytes) =>
        PngFile.Is(bytes) ? PngFile.Read(bytes)
        : JpegFile.Is(bytes) ? JpegFile.Read(bytes)
        : WebpFile.Is(bytes) ? WebpFile.Read(bytes)
        : PdfFile.Is(bytes) ? PdfFile.Read(bytes)
        : new FileReading(null, FileFault.Unknown);

    /// <param name="orientation">1 to 8, of EXIF: from 5 on the picture lies on its side.</param>
    internal static FileReading Picture(string contentType, long width, long height, int orientation, byte[] bytes) =>
        width < 1 || height < 1 ? FileReading.Broken
        : width > MostSide || height > MostSide || width * height > MostPixels ? new FileReading(null, FileFault.TooManyPixels)
        : new FileReading(new CleanFile(MediaKind.Picture, contentType, (int)(orientation < 5 ? width : height), (int)(orientation < 5 ? height : width), bytes), FileFault.None);
}

/// <param name="File">Null with a fault.</param>
public readonly record struct FileReading(CleanFile? File, FileFault Fault)
{
    internal static FileReading Broken => new(null, FileFault.Broken);
    internal static FileReading Moves => new(null, FileFault.Moves);
}

/// <summary>Why a file is not taken. <c>Unknown</c>: none of our kinds, whatever its name says. <c>Moves</c>: an animation, which readers could not stop.</summary>
public enum FileFault { None, Unknown, Broken, Moves, TooManyPixels }
