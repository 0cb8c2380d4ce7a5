using Campaigns.Core.Targets;
using Microsoft.EntityFrameworkCore;

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
            campaign.HasIndex(c => c.Status);
        });
        model.Entity<Target>(target =>
        {
            target.ToTable("target");
            target.HasOne<Campaign>().WithMany().HasForeignKey(t => t.CampaignId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
