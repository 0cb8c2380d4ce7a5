using Campaigns.Core;
using Campaigns.Web.Outside;
using Campaigns.Web.Outside.Jobs;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Campaigns.IntegrationTests.Outside.Jobs;

/// <summary>A job host as one process of an installation has it, with <see cref="WatchedJob"/> as its only job.</summary>
internal sealed class JobNode : IAsyncDisposable
{
    public static readonly TimeSpan Never = TimeSpan.FromHours(6), Patience = TimeSpan.FromSeconds(20);

    private readonly ServiceProvider _services;
    private readonly CountingClock _clock;

    private JobNode(CampaignsApp app, JobTable table, JobWatch watch, bool isWorker)
    {
        (Watch, _clock) = (watch, new CountingClock(app.Clock));
        _services = new ServiceCollection().AddSingleton(watch).AddTransient<WatchedJob>().BuildServiceProvider();
        Host = new BuiltInJobHost(
            table, Options.Create(new RoleOptions { Worker = isWorker }), _services.GetRequiredService<IServiceScopeFactory>(),
            new JobLeases(app.Services.GetRequiredService<IDbContextFactory<CampaignsDb>>(), _clock), _clock, app.Services.GetRequiredService<ILogger<BuiltInJobHost>>());
    }

    public BuiltInJobHost Host { get; }
    public JobWatch Watch { get; }

    /// <param name="watch">That of another node, to count the runs of both.</param>
    /// <param name="isOpen">False: each run stays until <see cref="JobWatch.Open"/>.</param>
    /// <param name="failures">So many runs throw.</param>
    public static async Task<JobNode> StartAsync(CampaignsApp app, Action<JobTable> fill, JobWatch? watch = null, bool isOpen = true, int failures = 0, bool isWorker = true)
    {
        var table = new JobTable();
        fill(table);
        var node = new JobNode(app, table, watch ?? new JobWatch(isOpen, failures), isWorker);
        await node.Host.StartAsync(CancellationToken.None);
        return node;
    }

    /// <summary>Until the job has begun this many times.</summary>
    public Task RunsAsync(int count) => UntilAsync(() => Watch.Runs >= count);

    /// <summary>Until this node has turned to its job this many times, whether it ran it or left it to another, and waits again.</summary>
    public Task LooksAsync(int count) => UntilAsync(() => _clock.Waits >= count);

    public async ValueTask DisposeAsync()
    {
        Watch.Open();
        await Host.StopAsync(CancellationToken.None);
        Host.Dispose();
        await _services.DisposeAsync();
    }

    private async Task UntilAsync(Func<bool> isTrue)
    {
        using var patience = new CancellationTokenSource(Patience);
        do await Task.Delay(10, patience.Token);
        while (!isTrue());
    }

    /// <summary>Counts how often the loop began to wait for its interval.</summary>
    private sealed class CountingClock(TimeProvider clock) : TimeProvider
    {
        private int _waits;

        public int Waits => Volatile.Read(ref _waits);

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == Never) Interlocked.Increment(ref _waits);
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}

internal sealed class WatchedJob(JobWatch watch) : IJob
{
    public Task RunAsync(CancellationToken ct) => watch.RunAsync(ct);
}

/// <summary>What is known about the runs of a job.</summary>
internal sealed class JobWatch(bool isOpen, int failures)
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private int _atOnce;

    public int Runs { get; private set; }
    public int MostAtOnce { get; private set; }

    public void Open() => _open.TrySetResult();

    public async Task RunAsync(CancellationToken ct)
    {
        int run;
        lock (_lock) (run, MostAtOnce) = (++Runs, Math.Max(MostAtOnce, ++_atOnce));
        try
        {
            if (run <= failures) throw new InvalidOperationException("This run fails on purpose.");
            if (!isOpen) await _open.Task.WaitAsync(ct);
        }
        finally
        {
            lock (_lock) _atOnce--;
        }
    }
}
