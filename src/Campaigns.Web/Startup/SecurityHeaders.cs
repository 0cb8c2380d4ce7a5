using Microsoft.Extensions.Primitives;

namespace Campaigns.Web.Startup;

/// <summary>The headers of every response: pages, files, errors. Set when the response starts, so that nothing that clears headers loses them.</summary>
public sealed class SecurityHeaders(RequestDelegate next, IHostEnvironment environment)
{
    /// <summary>No inline script or style anywhere; posts go to this site alone; nobody frames it.</summary>
    public const string ContentSecurityPolicy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private readonly bool _isProduction = environment.IsProduction();

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state =>
        {
            var (context, isProduction) = ((HttpContext, bool))state;
            Add(context.Response.Headers, isProduction && context.Request.IsHttps);
            return Task.CompletedTask;
        }, (context, _isProduction));
        return next(context);
    }

    private static void Add(IHeaderDictionary headers, bool isHttpsForGood)
    {
        // A page may be stricter (uploads) or name who may frame it (embeds), and pages of mailed links send no referrer to others.
        Default(headers, "Content-Security-Policy", ContentSecurityPolicy);
        Default(headers, "Referrer-Policy", "strict-origin-when-cross-origin");
        headers["X-Content-Type-Options"] = "nosniff";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), publickey-credentials-get=(self), publickey-credentials-create=(self)";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (isHttpsForGood) headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
    }

    private static void Default(IHeaderDictionary headers, string name, string value)
    {
        if (StringValues.IsNullOrEmpty(headers[name])) headers[name] = value;
    }
}
