using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.MailSettings;

/// <summary>One line of the form.</summary>
/// <param name="Name">Of the form's property.</param>
public sealed record MailField(string Name, string Label, string? Hint, string? Value, IReadOnlyList<FieldError> Errors)
{
    public string Type { get; init; } = "text";
    public int Most { get; init; } = MailForm.LongestText;
    /// <summary>Width in digits for a number; null for words.</summary>
    public int? Number { get; init; }
    public string? Direction { get; init; }

    public string Id => char.ToLowerInvariant(Name[0]) + Name[1..];

    public string? Error => Errors.For(Id);
}
