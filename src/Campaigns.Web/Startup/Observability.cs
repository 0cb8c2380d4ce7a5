namespace Campaigns.Web.Startup;

/// <summary>Structured logs without personal data, and the two health endpoints.</summary>
public static class Observability
{
    public static WebApplicationBuilder AddObservability(this WebApplicationBuilder builder) => builder;

    public static WebApplication MapHealth(this WebApplication app) => app;
}
