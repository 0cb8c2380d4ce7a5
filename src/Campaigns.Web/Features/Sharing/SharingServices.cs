namespace Campaigns.Web.Features.Sharing;

/// <summary>The share step, share links and what they bring.</summary>
public static class SharingServices
{
    public static IServiceCollection AddSharing(this IServiceCollection services) => services
        .AddSingleton<Sharers>().AddSingleton<ShareCookie>().AddSingleton<ShareOffers>().AddSingleton<ShareWords>().AddSingleton<ReadShare>().AddSingleton<StartShare>().AddSingleton<ReportShare>()
        .AddSingleton<FindShareLink>().AddSingleton<ShareVisits>().AddHostedService<FlushShareVisits>();
}
