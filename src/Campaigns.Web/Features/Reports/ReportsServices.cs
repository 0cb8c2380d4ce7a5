using System.Data.Common;
using Campaigns.Core.Reporting;
using Campaigns.Web.Startup;
using Npgsql;

namespace Campaigns.Web.Features.Reports;

/// <summary>Reach: counting, the page, its files and the nightly rebuild.</summary>
public static class ReportsServices
{
    public static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddSingleton<ReachSql>(provider => provider.GetRequiredService<SqlDialect>() is SqlDialect.Postgres
            ? new PostgresReachSql(provider.GetRequiredService<NpgsqlDataSource>())
            : new SqliteReachSql(provider.GetRequiredService<DbDataSource>(), provider.GetRequiredService<SqliteWriteGate>()))
        .AddScoped<CampaignReportQuery>()
        .AddScoped<ReachPages>()
        .AddScoped<ReachWords>()
        .AddSingleton<FlushReach>()
        .AddHostedService<FlushReachLoop>();

    /// <summary>Before the page cache: a page that comes from it is seen all the same.</summary>
    public static WebApplication UseReachCounting(this WebApplication app)
    {
        app.UseMiddleware<CountSignPages>();
        return app;
    }
}
