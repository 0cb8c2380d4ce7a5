using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Core.Editing;

internal static class EditingMapping
{
    public static void Apply(ModelBuilder model)
    {
        model.Entity<EditedSection>(section =>
        {
            section.ToTable("edited_section");
            section.HasKey(s => new { s.CampaignId, s.Section, s.Language });
            section.Property(s => s.Section).HasMaxLength(20);
            section.Property(s => s.Language).HasMaxLength(20);
            section.Property(s => s.Revision).IsConcurrencyToken();
            section.HasOne<Campaign>().WithMany().HasForeignKey(s => s.CampaignId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<UnsavedText>(text =>
        {
            text.ToTable("unsaved_text");
            text.HasKey(t => new { t.CampaignId, t.Section, t.Language, t.StaffId });
            text.Property(t => t.Section).HasMaxLength(20);
            text.Property(t => t.Language).HasMaxLength(20);
            text.HasOne<Campaign>().WithMany().HasForeignKey(t => t.CampaignId).OnDelete(DeleteBehavior.Cascade);
            text.HasOne<StaffUser>().WithMany().HasForeignKey(t => t.StaffId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<TextDraft>(draft =>
        {
            draft.ToTable("text_draft");
            draft.HasKey(d => d.CampaignTextId);
            draft.HasOne<CampaignText>().WithOne().HasForeignKey<TextDraft>(d => d.CampaignTextId).OnDelete(DeleteBehavior.Cascade);
            draft.OwnsOne(d => d.Press);
            ContentMapping.Words(draft.Property(d => d.Mails));
        });
        model.Entity<FormerSlug>(slug =>
        {
            slug.ToTable("former_slug");
            slug.HasKey(s => s.Slug);
            slug.Property(s => s.Slug).HasMaxLength(80);
            slug.HasOne<CampaignText>().WithMany().HasForeignKey(s => s.CampaignTextId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<CampaignShare>(share =>
        {
            share.ToTable("campaign_share");
            share.HasKey(s => new { s.CampaignId, s.StaffId });
            share.HasOne<Campaign>().WithMany().HasForeignKey(s => s.CampaignId).OnDelete(DeleteBehavior.Cascade);
            share.HasOne<StaffUser>().WithMany().HasForeignKey(s => s.StaffId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
