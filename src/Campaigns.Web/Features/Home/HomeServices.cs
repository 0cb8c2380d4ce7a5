namespace Campaigns.Web.Features.Home;

public static class HomeServices
{
    public static IServiceCollection AddHome(this IServiceCollection services) => services
        .AddScoped<ReadHome>().AddScoped<ReadTasks>().AddScoped<ReadJobs>().AddScoped<FailedMails>().AddScoped<SendAgain>();
}
