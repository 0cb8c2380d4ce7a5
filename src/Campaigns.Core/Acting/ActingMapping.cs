using Microsoft.EntityFrameworkCore;

namespace Campaigns.Core.Acting;

internal static class ActingMapping
{
    public static void Apply(ModelBuilder model)
    {
        model.Entity<SupporterAction>(action =>
        {
            action.ToTable("action");
            // Null is nobody's value for a unique index on either database: shares have no target and an index of their own.
            action.HasIndex(a => new { a.SignatureId, a.Step, a.Channel, a.TargetId }, "ux_action_unit").IsUnique().HasFilter("signature_id IS NOT NULL AND target_id IS NOT NULL");
            action.HasIndex(a => new { a.SignatureId, a.Step, a.Channel }, "ux_action_unit_without_target").IsUnique().HasFilter("signature_id IS NOT NULL AND target_id IS NULL");
            action.HasIndex(a => a.ProofUrl).IsUnique().HasFilter("proof_url IS NOT NULL");
            // The report and the nightly rebuild read a campaign's actions of a range of days.
            action.HasIndex(a => new { a.CampaignId, a.StartedAt });
            action.Property(a => a.Rung).HasMaxLength(20);
        });
        model.Entity<ShareLink>(link =>
        {
            link.ToTable("share_link");
            link.Property(l => l.Code).HasMaxLength(20);
            link.HasIndex(l => l.Code).IsUnique();
            link.HasIndex(l => l.CampaignId);
            link.HasIndex(l => l.SignatureId);
            link.Property(l => l.Visits).HasDefaultValue(0);
            link.Property(l => l.RobotVisits).HasDefaultValue(0);
        });
    }
}
