namespace Campaigns.Core.Accounts;

/// <summary>
/// One browser in which a person is signed in. Whoever reads the table cannot go on in their place: the key is a hash of what the cookie holds,
/// and the ticket is sealed for this key alone.
/// </summary>
public sealed class StaffTicket
{
    private StaffTicket() { }

    public StaffTicket(byte[] key, Guid staffId, byte[] ticket, string? browser, string? system, string? network, DateTimeOffset expiresAt, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (Key, StaffId, Ticket, Browser, System, Network, ExpiresAt, BeganAt, SeenAt) = (key, staffId, ticket, browser, system, network, expiresAt, now, now);
    }

    /// <summary>Names the session in forms; opens nothing.</summary>
    public Guid Id { get; private set; }
    /// <summary>SHA-256 of the key.</summary>
    public byte[] Key { get; private set; } = [];
    public Guid StaffId { get; private set; }
    public byte[] Ticket { get; private set; } = [];
    /// <summary>What the browser calls itself: "Firefox"; null when nobody knows it.</summary>
    public string? Browser { get; private set; }
    /// <summary>"Windows", "Android"; null when nobody knows it.</summary>
    public string? System { get; private set; }
    /// <summary>/24 or /48, of the last request that was written down.</summary>
    public string? Network { get; private set; }
    public DateTimeOffset BeganAt { get; private set; }
    /// <summary>To the minute.</summary>
    public DateTimeOffset SeenAt { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }
}
