namespace Campaigns.Web.Features.Reports;

/// <summary>Reach: counting, the page, its files and the nightly rebuild.</summary>
public static class ReportsServices
{
    public static IServiceCollection AddReports(this IServiceCollection services) => services;
}
