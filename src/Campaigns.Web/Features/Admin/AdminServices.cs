namespace Campaigns.Web.Features.Admin;

public static class AdminServices
{
    public static IServiceCollection AddAdmin(this IServiceCollection services) => services
        .AddScoped<CampaignList>().AddScoped<CampaignFigures>().AddScoped<DailyConfirmed>().AddScoped<SignerList>().AddScoped<TestModeBlocks>().AddScoped<CampaignTeam>().AddScoped<ShareCampaign>().AddScoped<CampaignDeskPages>();
}
