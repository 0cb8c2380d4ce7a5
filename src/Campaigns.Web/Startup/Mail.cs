namespace Campaigns.Web.Startup;

/// <summary>Which transport mail leaves by.</summary>
public static class Mail
{
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration) => services;
}
