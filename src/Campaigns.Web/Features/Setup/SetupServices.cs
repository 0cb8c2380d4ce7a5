namespace Campaigns.Web.Features.Setup;

public static class SetupServices
{
    public static IServiceCollection AddSetup(this IServiceCollection services) => services
        .AddScoped<CreateAdministrator>().AddSingleton<ConfiguredFields>().AddScoped<OrganisationPages>().AddScoped<SaveOrganisation>().AddScoped<AddSampleCampaign>();
}
