using Campaigns.Core.Signing;

namespace Campaigns.Web.Features.Signing.Writing;

/// <summary>
/// What the database says about a batch of requests, read under the locks that the batch holds until it commits.
/// Counters already include the batch. Persons are known by the first 16 bytes of their HMAC.
/// </summary>
internal sealed class SigningFacts
{
    /// <summary>By the key of the counter: the addresses and the ranges.</summary>
    public Dictionary<Guid, Counted> Counters { get; } = [];
    public Dictionary<Guid, Person> Persons { get; } = [];
    public Dictionary<(Guid Campaign, Guid Person), Signed> Signatures { get; } = [];

    public static Guid Key(byte[] hmac) => new(hmac.AsSpan(0, 16));
}

/// <summary>A limit's counter after the batch, and how many of the batch it holds.</summary>
internal sealed class Counted(int burst, int sustained, int inBatch)
{
    private int _seen;

    public int InBatch => inBatch;

    /// <summary>A counter that no request of the batch brings over a limit, whatever it holds.</summary>
    public static Counted FarFromLimit(int inBatch) => new(inBatch, inBatch, inBatch);

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
    public int InBatch => inBatch;

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
