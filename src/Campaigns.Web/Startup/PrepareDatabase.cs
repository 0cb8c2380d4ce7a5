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
        try
        {
            if (db.Database.IsNpgsql()) await FirstStart.PrepareAsync(db, app.Configuration.GetConnectionString("Campaigns")!, app.Logger, ct);
            await db.Database.MigrateAsync(ct);
        }
        catch (Exception e) when (DatabaseAway.Is(e))
        {
            throw new SettingException($"ConnectionStrings:Campaigns: the database does not answer or refuses this user ({e.GetBaseException().Message}). Start it, or correct the string");
        }
        await app.Services.GetRequiredService<InstallationKeys>().LoadAsync(db, now, ct);
        await app.Services.GetRequiredService<Organisation>().ReadAsync(ct);
        await app.Services.GetRequiredService<CurrentMail>().ReadAsync(ct);
        await Staff.EnsureAdministratorAsync(scope.ServiceProvider, ct);
        await DemoData.SeedAsync(scope.ServiceProvider, ct);
    }
}
