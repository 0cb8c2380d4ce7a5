namespace Campaigns.Web.Features.Exporting;

public static class ExportingServices
{
    public static IServiceCollection AddExporting(this IServiceCollection services) => services.AddScoped<ExportSupporters>();
}
