using Campaigns.Web.Startup;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Outside.Jobs;

/// <summary>Runs the table of jobs inside this process, one loop a job. A web-only process runs none, and a nudge there does nothing.</summary>
public sealed class BuiltInJobHost : BackgroundService, IJobHost
{
    private readonly Dictionary<Type, JobLoop> _loops;
    private readonly bool _isWorker;

    public BuiltInJobHost(JobTable table, IOptions<RoleOptions> roles, IServiceScopeFactory scopes, JobLeases leases, TimeProvider time, ILogger<BuiltInJobHost> logger)
    {
        _isWorker = roles.Value.Worker;
        _loops = table.Entries.ToDictionary(entry => entry.Job, entry => new JobLoop(entry, scopes, leases, time, logger));
    }

    public void Nudge<TJob>() where TJob : IJob
    {
        if (_isWorker && _loops.TryGetValue(typeof(TJob), out var loop)) loop.Nudge();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        _isWorker ? Task.WhenAll(_loops.Values.Select(loop => Task.Run(() => loop.RunAsync(stoppingToken), CancellationToken.None))) : Task.CompletedTask;
}
