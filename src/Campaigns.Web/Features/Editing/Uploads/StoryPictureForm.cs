using System.ComponentModel.DataAnnotations;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Editing.Picture;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Editing.Uploads;

/// <summary>A picture for the text, with what is said of it.</summary>
public sealed class StoryPictureForm : IValidatableObject
{
    /// <summary>One that was taken already, while another field is mended.</summary>
    public string? Picture { get; set; }

    public IFormFile? File { get; set; }

    [MaxLength(PictureForm.MostAlt, ErrorMessage = "Shorten the text alternative to 300 characters")]
    public string? Alt { get; set; }

    public bool Decorative { get; set; }

    [MaxLength(PictureForm.MostCredit, ErrorMessage = "Shorten the credit to 200 characters")]
    public string? Credit { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Decorative && string.IsNullOrWhiteSpace(Alt)) yield return new("Describe the picture in words, or say that it is decorative", [nameof(Alt)]);
        if (Alt is { } alt && !TextRules.IsOneLine(alt)) yield return new("Write it in one line of plain text", [nameof(Alt)]);
        if (Credit is { } credit && !TextRules.IsOneLine(credit)) yield return new("Write it in one line of plain text", [nameof(Credit)]);
    }
}

public sealed record StoryPicturePage
{
    public required SectionDesk Desk { get; init; }
    public required StoryPictureForm Form { get; init; }
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
    /// <summary>What is pasted into the story; null before the picture is taken.</summary>
    public string? Mark { get; init; }
}
