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
        model.Entity<ReachCount>(count =>
        {
            count.ToTable("reach_count");
            count.HasKey(c => new { c.CampaignId, c.Hour, c.Step, c.Channel, c.Rung, c.TargetId, c.MessageId, c.Language, c.Source, c.Generation });
        });
        model.Entity<ShareVisit>(visit =>
        {
            visit.ToTable("share_visit");
            visit.HasKey(v => new { v.CampaignId, v.Hour, v.Channel, v.Language, v.Generation });
        });
        model.Entity<ReachDrift>(drift => drift.ToTable("reach_drift").HasIndex(d => d.CampaignId));
    }
}
