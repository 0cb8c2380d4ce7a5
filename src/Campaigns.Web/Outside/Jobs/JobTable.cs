namespace Campaigns.Web.Outside.Jobs;

/// <summary>When one job runs by itself: each <see cref="Interval"/>, or once a day from <see cref="TimeOfDay"/> (UTC) on.</summary>
/// <param name="IsShared">True when every node runs it at once; otherwise one node does, by a leased row.</param>
public sealed record JobEntry(Type Job, TimeSpan Interval, TimeOnly? TimeOfDay, bool IsShared)
{
    public string Name => Job.Name;
}

/// <summary>All jobs of the program; <c>Startup/Jobs.cs</c> fills it.</summary>
public sealed class JobTable(params IEnumerable<JobEntry> entries)
{
    private readonly List<JobEntry> _entries = [.. entries];

    public IReadOnlyList<JobEntry> Entries => _entries;

    /// <summary>Runs on one node at a time.</summary>
    public JobTable Every<TJob>(TimeSpan interval) where TJob : IJob => Add(new(typeof(TJob), interval, null, IsShared: false));

    /// <summary>Runs on every worker node at once: its work is shared out by claims.</summary>
    public JobTable EveryOnAllNodes<TJob>(TimeSpan interval) where TJob : IJob => Add(new(typeof(TJob), interval, null, IsShared: true));

    /// <summary>Runs on one node, once a day, from this time of day (UTC) on.</summary>
    public JobTable Nightly<TJob>(TimeOnly timeOfDay) where TJob : IJob => Add(new(typeof(TJob), TimeSpan.FromDays(1), timeOfDay, IsShared: false));

    private JobTable Add(JobEntry entry)
    {
        _entries.Add(entry);
        return this;
    }
}
