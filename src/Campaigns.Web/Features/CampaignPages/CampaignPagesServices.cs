namespace Campaigns.Web.Features.CampaignPages;

public static class CampaignPagesServices
{
    public static IServiceCollection AddCampaignPages(this IServiceCollection services) => services;
}
