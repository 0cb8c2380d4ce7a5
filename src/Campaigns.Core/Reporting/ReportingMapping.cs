using Microsoft.EntityFrameworkCore;

namespace Campaigns.Core.Reporting;

internal static class ReportingMapping
{
    public static void Apply(ModelBuilder model)
    {
        model.Entity<CampaignCount>(count =>
        {
            count.ToTable("campaign_count");
            count.HasKey(c => c.CampaignId);
            count.Ignore(c => c.Total);
        });
        model.Entity<CountChange>(change => change.ToTable("count_change").HasIndex(c => c.CampaignId));
        model.Entity<PaperCount>(paper =>
        {
            paper.ToTable("paper_count");
            paper.HasIndex(p => p.CampaignId);
        });
    }
}
