using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Targets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Campaigns.Core;

internal static class CampaignMapping
{
    public static void Apply(ModelBuilder model)
    {
        model.Entity<Campaign>(campaign =>
        {
            campaign.ToTable("campaign");
            campaign.Property(c => c.Status).HasMaxLength(20);
            campaign.Property(c => c.TimeZone).HasMaxLength(60);
            campaign.Property(c => c.FollowUpUrl).HasMaxLength(2000);
            Steps(campaign.Property(c => c.Steps));
            Steps(campaign.Property(c => c.Tried));
            campaign.HasIndex(c => c.Status);
            campaign.HasOne<Accounts.StaffUser>().WithMany().HasForeignKey(c => c.OwnerId).OnDelete(DeleteBehavior.SetNull);
        });
        model.Entity<Target>(target =>
        {
            target.ToTable("target");
            target.Property(t => t.Revision).IsConcurrencyToken();
            target.HasIndex(t => new { t.CampaignId, t.Number }).IsUnique();
            target.HasOne<Campaign>().WithMany().HasForeignKey(t => t.CampaignId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<TargetText>(text =>
        {
            text.ToTable("target_text");
            text.HasKey(t => new { t.TargetId, t.CampaignTextId });
            text.HasOne<Target>().WithMany().HasForeignKey(t => t.TargetId).OnDelete(DeleteBehavior.Cascade);
            text.HasOne<CampaignText>().WithMany().HasForeignKey(t => t.CampaignTextId).OnDelete(DeleteBehavior.Cascade);
        });
    }

    private static void Steps(PropertyBuilder<IReadOnlyList<Step>> list) => list.HasMaxLength(100).HasConversion(
        steps => string.Join(',', steps),
        stored => stored.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Step>).ToArray(),
        new ValueComparer<IReadOnlyList<Step>>((a, b) => a!.SequenceEqual(b!), steps => steps.Aggregate(0, HashCode.Combine), steps => steps.ToArray()));
}
