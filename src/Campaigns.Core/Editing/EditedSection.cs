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

    public Guid CampaignId { get; private set; }
    public Section Section { get; private set; }
    /// <summary>Empty for sections that are the same in every language.</summary>
    public string Language { get; private set; } = "";
    /// <summary>0 before it was first saved.</summary>
    public int Revision { get; private set; }
    public Guid? SavedBy { get; private set; }
    public DateTimeOffset? SavedAt { get; private set; }
    public Guid? OpenedBy { get; private set; }
    public DateTimeOffset? OpenUntil { get; private set; }

    /// <summary>Whoever else has it open now; null when nobody has.</summary>
    public Guid? OpenWith(Guid staffId, DateTimeOffset now) => OpenedBy is { } other && other != staffId && OpenUntil > now ? other : null;

    public void Open(Guid staffId, DateTimeOffset now) => (OpenedBy, OpenUntil) = (staffId, now + KeptOpen);

    public void Save(Guid staffId, DateTimeOffset now) => (Revision, SavedBy, SavedAt) = (Revision + 1, staffId, now);

    public void Close(Guid staffId)
    {
        if (OpenedBy == staffId) (OpenedBy, OpenUntil) = (null, null);
    }
}
