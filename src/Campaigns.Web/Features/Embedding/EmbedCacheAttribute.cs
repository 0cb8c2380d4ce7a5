using Campaigns.Core.Acting;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.OutputCaching;

namespace Campaigns.Web.Features.Embedding;

/// <summary>
/// Keeps the frame as <see cref="CachedPageAttribute"/> keeps pages, once for each site that may show it: made-up referrers share one.
/// Counts each showing here, because a kept page runs no action.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EmbedCacheAttribute : Attribute, IOutputCachePolicy
{
    private static readonly IOutputCachePolicy Pages = new CachedPageAttribute();

    async ValueTask IOutputCachePolicy.CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var (http, services) = (context.HttpContext, context.HttpContext.RequestServices);
        await Pages.CacheRequestAsync(context, cancellation);
        if (http.Request.RouteValues["slug"] is not string slug || await services.GetRequiredService<PublicCampaigns>().FindAsync(slug, cancellation) is not { } campaign) return;

        var origins = FrameOrigins.Of(campaign.Campaign.EmbedOrigins);
        var source = EmbedSource.Of(origins, http.Request);
        context.CacheVaryByRules.VaryByValues["source"] = source;
        context.Tags.Add(CampaignPageCache.TagOf(campaign.Campaign.Id));
        if (!origins.IsNone && !campaign.Campaign.IsTest && IsSeen(http.Request))
            services.GetRequiredService<ReachCounter>().Count(new ReachKey(campaign.Campaign.Id, Step.Sign, Channel.Embed, Rung.Shown, Guid.Empty, Guid.Empty, campaign.Language, source, 0));
    }

    ValueTask IOutputCachePolicy.ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => Pages.ServeFromCacheAsync(context, cancellation);

    ValueTask IOutputCachePolicy.ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation) => Pages.ServeResponseAsync(context, cancellation);

    /// <summary>By a person, in a frame: browsers say so, and those that do not are believed.</summary>
    private static bool IsSeen(HttpRequest request) =>
        !Robots.Sent(request) && request.Headers["Sec-Fetch-Dest"].ToString() is ("" or "iframe" or "frame");
}
