using Campaigns.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace Campaigns.Web.Features.CampaignPages;

public static class CampaignPagesServices
{
    public static IServiceCollection AddCampaignPages(this IServiceCollection services) => services
        .AddSingleton<RenderedStories>()
        .AddScoped<CampaignPageQuery>()
        .AddScoped<CampaignListQuery>()
        .Configure<MvcOptions>(options => options.Filters.Add<PageLanguageFilter>());
}
