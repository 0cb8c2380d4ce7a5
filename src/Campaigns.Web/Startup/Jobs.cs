using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Features.Launching;
using Campaigns.Web.Features.Letters;
using Campaigns.Web.Features.Media;
using Campaigns.Web.Features.Mistakes;
using Campaigns.Web.Features.Reports;
using Campaigns.Web.Features.Signing;
using Campaigns.Web.Features.TestMode;
using Campaigns.Web.Outside;
using Campaigns.Web.Outside.Jobs;

namespace Campaigns.Web.Startup;

/// <summary>The one table of all jobs, and the host that runs them.</summary>
public static class Jobs
{
    private static JobTable Table => new JobTable()
        .EveryOnAllNodes<DrainDeliveries>(TimeSpan.FromSeconds(5))
        .Every<OpenCampaigns>(TimeSpan.FromSeconds(60))
        .Every<ReapLeases>(TimeSpan.FromSeconds(30))
        .Every<ExpireDeliveries>(TimeSpan.FromMinutes(5))
        .Every<SlotLetters>(TimeSpan.FromSeconds(60))
        .Every<TellLetterOutcomes>(TimeSpan.FromSeconds(60))
        .Every<CountSignatures>(TimeSpan.FromSeconds(10))
        .Nightly<RebuildReach>(new TimeOnly(2, 0))
        .Nightly<RecountSignatures>(new TimeOnly(2, 10))
        .Nightly<PurgeSignatures>(new TimeOnly(2, 40))
        .Nightly<PurgeTests>(new TimeOnly(2, 45))
        .Nightly<PurgeMistakes>(new TimeOnly(2, 55))
        .Nightly<PurgeCounters>(new TimeOnly(2, 50))
        .Nightly<PurgeMedia>(new TimeOnly(2, 55))
        .Nightly<PurgeSessions>(new TimeOnly(2, 55));

    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        var table = Table;
        foreach (var entry in table.Entries) services.AddTransient(entry.Job);
        return services
            .AddSingleton(table)
            .AddSingleton<JobLeases>()
            .AddSingleton<BuiltInJobHost>()
            .AddSingleton<IJobHost>(provider => provider.GetRequiredService<BuiltInJobHost>())
            .AddHostedService(provider => provider.GetRequiredService<BuiltInJobHost>());
    }
}
