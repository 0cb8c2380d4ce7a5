using System.ComponentModel.DataAnnotations;
using Campaigns.Core.Content;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Editing.Sources;

namespace Campaigns.Web.Features.Editing.Timeline;

/// <summary>A new entry of the timeline. It is looked at before it is published, since nobody can change it afterwards.</summary>
public sealed class EntryForm : SectionForm, IValidatableObject
{
    public const int MostTitle = 120, MostBody = 10_000, MostCorrection = 300;

    /// <summary>The number that it would get: a second press meets its own entry there.</summary>
    public int Number { get; set; }

    [Required(ErrorMessage = "Select what kind of entry it is")]
    public TimelineKind? Kind { get; set; }

    /// <summary>ISO 8601.</summary>
    [Required(ErrorMessage = "Enter the date of the entry")]
    public string? Date { get; set; }

    [Required(ErrorMessage = "Enter a title for the entry"), MaxLength(MostTitle, ErrorMessage = "Shorten the title to 120 characters")]
    public string? Title { get; set; }

    [Required(ErrorMessage = "Write the text of the entry"), MaxLength(MostBody, ErrorMessage = "Shorten the text to 10,000 characters")]
    public string? Body { get; set; }

    /// <summary>What was wrong and what is right, on top of the page.</summary>
    [MaxLength(MostCorrection, ErrorMessage = "Shorten the correction to 300 characters")]
    public string? Correction { get; set; }

    [MaxLength(SourceForm.MostUrl, ErrorMessage = "Shorten the link to 2,000 characters")]
    public string? SourceUrl { get; set; }

    /// <summary>Whose reply it is.</summary>
    public Guid? TargetId { get; set; }

    public DateOnly? Day => Typed.Day(Date);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Kind is { } kind && !Enum.IsDefined(kind)) yield return new("Select what kind of entry it is", [nameof(Kind)]);
        if (Date is not null && Day is null) yield return new("Enter a date such as 2026-05-03", [nameof(Date)]);
        if (Title is not null && !TextRules.IsOneLine(Title)) yield return new("Write it in one line of plain text", [nameof(Title)]);
        if (Body is not null && !TextRules.IsText(Body.ReplaceLineEndings("\n"))) yield return new("Use plain text here", [nameof(Body)]);
        if (Kind is TimelineKind.Correction && string.IsNullOrWhiteSpace(Correction)) yield return new("Say in a line what was wrong and what is right", [nameof(Correction)]);
        if (Kind is not TimelineKind.Correction && !string.IsNullOrWhiteSpace(Correction)) yield return new("Only a correction stands on top of the page. Select Correction, or empty this field", [nameof(Correction)]);
        if (Correction is not null && !TextRules.IsOneLine(Correction)) yield return new("Write it in one line of plain text", [nameof(Correction)]);
        if (SourceUrl is { Length: > 0 } && !SourceForm.IsWebLink(SourceUrl)) yield return new("Enter a full link that starts with https:// or http://", [nameof(SourceUrl)]);
        if (Kind is TimelineKind.Reply && TargetId is null) yield return new("Select whose reply it is", [nameof(TargetId)]);
        if (Kind is TimelineKind.Reply && string.IsNullOrWhiteSpace(SourceUrl)) yield return new("Enter a link that shows the reply: it counts as an answer only with a source", [nameof(SourceUrl)]);
    }
}

public sealed record TimelinePage : SectionPage
{
    public required EntryForm Form { get; init; }
    /// <summary>The form is fine and is shown as readers will see it, with the button that publishes it.</summary>
    public bool IsChecked { get; init; }
    /// <summary>Newest first.</summary>
    public required IReadOnlyList<TimelineEntry> Entries { get; init; }
    public required IReadOnlyList<TargetOption> Targets { get; init; }
}

public sealed record TargetOption(Guid Id, string Name);
