using Campaigns.Core;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Startup;

/// <summary>Structured logs without personal data, and the two health endpoints.</summary>
public static class Observability
{
    public static WebApplicationBuilder AddObservability(this WebApplicationBuilder builder)
    {
        if (builder.Environment.IsProduction())
            builder.Logging.ClearProviders().AddJsonConsole(console => (console.UseUtcTimestamp, console.TimestampFormat) = (true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));

        // These print the path of each request, and with it the tokens of mailed links, as lines or as a scope around every other line.
        builder.Logging
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.Routing", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.StaticFiles", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.Mvc", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.OutputCaching", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.HttpLogging", LogLevel.None)
            // UnexpectedFailure logs the same exception without addresses and tokens.
            .AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None);

        builder.Services.AddSingleton<WorkerHealth>();
        builder.Services.AddHealthChecks()
            .AddCheck<DatabaseHealth>("database", timeout: TimeSpan.FromSeconds(3))
            .AddCheck<WorkerHealth>("worker", timeout: TimeSpan.FromSeconds(3));
        return builder;
    }

    public static WebApplication MapHealth(this WebApplication app)
    {
        // Live is the process alone: restarting it would not bring a database back.
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).WithMetadata(new PublicEndpointAttribute());
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).WithMetadata(new PublicEndpointAttribute());
        return app;
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(new { status = report.Status.ToString(), checks = report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Status.ToString()) });
}

/// <summary>The database answers.</summary>
internal sealed class DatabaseHealth(IDbContextFactory<CampaignsDb> databases) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        try
        {
            _ = await db.InstallationSecrets.AsNoTracking().OrderBy(secret => secret.Name).Select(secret => secret.Name).FirstOrDefaultAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (DatabaseAway.Is(e)) { return HealthCheckResult.Unhealthy(); }
    }
}

/// <summary>Where this process works: some job has run within the last minutes, so mail leaves.</summary>
internal sealed class WorkerHealth(IDbContextFactory<CampaignsDb> databases, IOptions<RoleOptions> roles, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(5);
    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!roles.Value.Worker) return HealthCheckResult.Healthy();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        try
        {
            var last = await db.JobLeases.AsNoTracking().MaxAsync(lease => lease.LastRunAt, cancellationToken) ?? _startedAt;
            return clock.GetUtcNow() - last < Silence ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
        }
        catch (Exception e) when (DatabaseAway.Is(e)) { return HealthCheckResult.Unhealthy(); }
    }
}
