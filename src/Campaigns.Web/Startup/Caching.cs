using System.IO.Compression;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;

namespace Campaigns.Web.Startup;

/// <summary>
/// Output caching of public pages: opt-in by <see cref="CachedPageAttribute"/>, tagged by campaign, evicted on change.
/// Compression stands inside the cache, so a page is compressed once for each encoding and only where everybody gets the same bytes.
/// </summary>
public static class Caching
{
    public static IServiceCollection AddPageCaching(this IServiceCollection services) => services
        .AddOutputCache()
        .AddSingleton<CampaignPageCache>()
        .AddResponseCompression(options => options.EnableForHttps = true)
        .Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal)
        .Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);

    public static WebApplication UsePageCaching(this WebApplication app)
    {
        app.UseOutputCache();
        // Pages that may say something personal stay uncompressed: their length must not tell what they hold.
        app.UseWhen(
            context => context.Features.Get<IOutputCacheFeature>()?.Context is { EnableOutputCaching: true },
            cached => cached.UseResponseCompression());
        return app;
    }
}

/// <summary>Forgets the cached pages of a campaign after a change. Other nodes notice within <see cref="CachedPageAttribute.Seconds"/>.</summary>
public sealed class CampaignPageCache(IOutputCacheStore store)
{
    public static string TagOf(Guid campaignId) => $"campaign:{campaignId}";

    /// <summary>On every cached page.</summary>
    public const string EveryPage = "page";

    public ValueTask EvictAllAsync(CancellationToken ct = default) => store.EvictByTagAsync(EveryPage, ct);

    public ValueTask EvictAsync(Guid campaignId, CancellationToken ct = default) => store.EvictByTagAsync(TagOf(campaignId), ct);
}
