namespace Campaigns.Core.Deliveries;

/// <summary>
/// The lease of one worker process, and its fence: one small row for all that the process holds, so that a message costs no write of its own
/// for either. The rows that it holds carry its id as their lease token. A process that was silent too long gets a new row; the old one is never
/// revived once it has run out.
/// </summary>
public sealed class DeliveryWorker
{
    private DeliveryWorker() { }

    public DeliveryWorker(Guid id, string name, DateTimeOffset until) => (Id, Name, Until) = (id, name, until);

    /// <summary>The token of the rows it holds.</summary>
    public Guid Id { get; private set; }
    /// <summary>The process, for staff.</summary>
    public string Name { get; private set; } = "";
    /// <summary>Renewed by every commit of the process, and by its clock when nothing is committed.</summary>
    public DateTimeOffset Until { get; private set; }
    /// <summary>The fence: deliveries whose body may have begun to leave and whose end is not written down. At most one for each connection.</summary>
    public Guid[] InFlight { get; private set; } = [];
}
