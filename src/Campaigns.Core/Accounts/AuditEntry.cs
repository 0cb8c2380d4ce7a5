namespace Campaigns.Core.Accounts;

/// <summary>Who did what to what; append-only.</summary>
public sealed class AuditEntry
{
    private AuditEntry() { }

    public AuditEntry(Guid? actorId, string action, string? subject, int? count, string? detail, string? network, DateTimeOffset at)
    {
        Id = Guid.CreateVersion7(at);
        (ActorId, Action, Subject, Count, Detail, Network, At) = (actorId, action, subject, count, detail, network, at);
    }

    public Guid Id { get; private set; }
    /// <summary>Null for the program itself and for people who were not signed in.</summary>
    public Guid? ActorId { get; private set; }
    /// <summary>Dotted verb: <c>contacts.export</c>, <c>sign-in.failed</c>.</summary>
    public string Action { get; private set; } = "";
    /// <summary>Id of the object.</summary>
    public string? Subject { get; private set; }
    public int? Count { get; private set; }
    /// <summary>Filter, outcome or reason; never a name, an address or a token.</summary>
    public string? Detail { get; private set; }
    /// <summary>/24 or /48.</summary>
    public string? Network { get; private set; }
    public DateTimeOffset At { get; private set; }
}
