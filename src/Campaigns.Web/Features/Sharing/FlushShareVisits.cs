using Campaigns.Web.Startup;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Features.Sharing;

/// <summary>Writes the counted visits every few seconds on each node that serves pages, and once more when it stops.</summary>
public sealed partial class FlushShareVisits(ShareVisits visits, IOptions<RoleOptions> roles, ILogger<FlushShareVisits> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!roles.Value.Web) return;
        using var timer = new PeriodicTimer(Every);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await FlushAsync();
        }
        catch (OperationCanceledException) { }
        await FlushAsync();
    }

    private async Task FlushAsync()
    {
        // Not cut off half-way: what was taken and not written would be lost at the end.
        try { await visits.FlushAsync(CancellationToken.None); }
        catch (Exception e) { LogKept(e); }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Visits of share links could not be written and stay counted in memory.")]
    private partial void LogKept(Exception exception);
}
