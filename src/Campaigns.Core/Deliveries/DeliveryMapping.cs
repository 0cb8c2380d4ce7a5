using Microsoft.EntityFrameworkCore;

namespace Campaigns.Core.Deliveries;

internal static class DeliveryMapping
{
    public static void Apply(ModelBuilder model)
    {
        model.Entity<Delivery>(delivery =>
        {
            delivery.ToTable("delivery", table => table.HasCheckConstraint("ck_delivery_claimable", "next_attempt_at IS NULL OR state IN ('Pending', 'Sending')"));
            delivery.Property(d => d.State).HasMaxLength(20);
            // The hand-written inserts name only what a new row has to say.
            delivery.Property(d => d.Attempts).HasDefaultValue(0);
            delivery.Property(d => d.Resends).HasDefaultValue(0);
            delivery.Property(d => d.PolicyRefusals).HasDefaultValue(0);
            delivery.Property(d => d.LeaseLosses).HasDefaultValue(0);
            delivery.HasIndex(d => d.IdempotencyKey).IsUnique();
            delivery.HasIndex(d => d.BounceToken).IsUnique().HasFilter("bounce_token IS NOT NULL");
            delivery.HasIndex(d => new { d.MailingId, d.RecipientKey }).IsUnique().HasFilter("mailing_id IS NOT NULL");
            delivery.HasIndex(d => d.SignatureId);
            // Letters to targets alone: the slots already given.
            delivery.HasIndex(d => new { d.TargetId, d.NextAttemptAt }, "ix_delivery_target").HasFilter("target_id IS NOT NULL");
            // Those that wait for a slot, apart from all that ended: sent ones have been tried. And those that ended and whose sender was not told.
            // Neither may name the state, for the same reason as the claim index below.
            delivery.HasIndex(d => new { d.TargetId, d.Id }, "ix_delivery_parked").HasFilter("target_id IS NOT NULL AND next_attempt_at IS NULL AND attempts = 0");
            delivery.HasIndex(d => d.Id, "ix_delivery_untold").HasFilter("target_id IS NOT NULL AND next_attempt_at IS NULL AND attempts > 0 AND told_in_id IS NULL");
            // What ended without leaving, for whoever looks after it, beside what waits for a turn. It may not name the state either; the columns that it names change when a row ends.
            delivery.HasIndex(d => new { d.CampaignId, d.Id }, "ix_delivery_unsent").HasFilter("next_attempt_at IS NULL AND sent_at IS NULL");
            // Few come back: the report counts them.
            delivery.HasIndex(d => d.CampaignId, "ix_delivery_bounced").HasFilter("bounced_at IS NOT NULL");
            delivery.HasIndex(d => d.ActionId).HasFilter("action_id IS NOT NULL");
            // The claim reads only what waits, in the order in which it leaves; the index stays as small as the backlog. It must not name the
            // state or the token: a claim then touches no index (PostgreSQL's heap-only tuples), and steps over the few rows that others hold.
            delivery.HasIndex(d => new { d.Priority, d.NextAttemptAt, d.Id }, "ix_delivery_claim").HasFilter("next_attempt_at IS NOT NULL");
            // Room beside each row for the version that the claim writes.
            delivery.HasAnnotation("Npgsql:StorageParameter:fillfactor", 70);
        });
        model.Entity<DeliveryAttempt>(attempt =>
        {
            attempt.ToTable("delivery_attempt");
            attempt.HasKey(a => new { a.DeliveryId, a.Id }); // one index: attempts are read by their delivery
        });
        model.Entity<DeliveryWorker>(worker => worker.ToTable("delivery_worker"));
        model.Entity<Suppression>(suppression =>
        {
            suppression.ToTable("suppression");
            suppression.HasIndex(s => s.RecipientKey);
        });
        model.Entity<Lane>(lane =>
        {
            lane.ToTable("lane");
            lane.HasKey(l => l.Name);
            lane.HasData(new { Name = "mail", ConnectFailures = 0, OurFaults = 0 });
        });
    }
}
