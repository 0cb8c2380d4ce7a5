namespace Campaigns.Web.Outside;

/// <summary>
/// A piece of background work. What is to be done always stands in the database; the job only comes and looks,
/// so it may run twice, on several nodes at once, or be killed at any point.
/// </summary>
public interface IJob
{
    Task RunAsync(CancellationToken ct);
}

/// <summary>Runs the jobs of the table in <c>Startup/Jobs.cs</c>.</summary>
public interface IJobHost
{
    /// <summary>
    /// Says "look now" after a commit; many nudges while the job runs become one more run. Never throws and never waits.
    /// A nudge may be lost: the job's interval finds the work anyway.
    /// </summary>
    void Nudge<TJob>() where TJob : IJob;
}
