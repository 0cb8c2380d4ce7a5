namespace Campaigns.Web.Features.Launching;

/// <summary>From a draft to the public and on: the checklist, publishing, scheduling, the states after it.</summary>
public static class LaunchingServices
{
    public static IServiceCollection AddLaunching(this IServiceCollection services) => services
        .AddScoped<LaunchHeads>().AddScoped<LaunchChecks>().AddScoped<ReadLaunch>().AddSingleton<GoPublic>().AddSingleton<UnscheduleCampaign>()
        .AddScoped<FollowUps>().AddSingleton<ChangeState>()
        .AddScoped<ReadChanges>().AddSingleton<TellSigners>().AddSingleton<PublishChanges>().AddSingleton<RestoreVersion>().AddSingleton<DeleteCampaign>();
}
