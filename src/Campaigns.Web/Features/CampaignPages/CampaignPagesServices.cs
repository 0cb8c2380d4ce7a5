using System.Text.Encodings.Web;
using System.Text.Unicode;
using Campaigns.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.WebEncoders;

namespace Campaigns.Web.Features.CampaignPages;

public static class CampaignPagesServices
{
    public static IServiceCollection AddCampaignPages(this IServiceCollection services) => services
        .AddSingleton<RenderedStories>()
        .AddScoped<CampaignPageQuery>()
        .AddScoped<CampaignListQuery>()
        // Pages are UTF-8: a French or Arabic letter needs no entity of six bytes.
        .Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All))
        .Configure<MvcOptions>(options => options.Filters.Add<PageLanguageFilter>());
}
