using Campaigns.Core;
using Campaigns.Core.Editing;

namespace Campaigns.Web.Features.Editing;

/// <summary>What the page of a section knows of its campaign and of who else works on it.</summary>
public sealed record SectionDesk
{
    public required Guid CampaignId { get; init; }
    public required Section Section { get; init; }
    /// <summary>Empty for sections that are the same in every language.</summary>
    public required string Language { get; init; }
    /// <summary>The text of that language; the original's where the section has none of its own.</summary>
    public required Guid TextId { get; init; }
    public required string Slug { get; init; }
    /// <summary>As the editor has it; empty for a campaign without one.</summary>
    public required string Headline { get; init; }
    public required CampaignStatus Status { get; init; }
    public required bool IsTest { get; init; }
    /// <summary>Saving changes the page at once; otherwise words wait for "Publish changes".</summary>
    public required bool IsUnseen { get; init; }
    /// <summary>The original first.</summary>
    public required IReadOnlyList<string> Languages { get; init; }
    public required string TimeZone { get; init; }
    /// <summary>What a form opened now is based on.</summary>
    public required int Revision { get; init; }
    public required Colleague? SavedBy { get; init; }
    /// <summary>Somebody else who has the section open at this moment, and since when.</summary>
    public required Colleague? OpenWith { get; init; }
    /// <summary>They took it over from this person.</summary>
    public required bool WasTaken { get; init; }
    /// <summary>What this person typed and did not save; null when there is nothing.</summary>
    public required UnsavedText? Unsaved { get; init; }

    public string Path => PathOf(Section, Section.IsPerLanguage() && Language != Languages[0] ? Language : null);
    public string Campaign => $"/admin/campaigns/{CampaignId}";

    public string PathOf(Section section, string? language = null) => $"{Campaign}/edit/{section.Slug()}{(language is null ? "" : $"?language={language}")}";
}

/// <param name="At">When they saved it, or since when they write in it.</param>
public sealed record Colleague(string Name, DateTimeOffset At);
