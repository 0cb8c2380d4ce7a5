namespace Campaigns.Core.Media;

/// <summary>PDF, told by its first and its last line. What is in it is not looked at: it is only ever handed out to be saved.</summary>
internal static class PdfFile
{
    public const string ContentType = "application/pdf";
    /// <summary>Programs write some blanks or a signature's rest after the last line; an archive that hangs on behind is longer.</summary>
    private const int MostAfter = 1024;

    public static bool Is(ReadOnlySpan<byte> file) => file.StartsWith("%PDF-"u8);

    public static FileReading Read(ReadOnlySpan<byte> file) =>
        file.Length > 40 && file[5] is (byte)'1' or (byte)'2' && file[6] is (byte)'.' && file[Math.Max(0, file.Length - MostAfter)..].LastIndexOf("%%EOF"u8) >= 0
            ? new FileReading(new CleanFile(MediaKind.Document, ContentType, null, null, file.ToArray()), FileFault.None)
            : FileReading.Broken;
}
