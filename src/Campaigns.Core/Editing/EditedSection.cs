namespace Campaigns.Core.Editing;

/// <summary>
/// Who saved a section last and who is writing in it. Its revision is what a form was opened on: a form that says another one
/// meets a text that somebody saved meanwhile, and neither is lost.
/// </summary>
public sealed class EditedSection
{
    private EditedSection() { }

    public EditedSection(Guid campaignId, Section section, string language) => (CampaignId, Section, Language) = (campaignId, section, language);

    /// <summary>How long a section stays with somebody who types nothing.</summary>
    public static readonly TimeSpan KeptOpen = TimeSpan.FromMinutes(10);

    /// <summary>How late what a page kept by itself may come after its own writer's save.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(10);

    public Guid CampaignId { get; private set; }
    public Section Section { get; private set; }
    /// <summary>Empty for sections that are the same in every language.</summary>
    public string Language { get; private set; } = "";
    /// <summary>0 before it was first saved.</summary>
    public int Revision { get; private set; }
    public Guid? SavedBy { get; private set; }
    public DateTimeOffset? SavedAt { get; private set; }
    public Guid? OpenedBy { get; private set; }
    /// <summary>Since when they have it.</summary>
    public DateTimeOffset? OpenedAt { get; private set; }
    public DateTimeOffset? OpenUntil { get; private set; }
    /// <summary>From whom they took it over; null when it was free.</summary>
    public Guid? TakenFrom { get; private set; }

    /// <summary>Whoever else has it open now; null when nobody has.</summary>
    public Guid? OpenWith(Guid staffId, DateTimeOffset now) => OpenedBy is { } other && other != staffId && OpenUntil > now ? other : null;

    /// <summary>It was taken over from this person and has not been free since.</summary>
    public bool WasTakenFrom(Guid staffId, DateTimeOffset now) => TakenFrom == staffId && OpenWith(staffId, now) is not null;

    /// <summary>Keeps it open, or opens what is free; what a colleague has stays with them.</summary>
    public void Open(Guid staffId, DateTimeOffset now)
    {
        if (OpenWith(staffId, now) is not null) return;
        if (OpenedBy != staffId || OpenUntil <= now) (OpenedBy, OpenedAt, TakenFrom) = (staffId, now, null);
        OpenUntil = now + KeptOpen;
    }

    public void TakeOver(Guid staffId, DateTimeOffset now)
    {
        if (OpenWith(staffId, now) is { } other) (OpenedBy, OpenedAt, OpenUntil, TakenFrom) = (staffId, now, now + KeptOpen, other);
        else Open(staffId, now);
    }

    /// <summary>This person saved what they typed on that revision a moment ago: what their page still sends of it is in the saved text.</summary>
    public bool WasJustSavedBy(Guid staffId, int revision, DateTimeOffset now) => SavedBy == staffId && Revision > revision && now - SavedAt < Late;

    public void Save(Guid staffId, DateTimeOffset now) => (Revision, SavedBy, SavedAt) = (Revision + 1, staffId, now);

    public void Close(Guid staffId)
    {
        if (OpenedBy == staffId) (OpenedBy, OpenedAt, OpenUntil, TakenFrom) = (null, null, null, null);
    }
}
