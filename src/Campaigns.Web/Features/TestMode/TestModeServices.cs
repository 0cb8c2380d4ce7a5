namespace Campaigns.Web.Features.TestMode;

/// <summary>Test mode: who may see it, and that nothing of it counts or reaches a target.</summary>
public static class TestModeServices
{
    public static IServiceCollection AddTestMode(this IServiceCollection services) => services.AddSingleton<StartTest>().AddSingleton<EndTest>();
}
