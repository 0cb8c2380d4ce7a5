namespace Campaigns.Web.Features.SignIn;

public static class SignInServices
{
    public static IServiceCollection AddSignIn(this IServiceCollection services) =>
        services.AddScoped<SignInStaff>().AddScoped<ProveAgain>();
}
