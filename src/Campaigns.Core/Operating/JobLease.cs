namespace Campaigns.Core.Operating;

/// <summary>Lets one node at a time run a named job, and remembers when it last ran.</summary>
public sealed class JobLease
{
    private JobLease() { }

    public JobLease(string job) => Job = job;

    public string Job { get; private set; } = "";
    public string? Owner { get; private set; }
    public DateTimeOffset? Until { get; private set; }
    public DateTimeOffset? LastRunAt { get; private set; }
    public DateTimeOffset? LastSucceededAt { get; private set; }
    /// <summary>Type of the last exception; null after a success.</summary>
    public string? LastError { get; private set; }
}
