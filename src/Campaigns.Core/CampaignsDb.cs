using Campaigns.Core.Accounts;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Editing;
using Campaigns.Core.Limits;
using Campaigns.Core.Media;
using Campaigns.Core.Operating;
using Campaigns.Core.Reporting;
using Campaigns.Core.Signing;
using Campaigns.Core.Targets;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Core;

/// <summary>The one database, on SQLite or PostgreSQL. Mapping lies beside the model, one class a folder.</summary>
public sealed class CampaignsDb(DbContextOptions<CampaignsDb> options) : IdentityDbContext<StaffUser, IdentityRole<Guid>, Guid>(options)
{
    public DbSet<Campaign> Campaigns => Set<Campaign>();
    public DbSet<CampaignText> CampaignTexts => Set<CampaignText>();
    public DbSet<TextVersion> TextVersions => Set<TextVersion>();
    public DbSet<Source> Sources => Set<Source>();
    public DbSet<Claim> StoryClaims => Set<Claim>();
    public DbSet<TextDraft> TextDrafts => Set<TextDraft>();
    public DbSet<OutdatedWords> OutdatedWords => Set<OutdatedWords>();
    public DbSet<FormerSlug> FormerSlugs => Set<FormerSlug>();
    public DbSet<MistakeReport> MistakeReports => Set<MistakeReport>();
    public DbSet<TimelineEntry> TimelineEntries => Set<TimelineEntry>();
    public DbSet<Message> Messages => Set<Message>();
    public DbSet<MediaFile> MediaFiles => Set<MediaFile>();
    public DbSet<MediaContent> MediaContents => Set<MediaContent>();
    public DbSet<Target> Targets => Set<Target>();
    public DbSet<TargetText> TargetTexts => Set<TargetText>();

    public DbSet<Signature> Signatures => Set<Signature>();
    public DbSet<Supporter> Supporters => Set<Supporter>();
    public DbSet<KeptSignature> KeptSignatures => Set<KeptSignature>();
    public DbSet<Consent> Consents => Set<Consent>();
    public DbSet<ConsentWording> ConsentWordings => Set<ConsentWording>();
    public DbSet<EmailDomainRule> EmailDomainRules => Set<EmailDomainRule>();

    public DbSet<SupporterAction> Actions => Set<SupporterAction>();
    public DbSet<ShareLink> ShareLinks => Set<ShareLink>();

    public DbSet<Delivery> Deliveries => Set<Delivery>();
    public DbSet<DeliveryAttempt> DeliveryAttempts => Set<DeliveryAttempt>();
    public DbSet<DeliveryWorker> DeliveryWorkers => Set<DeliveryWorker>();
    public DbSet<Suppression> Suppressions => Set<Suppression>();
    public DbSet<Lane> Lanes => Set<Lane>();

    public DbSet<LimitRule> LimitRules => Set<LimitRule>();
    public DbSet<LimitCounter> LimitCounters => Set<LimitCounter>();

    public DbSet<CampaignCount> CampaignCounts => Set<CampaignCount>();
    public DbSet<CountChange> CountChanges => Set<CountChange>();
    public DbSet<PaperCount> PaperCounts => Set<PaperCount>();
    public DbSet<ReachCount> ReachCounts => Set<ReachCount>();
    public DbSet<ShareVisit> ShareVisits => Set<ShareVisit>();
    public DbSet<ReachDrift> ReachDrifts => Set<ReachDrift>();

    public DbSet<EditedSection> EditedSections => Set<EditedSection>();
    public DbSet<UnsavedText> UnsavedTexts => Set<UnsavedText>();

    public DbSet<CampaignShare> CampaignShares => Set<CampaignShare>();
    public DbSet<StaffTicket> StaffTickets => Set<StaffTicket>();
    public DbSet<SpentChallenge> SpentChallenges => Set<SpentChallenge>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<JobLease> JobLeases => Set<JobLease>();
    public DbSet<MailSetup> MailSetups => Set<MailSetup>();
    public DbSet<InstallationSecret> InstallationSecrets => Set<InstallationSecret>();
    public DbSet<OrganisationSettings> Organisation => Set<OrganisationSettings>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        conventions.Properties<Enum>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        CampaignMapping.Apply(model);
        ContentMapping.Apply(model);
        EditingMapping.Apply(model);
        MediaMapping.Apply(model);
        SigningMapping.Apply(model);
        ActingMapping.Apply(model);
        DeliveryMapping.Apply(model);
        LimitMapping.Apply(model);
        ReportingMapping.Apply(model);
        OperatingMapping.Apply(model);
        AccountMapping.Apply(model);
        SnakeCase.Apply(model);
    }
}
