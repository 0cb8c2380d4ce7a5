using Campaigns.Core.Media;

namespace Campaigns.Web.Features.Shared;

/// <summary>Which files a field takes.</summary>
public enum UploadKind { Picture, PictureOrPdf }

/// <summary>Reads a file that somebody chose: what it is decides its bytes, never its name or what the browser says of it.</summary>
public static class ReadUpload
{
    /// <returns>The file as it will be kept, or a sentence for its field: a key of interface texts.</returns>
    public static async Task<(CleanFile? File, string? Problem)> RunAsync(IFormFile posted, UploadKind takes, CancellationToken ct)
    {
        var (most, tooLarge) = takes is UploadKind.Picture
            ? (CleanFile.MostPictureBytes, "Choose a picture of at most 5 MB")
            : (CleanFile.MostDocumentBytes, "Choose a PDF of at most 10 MB, or a picture of at most 5 MB");
        if (posted.Length > most) return (null, tooLarge);
        using var bytes = new MemoryStream((int)posted.Length);
        await posted.CopyToAsync(bytes, ct);
        var (file, fault) = CleanFile.Read(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        if (file is { Kind: MediaKind.Document } && takes is UploadKind.Picture) (file, fault) = (null, FileFault.Unknown);
        if (file is { Kind: MediaKind.Picture } && bytes.Length > CleanFile.MostPictureBytes) return (null, tooLarge);
        return (file, fault switch
        {
            FileFault.None => null,
            FileFault.Unknown => takes is UploadKind.Picture ? "Choose a PNG, JPEG or WebP picture" : "Choose a PDF, or a PNG, JPEG or WebP picture",
            FileFault.Moves => "Choose a picture that stands still",
            FileFault.TooManyPixels => "Choose a picture of at most 40 megapixels, and 20,000 pixels on each side",
            _ => "The file is broken or not complete. Save it anew, or choose another one",
        });
    }
}
