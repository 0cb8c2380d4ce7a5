namespace Campaigns.Core.Editing;

/// <summary>What one person has typed into a section and not saved: kept as they type, so that a closed window loses nothing.</summary>
public sealed class UnsavedText
{
    private UnsavedText() { }

    public UnsavedText(Guid campaignId, Section section, string language, Guid staffId) => (CampaignId, Section, Language, StaffId) = (campaignId, section, language, staffId);

    public Guid CampaignId { get; private set; }
    public Section Section { get; private set; }
    public string Language { get; private set; } = "";
    public Guid StaffId { get; private set; }
    /// <summary>The fields as a browser posts them: <c>Headline=…&amp;Summary=…</c>, with the revision they were typed on.</summary>
    public string Fields { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    public void Keep(string fields, DateTimeOffset now) => (Fields, At) = (fields, now);
}
