namespace Campaigns.Web.Features.Embedding;

/// <summary>The campaign on other sites: card, form in a frame, feed, oEmbed.</summary>
public static class EmbeddingServices
{
    public static IServiceCollection AddEmbedding(this IServiceCollection services) => services
        .AddSingleton<Shared.ShareCards>()
        .AddSingleton<ShareCardImages>()
        .AddScoped<CampaignFacts>()
        .AddScoped<FeedQuery>();
}
