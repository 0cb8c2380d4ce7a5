using System.ComponentModel.DataAnnotations;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Editing;

/// <summary>What a campaign begins with; all of it can be changed later.</summary>
public sealed class NewCampaignForm : IValidatableObject
{
    [Required(ErrorMessage = "Enter a headline"), MaxLength(120, ErrorMessage = "Shorten the headline to 120 characters")]
    public string? Headline { get; set; }

    [Required(ErrorMessage = "Select the language of the text")]
    public string? Language { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Headline is { } headline && !Core.Signing.TextRules.IsOneLine(headline)) yield return new("Write the headline in one line of plain text", [nameof(Headline)]);
        if (Language is { } language && !CampaignLanguages.All.Contains(language)) yield return new("Select the language of the text", [nameof(Language)]);
    }
}

public sealed record NewCampaignPage
{
    public required NewCampaignForm Form { get; init; }
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
}
