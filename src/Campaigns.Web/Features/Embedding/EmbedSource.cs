using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Embedding;

/// <summary>Whose page a signature came from.</summary>
internal static class EmbedSource
{
    /// <returns><c>embed:ally.example</c>; <c>embed</c> where the browser does not say or the page may not frame the form.</returns>
    public static string Of(FrameOrigins origins, HttpRequest request) => origins.HostOf(request.Headers.Referer) is { } host ? Arrivals.SourceIn($"embed:{host}") : "embed";
}
