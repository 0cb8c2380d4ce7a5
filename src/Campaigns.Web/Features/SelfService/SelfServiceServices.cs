namespace Campaigns.Web.Features.SelfService;

/// <summary>What a supporter sees, changes and takes back themselves.</summary>
public static class SelfServiceServices
{
    public static IServiceCollection AddSelfService(this IServiceCollection services) => services;
}
