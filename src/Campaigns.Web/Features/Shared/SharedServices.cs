using Campaigns.Web.Startup;

namespace Campaigns.Web.Features.Shared;

/// <summary>What several features use.</summary>
public static class SharedServices
{
    public static IServiceCollection AddShared(this IServiceCollection services) =>
        services.AddHttpContextAccessor().AddScoped<WhoMay>().AddScoped<ReadFirstSteps>().AddScoped<Passkeys>().AddScoped<EndSessions>().AddScoped<ReadSessions>().AddSingleton<Testers>().AddSingleton<Seal>().AddSingleton<SupporterCookie>().AddSingleton<ReachCounter>().AddSingleton<MessageUses>().AddSingleton<Arrivals>().AddSingleton<ShareLinks>().AddSingleton<PublicCampaigns>()
            .AddSingleton<LetterEnding>().AddSingleton<StepList>().AddSingleton<SaidFigures>().AddSingleton<AdoptActions>().AddSingleton<StandingActs>().AddSingleton<CampaignAccess>().AddSingleton<AccountMail>()
            .AddSingleton<KnownSupporters>().AddSingleton<WelcomesBack>().AddSingleton<StoreMedia>();
}
