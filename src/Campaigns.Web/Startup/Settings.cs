namespace Campaigns.Web.Startup;

/// <summary>Binds and checks every setting at the start; a wrong one stops the program with a sentence that names the key and the fix.</summary>
public static class Settings
{
    public static IServiceCollection AddCampaignsOptions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SiteOptions>().Bind(configuration.GetSection("Site")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<SetupOptions>().Bind(configuration.GetSection("Setup")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<StaffOptions>().Bind(configuration.GetSection("Staff")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<DemoOptions>().Bind(configuration.GetSection("Demo")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RoleOptions>().Configure(roles => roles.Read(configuration)).ValidateOnStart();
        return services;
    }
}
