namespace Campaigns.Core.Media;

/// <summary>A picture or document that somebody uploaded, served at <c>/media/{name}</c>. It never changes: another file has another name.</summary>
public sealed class MediaFile
{
    private MediaFile() { }

    /// <param name="random">32 hexadecimal digits, not to be guessed.</param>
    /// <param name="campaignId">Null for what belongs to the installation, such as its logo.</param>
    public MediaFile(string random, CleanFile file, string sha256, Guid? campaignId, Guid? uploadedBy, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (Name, Kind, ContentType, Size, Width, Height) = (MediaName.Of(random, file), file.Kind, file.ContentType, file.Bytes.Length, file.Width, file.Height);
        (Sha256, CampaignId, UploadedBy, At) = (sha256, campaignId, uploadedBy, now);
    }

    public Guid Id { get; private set; }
    /// <summary>See <see cref="MediaName"/>.</summary>
    public string Name { get; private set; } = "";
    public MediaKind Kind { get; private set; }
    public string ContentType { get; private set; } = "";
    /// <summary>Bytes.</summary>
    public int Size { get; private set; }
    /// <summary>Pixels as it is seen, turned where it says so; null for documents.</summary>
    public int? Width { get; private set; }
    public int? Height { get; private set; }
    /// <summary>64 hexadecimal digits, of the bytes as served.</summary>
    public string Sha256 { get; private set; } = "";
    /// <summary>Whose it is. No foreign key: a copy of that campaign may still show it when the campaign is gone.</summary>
    public Guid? CampaignId { get; private set; }
    public Guid? UploadedBy { get; private set; }
    /// <summary>When it was uploaded last; what nothing shows is deleted some days later.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>As <see cref="Content.CampaignText.Picture"/> holds it: a path below the root.</summary>
    public string Path => MediaName.Folder + Name;

    /// <summary>Uploaded again or taken up by a page: it is not purged before that can be seen.</summary>
    public void UploadAgain(DateTimeOffset now) => At = now;

    public void GiveTo(Guid campaignId) => CampaignId = campaignId;
}

/// <summary>The bytes, apart from what is known of them: no list reads them.</summary>
public sealed class MediaContent
{
    private MediaContent() { }

    public MediaContent(Guid mediaFileId, byte[] bytes) => (MediaFileId, Bytes) = (mediaFileId, bytes);

    public Guid MediaFileId { get; private set; }
    public byte[] Bytes { get; private set; } = [];
}

public enum MediaKind { Picture, Document }
