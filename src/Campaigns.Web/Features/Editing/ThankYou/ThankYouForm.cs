using System.ComponentModel.DataAnnotations;
using Campaigns.Core.Signing;

namespace Campaigns.Web.Features.Editing.ThankYou;

/// <summary>What people read once their signature counts.</summary>
public sealed class ThankYouForm : SectionForm, IValidatableObject
{
    public const int MostNext = 1_000;

    [MaxLength(MostNext, ErrorMessage = "Shorten what happens next to 1,000 characters")]
    public string? WhatHappensNext { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (WhatHappensNext is not null && !TextRules.IsText(WhatHappensNext.ReplaceLineEndings("\n"))) yield return new("Use plain text here", [nameof(WhatHappensNext)]);
    }
}
