namespace Campaigns.Web.Features.Account;

public static class AccountServices
{
    public static IServiceCollection AddAccount(this IServiceCollection services) =>
        services.AddScoped<ReadAccount>().AddScoped<SaveProfile>().AddScoped<ChangeFactors>().AddScoped<EnrolSecondFactor>();
}
