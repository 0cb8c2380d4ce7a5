namespace Campaigns.Web.Startup;

/// <summary>The one table of all jobs, and the host that runs them.</summary>
public static class Jobs
{
    public static IServiceCollection AddJobs(this IServiceCollection services) => services;
}
