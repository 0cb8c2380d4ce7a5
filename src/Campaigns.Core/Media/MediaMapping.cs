using Microsoft.EntityFrameworkCore;

namespace Campaigns.Core.Media;

internal static class MediaMapping
{
    public static void Apply(ModelBuilder model)
    {
        model.Entity<MediaFile>(file =>
        {
            file.ToTable("media");
            file.Property(f => f.Name).HasMaxLength(60);
            file.Property(f => f.Kind).HasMaxLength(20);
            file.Property(f => f.ContentType).HasMaxLength(40);
            file.Property(f => f.Sha256).HasMaxLength(64);
            file.HasIndex(f => f.Name).IsUnique();
            file.HasIndex(f => new { f.CampaignId, f.Sha256 });
            file.Ignore(f => f.Path);
        });
        model.Entity<MediaContent>(content =>
        {
            content.ToTable("media_content");
            content.HasKey(c => c.MediaFileId);
            content.HasOne<MediaFile>().WithOne().HasForeignKey<MediaContent>(c => c.MediaFileId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
