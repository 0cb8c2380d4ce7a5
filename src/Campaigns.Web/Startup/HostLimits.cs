using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Startup;

/// <summary>How much one client may ask of the host, and whose word about addresses is believed.</summary>
internal static class HostLimits
{
    public static void AddHostLimits(this IServiceCollection services)
    {
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = FormGuard.MaxBytes;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
            kestrel.Limits.MaxConcurrentConnections = 2_000;
        });
        services.Configure<FormOptions>(form =>
        {
            form.ValueCountLimit = FormGuard.MaxFields;
            form.ValueLengthLimit = FormGuard.MaxValue;
            form.BufferBodyLengthLimit = form.MultipartBodyLengthLimit = FormGuard.MaxBytes;
        });
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<SiteOptions>>((forwarded, site) => Trust(forwarded, site.Value.TrustedProxies));
        // Without AllowedHosts in the settings, only the names this site is known by are answered.
        services.AddOptions<HostFilteringOptions>().PostConfigure<IOptions<SiteOptions>, IConfiguration>((hosts, site, configuration) =>
        {
            // The framework has put "*" into the options by now, so the setting itself is asked.
            if (!string.IsNullOrEmpty(configuration["AllowedHosts"])) return;
            hosts.AllowedHosts = [new Uri(site.Value.PublicUrl).Host, .. site.Value.TrustedOrigins.Select(origin => new Uri(origin).Host), "localhost", "127.0.0.1", "[::1]"];
        });
    }

    internal static bool IsProxy(string entry) => IPAddress.TryParse(entry, out _) || System.Net.IPNetwork.TryParse(entry, out _);

    private static void Trust(ForwardedHeadersOptions forwarded, IEnumerable<string> proxies)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        // The walk from the nearest hop stops at the first address that is not listed; this is its upper end.
        forwarded.ForwardLimit = 5;
        // The framework believes loopback by itself: whoever sits there must be named like everybody else.
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address)) forwarded.KnownProxies.Add(address);
            else forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
        }
    }
}
