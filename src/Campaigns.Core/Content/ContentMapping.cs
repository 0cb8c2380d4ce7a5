using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Campaigns.Core.Content;

internal static class ContentMapping
{
    public static void Apply(ModelBuilder model)
    {
        model.Entity<CampaignText>(text =>
        {
            text.ToTable("campaign_text");
            text.Property(t => t.Language).HasMaxLength(20);
            text.Property(t => t.Slug).HasMaxLength(80);
            text.HasIndex(t => t.Slug).IsUnique();
            text.HasIndex(t => new { t.CampaignId, t.Language }).IsUnique();
            text.HasOne<Campaign>().WithMany().HasForeignKey(t => t.CampaignId).OnDelete(DeleteBehavior.Cascade);
            text.OwnsOne(t => t.Press);
            text.Property(t => t.Visibility).HasMaxLength(20);
            Words(text.Property(t => t.Mails));
        });
        model.Entity<OutdatedWords>(words =>
        {
            words.ToTable("outdated_words");
            words.HasKey(w => new { w.CampaignTextId, w.Field });
            words.Property(w => w.Field).HasMaxLength(100);
            OfText(words, w => w.CampaignTextId);
        });
        model.Entity<TextVersion>(version =>
        {
            version.ToTable("text_version");
            version.HasIndex(v => new { v.CampaignTextId, v.Number }).IsUnique();
            OfText(version, v => v.CampaignTextId);
        });
        model.Entity<Source>(source =>
        {
            source.ToTable("source");
            source.HasIndex(s => new { s.CampaignTextId, s.Key }).IsUnique();
            source.Property(s => s.Revision).IsConcurrencyToken();
            OfText(source, s => s.CampaignTextId);
        });
        model.Entity<Claim>(claim =>
        {
            claim.ToTable("claim");
            claim.HasIndex(c => new { c.CampaignTextId, c.Key }).IsUnique();
            OfText(claim, c => c.CampaignTextId);
        });
        model.Entity<TimelineEntry>(entry =>
        {
            entry.ToTable("timeline_entry");
            entry.HasIndex(e => new { e.CampaignTextId, e.Number }).IsUnique();
            OfText(entry, e => e.CampaignTextId);
        });
        model.Entity<MistakeReport>(report =>
        {
            report.ToTable("mistake_report");
            report.HasIndex(r => new { r.CampaignId, r.State });
            OfText(report, r => r.CampaignTextId);
        });
        model.Entity<Message>(message =>
        {
            message.ToTable("message");
            message.HasIndex(m => new { m.CampaignId, m.Step, m.Language });
            message.Property(m => m.Revision).IsConcurrencyToken();
            message.HasOne<Campaign>().WithMany().HasForeignKey(m => m.CampaignId).OnDelete(DeleteBehavior.Cascade);
        });
    }

    /// <summary>As JSON, its keys in order, so that the same words are the same text.</summary>
    internal static void Words(PropertyBuilder<IReadOnlyDictionary<string, string>> words) => words.HasConversion(
        map => JsonSerializer.Serialize(new SortedDictionary<string, string>(map.ToDictionary(), StringComparer.Ordinal), JsonSerializerOptions.Default),
        stored => JsonSerializer.Deserialize<Dictionary<string, string>>(stored, JsonSerializerOptions.Default)!,
        new ValueComparer<IReadOnlyDictionary<string, string>>((a, b) => MailWords.AreSame(a!, b!), map => map.Count, map => map));

    private static void OfText<T>(EntityTypeBuilder<T> entity, System.Linq.Expressions.Expression<Func<T, object?>> key) where T : class =>
        entity.HasOne<CampaignText>().WithMany().HasForeignKey(key).OnDelete(DeleteBehavior.Cascade);
}
