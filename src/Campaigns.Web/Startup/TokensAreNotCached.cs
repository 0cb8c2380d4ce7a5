using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Campaigns.Web.Startup;

/// <summary>
/// A page that asks for an antiforgery token is one person's: whoever marks it as cached by mistake must not hand that token to others.
/// The cache's own rules do not see it: <c>GetTokens</c> leaves no trace in the answer, and the cookie is set only the first time.
/// </summary>
internal sealed class TokensAreNotCached(IAntiforgery inner) : IAntiforgery
{
    public static void Wrap(IServiceCollection services)
    {
        var own = services.Single(service => service.ServiceType == typeof(IAntiforgery)).ImplementationType!;
        services.Replace(ServiceDescriptor.Singleton<IAntiforgery>(provider => new TokensAreNotCached((IAntiforgery)ActivatorUtilities.CreateInstance(provider, own))));
    }

    public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) => inner.GetAndStoreTokens(Uncached(httpContext));

    public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => inner.GetTokens(Uncached(httpContext));

    public Task<bool> IsRequestValidAsync(HttpContext httpContext) => inner.IsRequestValidAsync(httpContext);

    public void SetCookieTokenAndHeader(HttpContext httpContext) => inner.SetCookieTokenAndHeader(Uncached(httpContext));

    public Task ValidateRequestAsync(HttpContext httpContext) => inner.ValidateRequestAsync(httpContext);

    private static HttpContext Uncached(HttpContext context)
    {
        if (context.Features.Get<IOutputCacheFeature>()?.Context is { } cache) cache.AllowCacheStorage = false;
        return context;
    }
}
