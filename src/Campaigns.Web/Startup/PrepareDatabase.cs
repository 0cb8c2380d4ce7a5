using Campaigns.Core;
using Campaigns.Web.Development;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Startup;

/// <summary>What must hold before the first request: tables as the model has them, the installation's keys, the first administrator.</summary>
public static class PrepareDatabase
{
    public static async Task PrepareDatabaseAsync(this WebApplication app)
    {
        var ct = app.Lifetime.ApplicationStopping;
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CampaignsDb>();
        await db.Database.MigrateAsync(ct);
        await app.Services.GetRequiredService<InstallationKeys>().LoadAsync(db, now, ct);
        await Staff.EnsureAdministratorAsync(scope.ServiceProvider, ct);
        await DemoData.SeedAsync(scope.ServiceProvider, ct);
    }
}
