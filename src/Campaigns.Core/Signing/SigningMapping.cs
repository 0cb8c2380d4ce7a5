using Microsoft.EntityFrameworkCore;

namespace Campaigns.Core.Signing;

/// <summary>
/// The tables of the hot path carry no foreign keys: the writer takes their ids from rows it has just read in the same commit,
/// and the checks would lock a campaign's row for every signature.
/// </summary>
internal static class SigningMapping
{
    public static void Apply(ModelBuilder model)
    {
        model.Entity<Signature>(signature =>
        {
            signature.ToTable("signature", table => table.HasCheckConstraint("ck_signature_confirmed", "state <> 'Confirmed' OR confirmed_at IS NOT NULL"));
            // Two presses at once: the second finds another state than it read, reads again and decides again.
            signature.Property(s => s.State).HasMaxLength(20).IsConcurrencyToken();
            // Taken back, confirmed again and taken back: the state is the same as it was read, the yes to updates is not.
            signature.Property(s => s.WantsUpdates).IsConcurrencyToken();
            // Erased by two presses at once, or erased while another press wrote the name: the second looks again.
            signature.Property(s => s.ErasedAt).IsConcurrencyToken();
            signature.Property(s => s.Generation).HasDefaultValue(0);
            signature.Property(s => s.Source).HasDefaultValue("").HasMaxLength(100);
            signature.HasIndex(s => new { s.CampaignId, s.EmailKey }).IsUnique();
            // Few come by a share link: whom it brought.
            signature.HasIndex(s => s.ShareLinkId).HasFilter("share_link_id IS NOT NULL");
            // A campaign has few: their number, and their going away.
            signature.HasIndex(s => s.CampaignId, "ix_signature_tests").HasFilter("is_test");
            // Newest first within a campaign and state: the latest signatures, the export's pages and the recount.
            signature.HasIndex(s => new { s.CampaignId, s.State, s.Id });
        });
        model.Entity<Supporter>(supporter =>
        {
            supporter.ToTable("supporter");
            supporter.HasKey(s => s.EmailKey);
        });
        model.Entity<Consent>(consent =>
        {
            consent.ToTable("consent");
            // One index serves both: the answers of one signature, in the order in which they were given.
            consent.HasKey(c => new { c.SignatureId, c.Id });
        });
        model.Entity<KeptSignature>(kept =>
        {
            kept.ToTable("kept_signature");
            kept.HasKey(k => new { k.SignatureId, k.TextVersionId });
        });
        model.Entity<ConsentWording>(wording =>
        {
            wording.ToTable("consent_wording");
            wording.HasKey(w => w.Hash);
        });
        model.Entity<EmailDomainRule>(rule =>
        {
            rule.ToTable("email_domain_rule");
            rule.HasKey(r => r.Pattern);
            rule.HasData(
                new { Pattern = "googlemail.com", Position = 10, StripCharacters = "", StripFrom = (string?)null, AliasOf = (string?)"gmail.com" },
                new { Pattern = "gmail.com", Position = 20, StripCharacters = ".", StripFrom = (string?)"+", AliasOf = (string?)null },
                new { Pattern = "*", Position = 1000, StripCharacters = "", StripFrom = (string?)"+", AliasOf = (string?)null });
        });
    }
}
