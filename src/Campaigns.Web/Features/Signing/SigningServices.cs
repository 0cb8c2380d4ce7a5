namespace Campaigns.Web.Features.Signing;

public static class SigningServices
{
    public static IServiceCollection AddSigning(this IServiceCollection services) => services;
}
