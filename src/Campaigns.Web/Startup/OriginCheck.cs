using Microsoft.Extensions.Options;

namespace Campaigns.Web.Startup;

/// <summary>Called by machines with a signature or one-click token of their own: the origin check lets it pass, and it must ignore cookies.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class MachineEndpointAttribute : Attribute;

/// <summary>
/// Refuses writes that another site's page makes in a visitor's browser, without a token in the page, so that pages stay cacheable.
/// Follows dotnet/aspnetcore#66585 and is stricter where the browser says nothing.
/// </summary>
public sealed class OriginCheck(RequestDelegate next, IOptions<SiteOptions> site)
{
    private readonly string? _own = Normal(site.Value.PublicUrl);
    private readonly HashSet<string> _trusted = [.. site.Value.TrustedOrigins.Select(Normal).OfType<string>()];

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (IsRead(request.Method) || Allows(
                context.GetEndpoint()?.Metadata.GetMetadata<MachineEndpointAttribute>() is not null,
                One(request.Headers["Sec-Fetch-Site"]), One(request.Headers.Origin), request.Cookies.Keys.Any(IsOurs)))
            return next(context);

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <param name="isMachine">The endpoint is marked <see cref="MachineEndpointAttribute"/>.</param>
    /// <param name="fetchSite"><c>Sec-Fetch-Site</c>, null when absent.</param>
    /// <param name="origin"><c>Origin</c>, null when absent.</param>
    /// <param name="hasOurCookie">The request carries a cookie of this program.</param>
    internal bool Allows(bool isMachine, string? fetchSite, string? origin, bool hasOurCookie) => (isMachine, fetchSite, origin) switch
    {
        (true, _, _) => true,
        (_, "same-origin" or "none", _) => true,
        (_, not null, _) => Normal(origin) is { } other && _trusted.Contains(other),
        (_, null, not null) => Normal(origin) is { } one && one == _own,
        _ => !hasOurCookie,
    };

    /// <summary>Cookies of this program bear these names, with <c>__Host-</c> before them where the site is https.</summary>
    internal static bool IsOurs(string cookie) =>
        cookie.StartsWith("__Host-", StringComparison.Ordinal) || cookie is "staff" or "staff-code" or "staff-form" or "staff-passkey" or "language" or "supporter" or "known" or "share" or "place" or "preview";

    private static bool IsRead(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);

    // Several values of one header are nobody's browser: they match nothing.
    private static string? One(Microsoft.Extensions.Primitives.StringValues values) => values.Count == 0 ? null : values.ToString();

    /// <summary>Scheme, host and port in lower case, the default port left out; null for <c>null</c> and everything else that is no origin.</summary>
    internal static string? Normal(string? origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.PathAndQuery == "/" && uri.UserInfo == ""
            ? $"{uri.Scheme}://{uri.IdnHost.ToLowerInvariant()}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}"
            : null;
}
