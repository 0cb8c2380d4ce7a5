using System.Threading.Channels;

namespace Campaigns.Web.Outside.Jobs;

/// <summary>One job's life: wait for its time or a nudge, run it in a scope of its own, survive whatever it throws.</summary>
internal sealed partial class JobLoop(JobEntry entry, IServiceScopeFactory scopes, JobLeases leases, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    // Room for one: a nudge while the job runs is one more run, ten nudges are too.
    private readonly Channel<bool> _nudges = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Nudge() => _nudges.Writer.TryWrite(true);

    public async Task RunAsync(CancellationToken ct)
    {
        var nudged = false;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (!await RunOnceAsync(nudged, ct)) await Task.Delay(AfterFailure, time, ct);
                nudged = await WaitAsync(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested) { return; }
        }
    }

    private async Task<bool> RunOnceAsync(bool nudged, CancellationToken ct)
    {
        try
        {
            if (entry.IsShared) await RunJobAsync(ct);
            else await RunLeasedAsync(nudged, ct);
            return true;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested) { return true; }
        catch (Exception e)
        {
            JobFailed(logger, entry.Name, e);
            return false;
        }
    }

    private async Task RunLeasedAsync(bool nudged, CancellationToken ct)
    {
        if (!await leases.TakeAsync(entry.Name, nudged ? null : RanBefore(time.GetUtcNow()), ct)) return;

        string? error = "Cancelled";
        using var renewing = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var renewal = RenewAsync(renewing.Token);
        try
        {
            await RunJobAsync(ct);
            error = null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            error = e.GetType().Name;
            throw;
        }
        finally
        {
            await renewing.CancelAsync();
            await renewal;
            await leases.GiveBackAsync(entry.Name, error, CancellationToken.None);
        }
    }

    private async Task RunJobAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await ((IJob)scope.ServiceProvider.GetRequiredService(entry.Job)).RunAsync(ct);
    }

    private async Task RenewAsync(CancellationToken ct)
    {
        try
        {
            while (true)
            {
                await Task.Delay(JobLeases.Length / 3, time, ct);
                await leases.RenewAsync(entry.Name, ct);
            }
        }
        catch (OperationCanceledException) { }
        catch (Exception e) { LeaseNotRenewed(logger, entry.Name, e); }
    }

    /// <summary>Half an interval of grace: nodes tick apart, and one run each interval is meant.</summary>
    private DateTimeOffset RanBefore(DateTimeOffset now) => entry.TimeOfDay is { } at ? LastDue(now, at) : now - (entry.Interval / 2);

    private static DateTimeOffset LastDue(DateTimeOffset now, TimeOnly at)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) + at.ToTimeSpan();
        return today <= now ? today : today.AddDays(-1);
    }

    private async Task<bool> WaitAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var pause = entry.TimeOfDay is { } at ? LastDue(now, at).AddDays(1) - now : entry.Interval;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var nudge = _nudges.Reader.ReadAsync(over.Token).AsTask();
        var first = await Task.WhenAny(nudge, Task.Delay(pause, time, over.Token));
        await over.CancelAsync();
        ct.ThrowIfCancellationRequested();
        return first == nudge && nudge.IsCompletedSuccessfully;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {Job} failed; it runs again at its next turn")]
    private static partial void JobFailed(ILogger logger, string job, Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of job {Job} could not be renewed")]
    private static partial void LeaseNotRenewed(ILogger logger, string job, Exception e);
}
