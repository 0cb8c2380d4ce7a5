namespace Campaigns.Core.Acting;

/// <summary>
/// One supporter or visitor under one campaign, through one channel, to one target, with the rung it reached. It is written when the
/// message is started, as the text must outlive the way to the network and back. Rungs only rise.
/// </summary>
public sealed class SupporterAction
{
    private SupporterAction() { }

    /// <param name="id">A visitor's form carries the id before the row exists, so that a double press makes one row; null for a new one.</param>
    public SupporterAction(Guid campaignId, Guid? signatureId, Step step, Channel channel, Guid? targetId, string language, DateTimeOffset now, Guid? id = null)
    {
        Id = id ?? Guid.CreateVersion7(now);
        (CampaignId, SignatureId, Step, Channel, TargetId, Language) = (campaignId, signatureId, step, channel, targetId, language);
        (Rung, StartedAt) = (Rung.Started, now);
    }

    public Guid Id { get; private set; }
    public Guid CampaignId { get; private set; }
    /// <summary>Null for a visitor who has not signed here: events without a person are shown apart.</summary>
    public Guid? SignatureId { get; private set; }
    public Step Step { get; private set; }
    public Channel Channel { get; private set; }
    /// <summary>Null for shares.</summary>
    public Guid? TargetId { get; private set; }
    /// <summary>Of the campaign's text on whose page it began.</summary>
    public string Language { get; private set; } = "";
    /// <summary>The variant that was offered; null where there was none.</summary>
    public Guid? MessageId { get; private set; }
    public string? Subject { get; private set; }
    /// <summary>What the person wants said, in full; null when their data was erased.</summary>
    public string? Text { get; private set; }
    /// <summary>Whether the text differs from the variant as it was offered.</summary>
    public bool IsCustomised { get; private set; }
    /// <summary>What brought the person: see <see cref="Reporting.ReachCount.Source"/>.</summary>
    public string Source { get; init; } = "";
    /// <summary>0 for people who came by no share link; 1 for those whom a sharer brought, and so on.</summary>
    public int Generation { get; init; }
    public bool IsTest { get; init; }

    /// <summary>The highest rung that this row proves. Received and Answered are never stored here: see the report.</summary>
    public Rung Rung { get; private set; }
    public DateTimeOffset StartedAt { get; private set; }
    public DateTimeOffset? SelfReportedAt { get; private set; }
    public DateTimeOffset? ProvedAt { get; private set; }
    /// <summary>Link to the post, in the network's normal form; unique. Null where a copy or a reply of a server is the proof.</summary>
    public string? ProofUrl { get; private set; }
    /// <summary>The person took the letter back before it left.</summary>
    public DateTimeOffset? CancelledAt { get; private set; }

    /// <summary>What will be said. A second start replaces it, as long as nothing is proved.</summary>
    public void Write(Guid? messageId, string? subject, string text, bool isCustomised) =>
        (MessageId, Subject, Text, IsCustomised) = (messageId, subject, text, isCustomised);

    /// <summary>"I posted it", "I sent it". False when it was said before.</summary>
    public bool Report(DateTimeOffset now)
    {
        if (SelfReportedAt is not null) return false;
        SelfReportedAt = now;
        if (Rung < Rung.SelfReported) Rung = Rung.SelfReported;
        return true;
    }

    /// <summary>The link to the post was given.</summary>
    /// <param name="url">In normal form, checked to be of the network.</param>
    public void Prove(string url, DateTimeOffset now)
    {
        Report(now); // whoever gives the link says that it is posted
        ProofUrl = url;
        Prove(now);
    }

    /// <summary>A copy arrived at the proof address, or the target's mail server accepted the letter.</summary>
    public void Prove(DateTimeOffset now)
    {
        ProvedAt ??= now;
        Rung = Rung.Proved;
    }

    /// <summary>The letter is not to be sent. False when it was taken back before.</summary>
    public bool Cancel(DateTimeOffset now)
    {
        if (CancelledAt is not null) return false;
        CancelledAt = now;
        return true;
    }

    /// <summary>Started once more after it was taken back.</summary>
    public void Resume() => CancelledAt = null;

    /// <summary>The words are the person's; that there was an action stays, so that totals survive.</summary>
    public void Erase() => (Subject, Text, ProofUrl) = (null, null, null);
}
