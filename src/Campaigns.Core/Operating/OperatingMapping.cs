using Microsoft.EntityFrameworkCore;

namespace Campaigns.Core.Operating;

internal static class OperatingMapping
{
    public static void Apply(ModelBuilder model)
    {
        model.Entity<JobLease>().ToTable("job_lease").HasKey(l => l.Job);
        model.Entity<MailSetup>(setup =>
        {
            setup.ToTable("mail_setup");
            setup.Property(s => s.Id).ValueGeneratedNever();
            setup.Property(s => s.Revision).IsConcurrencyToken();
        });
        model.Entity<InstallationSecret>().ToTable("installation_secret").HasKey(s => s.Name);
        model.Entity<OrganisationSettings>(organisation =>
        {
            organisation.ToTable("organisation").HasKey(o => o.Id);
            organisation.Property(o => o.Id).ValueGeneratedNever();
            organisation.Property(o => o.Revision).IsConcurrencyToken();
        });
        model.Entity<DataProtectionKey>().ToTable("data_protection_key").HasKey(k => k.Name);
    }
}
