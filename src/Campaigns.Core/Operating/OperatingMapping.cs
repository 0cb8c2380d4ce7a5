using Microsoft.EntityFrameworkCore;

namespace Campaigns.Core.Operating;

internal static class OperatingMapping
{
    public static void Apply(ModelBuilder model)
    {
        model.Entity<JobLease>().ToTable("job_lease").HasKey(l => l.Job);
        model.Entity<InstallationSecret>().ToTable("installation_secret").HasKey(s => s.Name);
        model.Entity<DataProtectionKey>().ToTable("data_protection_key").HasKey(k => k.Name);
    }
}
