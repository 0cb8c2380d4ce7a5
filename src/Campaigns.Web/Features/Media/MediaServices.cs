namespace Campaigns.Web.Features.Media;

/// <summary>Uploaded pictures and documents, as everybody gets them.</summary>
public static class MediaServices
{
    public static IServiceCollection AddMedia(this IServiceCollection services) => services.AddSingleton<MediaCache>();
}
