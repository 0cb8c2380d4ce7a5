namespace Campaigns.Core.Content;

/// <summary>What a reader says is wrong on a campaign's page. Who they are is kept only until somebody has looked at it.</summary>
public sealed class MistakeReport
{
    public const int MaxText = 2_000;
    public const int MaxName = 120;
    public const int MaxEmail = 254;
    public const int MaxLink = 2_000;
    public const int MaxNote = 2_000;

    private MistakeReport() { }

    public MistakeReport(Guid campaignId, Guid campaignTextId, string text, DateTimeOffset now) =>
        (Id, CampaignId, CampaignTextId, Text, CreatedAt) = (Guid.CreateVersion7(now), campaignId, campaignTextId, text, now);

    public Guid Id { get; private set; }
    public Guid CampaignId { get; private set; }
    /// <summary>The page that they read, in its language.</summary>
    public Guid CampaignTextId { get; private set; }
    public string Text { get; private set; } = "";
    /// <summary>The claim that they mean, by its key on the page.</summary>
    public string? ClaimKey { get; init; }
    /// <summary>The source that they mean.</summary>
    public Guid? SourceId { get; init; }
    /// <summary>Their proof: an http or https address.</summary>
    public string? Link { get; init; }
    public string? Name { get; private set; }
    public string? Email { get; private set; }
    /// <summary>32 bytes, as <c>Signature.EmailKey</c>: for whoever asks to be erased.</summary>
    public byte[]? EmailKey { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public MistakeState State { get; private set; }
    /// <summary>What staff wrote down when they closed it.</summary>
    public string? Note { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public Guid? ClosedById { get; private set; }

    public MistakeReport From(string? name, string? email, byte[]? emailKey)
    {
        (Name, Email, EmailKey) = (name, email, emailKey);
        return this;
    }

    /// <summary>Nobody needs to know any more who said it.</summary>
    public void Close(MistakeState state, string? note, Guid? by, DateTimeOffset now)
    {
        if (state is MistakeState.Open) throw new ArgumentOutOfRangeException(nameof(state));
        (State, Note, ClosedById, ClosedAt, Name, Email, EmailKey) = (state, note, by, now, null, null, null);
    }

    public void Reopen() => (State, ClosedById, ClosedAt) = (MistakeState.Open, null, null);
}

public enum MistakeState
{
    Open,
    /// <summary>Something came of it: a correction, or an answer.</summary>
    Answered,
    /// <summary>Nothing is wrong there.</summary>
    Rejected,
}
