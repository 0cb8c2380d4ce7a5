namespace Campaigns.Web.Startup;

/// <summary>Headers, origin check, forwarded headers, errors: what holds for every request.</summary>
public static class Security
{
    public static WebApplicationBuilder AddSecurity(this WebApplicationBuilder builder) => builder;

    public static WebApplication UseSecurity(this WebApplication app) => app;
}
