namespace Campaigns.Core.Deliveries;

/// <summary>
/// The shared state of one way out ("mail"): a circuit breaker that all nodes see, and a pause that a person lifts.
/// </summary>
public sealed class Lane
{
    /// <summary>The one way out that there is.</summary>
    public const string Mail = "mail";

    private Lane() { }

    public Lane(string name) => Name = name;

    public string Name { get; private set; } = "";
    /// <summary>NotConnected outcomes in a row; five open the breaker.</summary>
    public int ConnectFailures { get; private set; }
    /// <summary>While in the future nothing is claimed but one probe.</summary>
    public DateTimeOffset? OpenUntil { get; private set; }
    /// <summary>OurFault outcomes in a row; three pause the lane.</summary>
    public int OurFaults { get; private set; }
    public DateTimeOffset? PausedAt { get; private set; }
    /// <summary>A sentence for staff, with the server's words.</summary>
    public string? PausedReason { get; private set; }
}
