using Campaigns.Core.Acting;

namespace Campaigns.Web.Features.SelfService;

/// <summary>What a person signed and did, over all campaigns.</summary>
public sealed record MePage
{
    public required string Token { get; init; }
    public required string Organisation { get; init; }
    /// <summary>Null when nothing is kept under this link any more.</summary>
    public required string? MaskedEmail { get; init; }
    public required IReadOnlyList<MySignature> Signatures { get; init; }
    /// <summary>The person stopped all mail by a link.</summary>
    public required bool HasStoppedAllMail { get; init; }
    /// <summary>Downloading and erasing are open.</summary>
    public required bool IsFresh { get; init; }
    /// <summary>This browser carries a cookie of a signing.</summary>
    public bool IsKnownDevice { get; init; }
    /// <summary>Some device, this one or another, may sign for this person with one press.</summary>
    public required bool IsRemembered { get; init; }
    /// <summary>What was just done, for the status line.</summary>
    public string? Done { get; init; }
    public string? WrongCampaign { get; init; }
    public (string Typed, string Sentence)? WrongName { get; init; }
}

/// <summary>What a signature is to its signer. What staff marked silently looks as it did before.</summary>
public enum SignedState { Waiting, Counts, Withdrawn }

public sealed record MySignature
{
    public required Guid Id { get; init; }
    public required Guid CampaignId { get; init; }
    /// <summary>Stands for the signature in forms: one person signs a campaign once.</summary>
    public required string Slug { get; init; }
    public required string Headline { get; init; }
    public required string TimeZone { get; init; }
    public required string Name { get; init; }
    public required bool ShowsName { get; init; }
    public required bool WantsUpdates { get; init; }
    /// <summary>The person stopped this campaign's mail by a link.</summary>
    public required bool HasStoppedMail { get; init; }
    public required SignedState State { get; init; }
    public required int? Number { get; init; }
    public required DateTimeOffset SignedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
    /// <summary>Number of the text version that was signed; 0 when it is gone.</summary>
    public required int Version { get; init; }
    public required string VersionSlug { get; init; }
    /// <summary>The version whose ask is another one than was signed; null when it is the same.</summary>
    public required int? ChangedTo { get; init; }
    /// <summary>When the person said that the signature stands under that version.</summary>
    public required DateTimeOffset? KeptAt { get; init; }
    public required IReadOnlyList<MyAct> Acts { get; init; }
}

/// <summary>How far a letter or post came, as its writer reads it.</summary>
public enum ActState { Begun, Said, Proved, Waits, Accepted, NotDelivered, Unclear, TakenBack }

/// <param name="Target">Null for shares.</param>
/// <param name="CanTakeBack">A letter that has not left, in its first ten minutes.</param>
public sealed record MyAct(Guid Id, Step Step, Channel Channel, string? Target, ActState State, DateTimeOffset At, bool CanTakeBack);
