using Campaigns.Core.Content;
using Campaigns.Core.Editing;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Editing.Translating;

/// <summary>The languages of a campaign, and one more.</summary>
public sealed record LanguagesPage
{
    public required SectionDesk Desk { get; init; }
    public required IReadOnlyList<LanguageLine> Languages { get; init; }
    /// <summary>Languages that it has not got.</summary>
    public required IReadOnlyList<string> Others { get; init; }
    /// <summary>Entries of the original's timeline.</summary>
    public required int Entries { get; init; }
    /// <summary>Whom to ask to take a language off the page; null when this person may.</summary>
    public required WhoMayLine? Ask { get; init; }
    public AddLanguageForm Form { get; init; } = new();
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
}

/// <param name="CanGo">The public never saw it, so it may be removed.</param>
/// <param name="Entries">Of its timeline.</param>
public sealed record LanguageLine(Translation Translation, bool CanGo, int Entries)
{
    public CampaignText Text => Translation.Text;
}

public sealed class AddLanguageForm
{
    public string? Language { get; set; }
    /// <summary>Empty for one that is made of the headline.</summary>
    public string? Slug { get; set; }
}

/// <summary>One translation beside the original.</summary>
public sealed record TranslationPage : SectionPage
{
    public required Translation Translation { get; init; }
    public required TranslationForm Form { get; init; }
    /// <summary>Of the original.</summary>
    public required string OriginalLanguage { get; init; }
    /// <summary>Filled, and not saved yet.</summary>
    public int? Copied { get; init; }

    public string Language => Translation.Text.Language;
    /// <summary>Those on this page, with what a form calls the first.</summary>
    public IReadOnlyList<TranslatedText> Shown => [.. Translation.Texts.Skip(Form.From).Take(TranslationForm.PerPage)];
    public int? NextFrom => Form.From + TranslationForm.PerPage < Translation.Texts.Count ? Form.From + TranslationForm.PerPage : null;
}
