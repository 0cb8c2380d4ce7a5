using System.Globalization;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Net.Http.Headers;

namespace Campaigns.Web.Startup;

/// <summary>
/// The one cache policy. An endpoint that carries it gives everybody the same bytes: no token, cookie, clock or personal word.
/// The key is the path, the text version and the encoding, so that unknown query keys cannot fill the store.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CachedPageAttribute : Attribute, IOutputCachePolicy
{
    public const int Seconds = 10;

    ValueTask IOutputCachePolicy.CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var request = context.HttpContext.Request;
        // A person who is known, or who came by a link that says what brought them, gets a page of their own: neither read from the cache nor stored.
        var isSameForAll = (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && !request.Cookies.ContainsKey("supporter") && !request.Cookies.ContainsKey("__Host-supporter")
            && !request.Cookies.ContainsKey("known") && !request.Cookies.ContainsKey("__Host-known")
            && !request.Query.ContainsKey("via") && !request.Query.ContainsKey("source");
        context.EnableOutputCaching = context.AllowCacheLookup = context.AllowCacheStorage = isSameForAll;
        if (!isSameForAll) return default;

        var encoding = EncodingFor(request);
        // What is compressed is what the key says, whatever order and weights the browser wrote.
        request.Headers.AcceptEncoding = encoding;
        context.AllowLocking = true;
        context.Tags.Add(CampaignPageCache.EveryPage);
        context.CacheVaryByRules.VaryByHost = false;
        context.CacheVaryByRules.VaryByValues["version"] = VersionOf(request)?.ToString(CultureInfo.InvariantCulture) ?? "";
        context.CacheVaryByRules.VaryByValues["encoding"] = encoding;
        context.ResponseExpirationTimeSpan = TimeSpan.FromSeconds(Seconds);
        return default;
    }

    ValueTask IOutputCachePolicy.ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => default;

    ValueTask IOutputCachePolicy.ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        if (response.StatusCode is not StatusCodes.Status200OK
            || response.Headers.SetCookie.Count > 0
            || response.Headers.CacheControl.ToString().Contains("no-store", StringComparison.OrdinalIgnoreCase))
            context.AllowCacheStorage = false;
        return default;
    }

    /// <summary>The text version that the query asks for; 0, which no text has, when it asks for something else.</summary>
    public static int? VersionOf(HttpRequest request) =>
        !request.Query.TryGetValue("version", out var asked) ? null
        : int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string EncodingFor(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        return Accepts(accepted, "br") ? "br" : Accepts(accepted, "gzip") ? "gzip" : "";
    }

    private static bool Accepts(IList<StringWithQualityHeaderValue> accepted, string encoding)
    {
        foreach (var value in accepted)
            if (value.Quality is not 0 && value.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
