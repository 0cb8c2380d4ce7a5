using System.ComponentModel.DataAnnotations;
using Campaigns.Core.Signing;

namespace Campaigns.Web.Features.Editing.Picture;

/// <summary>The picture of the page, what is said of it, and what networks show beside a link.</summary>
public sealed class PictureForm : SectionForm, IValidatableObject
{
    public const int MostAlt = 300, MostCredit = 200;

    /// <summary>The one that the form shows, as <see cref="Core.Content.CampaignText.Picture"/> has it: kept here while other fields are mended.</summary>
    public string? Picture { get; set; }

    /// <summary>Another one, which takes its place.</summary>
    public IFormFile? File { get; set; }

    [MaxLength(MostAlt, ErrorMessage = "Shorten the text alternative to 300 characters")]
    public string? PictureAlt { get; set; }

    public bool Decorative { get; set; }

    [MaxLength(MostCredit, ErrorMessage = "Shorten the credit to 200 characters")]
    public string? PictureCredit { get; set; }

    public bool CardIsPicture { get; set; }

    /// <summary>A button that changes the form and saves nothing: <c>show</c> the chosen file, <c>none</c>, or the language whose picture is taken.</summary>
    public string? Take { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PictureAlt is { } alt && !TextRules.IsOneLine(alt)) yield return new("Write it in one line of plain text", [nameof(PictureAlt)]);
        if (PictureCredit is { } credit && !TextRules.IsOneLine(credit)) yield return new("Write it in one line of plain text", [nameof(PictureCredit)]);
    }
}

/// <summary>What the section shows beside its fields.</summary>
public sealed record PictureBeside
{
    /// <summary>Pictures of the other languages that this one has not.</summary>
    public required IReadOnlyList<(string Language, string Picture)> Others { get; init; }
    /// <summary>Where the drawn card is looked at; null where none are drawn.</summary>
    public required string? Card { get; init; }
}
