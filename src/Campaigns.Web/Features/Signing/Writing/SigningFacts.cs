using Campaigns.Core.Signing;

namespace Campaigns.Web.Features.Signing.Writing;

/// <summary>
/// What the database says about a batch of requests, read under the locks that the batch holds until it commits.
/// Counters already include the batch. Keys are the first 16 bytes of the HMACs.
/// </summary>
internal sealed class SigningFacts
{
    public Dictionary<Guid, Counted> Addresses { get; } = [];
    public Dictionary<Guid, Counted> Ranges { get; } = [];
    public Dictionary<Guid, Counted> Campaigns { get; } = [];
    public Dictionary<Guid, Person> Persons { get; } = [];
    public Dictionary<(Guid Campaign, Guid Person), Signed> Signatures { get; } = [];

    public static Guid Key(byte[] hmac) => new(hmac.AsSpan(0, 16));
}

/// <summary>A limit's counter after the batch, and how many of the batch it holds.</summary>
internal sealed class Counted(int burst, int sustained, DateTimeOffset burstSince, int inBatch)
{
    private int _seen;

    public DateTimeOffset BurstSince => burstSince;

    /// <summary>Counts the batch's next request: what the two windows held with it.</summary>
    public (int Burst, int Sustained) Next()
    {
        _seen++;
        return (burst - inBatch + _seen, sustained - inBatch + _seen);
    }
}

/// <summary>The caps of one person.</summary>
/// <param name="isNew">The row was written by this batch, one mail counted in advance.</param>
internal sealed class Person(int mails, int actions, int inBatch, bool isNew)
{
    private int _seen;

    /// <summary>Mails of the running 24 hours without the one counted in advance.</summary>
    public int Mails { get; set; } = isNew ? mails - 1 : mails;
    public int CountedMails { get; } = mails;
    public bool IsNew => isNew;

    public int NextAction() => actions - inBatch + ++_seen;
}

/// <summary>A signature of this person under this campaign, as it stands.</summary>
internal sealed class Signed(Guid id, SignatureState state)
{
    public Guid Id => id;
    public SignatureState State { get; set; } = state;
    public DateTimeOffset? LastMailAt { get; set; }
    public int Mails { get; set; }
}
