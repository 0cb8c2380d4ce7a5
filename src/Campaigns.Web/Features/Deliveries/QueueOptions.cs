namespace Campaigns.Web.Features.Deliveries;

/// <summary>How the queue holds and shares out rows. Nothing here is a setting of its own.</summary>
public sealed record QueueOptions
{
    /// <summary>Messages under way at once; over SMTP as many as the mail settings say.</summary>
    public int Connections { get; init; } = 4;

    /// <summary>
    /// Rows held ahead of each connection, so that a claim does not cost each mail a round trip. They are not begun:
    /// a kill costs them nothing but the rest of their lease.
    /// </summary>
    public int ReservePerConnection { get; init; } = 8;

    /// <summary>As many at most, where the reserve is used up so fast that they wait for no more than a moment.</summary>
    public int MostPerConnection { get; init; } = 32;

    /// <summary>
    /// Three times the transport's reply timeout. Held rows are renewed each third of it, so a living process keeps its rows however long
    /// a server takes, and those of a dead one are free again after this time.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>How long a stopping process may go on with messages whose body has begun.</summary>
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Connections that take only what is urgent, so that a confirmation never waits behind a mailing: a quarter, at least one. A single connection takes everything.</summary>
    public int UrgentConnections => Connections == 1 ? 0 : Math.Max(1, Connections / 4);
}
