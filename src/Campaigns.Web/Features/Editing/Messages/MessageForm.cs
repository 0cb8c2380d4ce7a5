using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Campaigns.Core.Acting;
using Campaigns.Core.Signing;

namespace Campaigns.Web.Features.Editing.Messages;

/// <summary>One variant of a tweet, comment, letter or share.</summary>
public sealed class MessageForm : SectionForm, IValidatableObject
{
    public const int MostText = MessageLength.MostLetter, MostWeight = 100;

    [MaxLength(MessageLength.MostSubject, ErrorMessage = "Shorten the subject to 200 characters")]
    public string? Subject { get; set; }

    [Required(ErrorMessage = "Write the text"), MaxLength(MostText, ErrorMessage = "Shorten the text to 10,000 characters")]
    public string? Text { get; set; }

    /// <summary>Digits.</summary>
    public string? Weight { get; set; } = "1";
    public bool IsOn { get; set; }
    /// <summary>Only for shares: the one network that it is meant for.</summary>
    public Channel? Channel { get; set; }
    /// <summary>The one target that it is meant for.</summary>
    public Guid? TargetId { get; set; }

    public string Words => (Text ?? "").ReplaceLineEndings("\n").Trim();

    public int? WeightNumber => int.TryParse(Weight?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= MostWeight ? number : null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TextRules.IsText(Words)) yield return new("Write your text without hidden characters", [nameof(Text)]);
        if (Subject is { } subject && !TextRules.IsOneLine(subject.Trim())) yield return new("Enter the subject on one line, without hidden characters", [nameof(Subject)]);
        if (WeightNumber is null) yield return new("Enter the weight as a whole number from 1 to 100", [nameof(Weight)]);
    }
}
