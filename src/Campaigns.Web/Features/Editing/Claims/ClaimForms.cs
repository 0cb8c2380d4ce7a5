using System.ComponentModel.DataAnnotations;
using Campaigns.Core.Content;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Editing.Sources;
using Campaigns.Web.Features.Editing.Timeline;

namespace Campaigns.Web.Features.Editing.Claims;

/// <summary>That the target was asked about a claim. Saving it shows "No answer yet" on the page at once.</summary>
public sealed class AskedForm : IValidatableObject
{
    public const int MostHow = 120;

    [Required(ErrorMessage = "Select whom you asked")]
    public Guid? TargetId { get; set; }
    [Required(ErrorMessage = "Enter the day on which you asked")]
    public string? AskedOn { get; set; }
    [Required(ErrorMessage = "Say how you asked, such as by letter to its press office"), MaxLength(MostHow, ErrorMessage = "Shorten it to 120 characters")]
    public string? AskedHow { get; set; }
    public string? AnswerBy { get; set; }

    public DateOnly? Asked => Typed.Day(AskedOn);
    public DateOnly? By => Typed.Day(AnswerBy);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (AskedOn is not null && Asked is null) yield return new("Enter a date such as 2026-05-03", [nameof(AskedOn)]);
        if (AnswerBy is { Length: > 0 } && By is null) yield return new("Enter a date such as 2026-05-03", [nameof(AnswerBy)]);
        if (By < Asked) yield return new("Enter a day after the one on which you asked", [nameof(AnswerBy)]);
        if (AskedHow is not null && !TextRules.IsOneLine(AskedHow)) yield return new("Write it in one line of plain text", [nameof(AskedHow)]);
    }
}

/// <summary>What the target answered: its part that disputes the claim stands beside it, all of it in the timeline.</summary>
public sealed class AnswerForm : IValidatableObject
{
    public const int MostAnswer = 2_000;

    [Required(ErrorMessage = "Enter the day of the answer")]
    public string? AnsweredOn { get; set; }
    [Required(ErrorMessage = "Quote the part that disputes the claim"), MaxLength(MostAnswer, ErrorMessage = "Shorten the quotation to 2,000 characters")]
    public string? Answer { get; set; }
    [Required(ErrorMessage = "Enter a title for the timeline"), MaxLength(EntryForm.MostTitle, ErrorMessage = "Shorten the title to 120 characters")]
    public string? Title { get; set; }
    [Required(ErrorMessage = "Enter the whole reply"), MaxLength(EntryForm.MostBody, ErrorMessage = "Shorten the reply to 10,000 characters")]
    public string? FullReply { get; set; }
    [Required(ErrorMessage = "Enter a link that shows the reply"), MaxLength(SourceForm.MostUrl, ErrorMessage = "Shorten the link to 2,000 characters")]
    public string? SourceUrl { get; set; }

    public DateOnly? Day => Typed.Day(AnsweredOn);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (AnsweredOn is not null && Day is null) yield return new("Enter a date such as 2026-05-03", [nameof(AnsweredOn)]);
        foreach (var (text, name) in new[] { (Answer, nameof(Answer)), (FullReply, nameof(FullReply)) })
            if (text is not null && !TextRules.IsText(text.ReplaceLineEndings("\n"))) yield return new("Use plain text here", [name]);
        if (Title is not null && !TextRules.IsOneLine(Title)) yield return new("Write it in one line of plain text", [nameof(Title)]);
        if (SourceUrl is { Length: > 0 } && !SourceForm.IsWebLink(SourceUrl)) yield return new("Enter a full link that starts with https:// or http://", [nameof(SourceUrl)]);
    }
}

public sealed record ClaimsPage
{
    public required SectionDesk Desk { get; init; }
    public required IReadOnlyList<ClaimRow> Rows { get; init; }
    public bool WasSaved { get; init; }
}

/// <param name="Row">Null while nobody was asked.</param>
/// <param name="Sentence">As the editor's story marks it; null when the story no longer does.</param>
public sealed record ClaimRow(string Key, string? Sentence, Claim? Row);

public sealed record ClaimPage : SectionPage
{
    public required ClaimRow Claim { get; init; }
    public required IReadOnlyList<TargetOption> Targets { get; init; }
    public required AskedForm Asked { get; init; }
    public required AnswerForm Answer { get; init; }
}
