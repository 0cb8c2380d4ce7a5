using System.Diagnostics;
using Campaigns.Core.Deliveries;
using Campaigns.Web.Features.Deliveries;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Faults;

/// <summary>The program as a worker in a process of its own, on the database and mail server of a test.</summary>
internal static class WorkerProcess
{
    public static Process Start(CampaignsApp app, int connections)
    {
        var settings = app.DefaultSettings();
        settings["Roles"] = "worker";
        settings["Smtp:Connections"] = $"{connections}";
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location]) { WorkingDirectory = Path.GetDirectoryName(typeof(Program).Assembly.Location)! };
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        foreach (var (key, value) in settings) start.Environment[key.Replace(":", "__")] = value;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["DOTNET_ENVIRONMENT"] = start.Environment["ASPNETCORE_ENVIRONMENT"] = "Test";
        var worker = Process.Start(start)!;
        worker.BeginOutputReadLine();
        worker.BeginErrorReadLine();
        return worker;
    }

    /// <summary>As if the time of the leases and of the second tries had passed; then the reaper.</summary>
    public static async Task LetLeasesRunOutAsync(CampaignsApp app)
    {
        await using var db = app.Db();
        var past = app.Now.AddSeconds(-1);
        await db.DeliveryWorkers.ExecuteUpdateAsync(set => set.SetProperty(worker => worker.Until, past));
        await app.RunAsync<ReapLeases>();
        await db.Deliveries.Where(d => d.State == DeliveryState.Pending).ExecuteUpdateAsync(set => set.SetProperty(d => d.NextAttemptAt, past));
    }

    public static async Task UntilAsync(Func<bool> reached)
    {
        var watch = Stopwatch.StartNew();
        while (!reached())
        {
            if (watch.Elapsed > TimeSpan.FromSeconds(60)) throw new TimeoutException("The worker sent nothing.");
            await Task.Delay(2);
        }
    }
}
