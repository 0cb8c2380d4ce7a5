namespace Campaigns.Web.Features.Acting;

/// <summary>The steps after signing: tweet, comment, letter.</summary>
public static class ActingServices
{
    public static IServiceCollection AddActing(this IServiceCollection services) => services;
}
