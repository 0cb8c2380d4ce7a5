using System.ComponentModel.DataAnnotations;
using Campaigns.Core.Accounts;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Setup;

/// <summary>The first administrator's account.</summary>
public sealed class SetupForm : IValidatableObject
{
    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Password { get; set; }

    /// <summary>All of it here: attributes that fail would keep this from being asked, and people would meet their mistakes one by one.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrWhiteSpace(Name)) yield return new("Enter your full name", [nameof(Name)]);
        else if (Name.Length > 120) yield return new("Shorten your name to 120 characters", [nameof(Name)]);
        else if (Name.Any(char.IsControl)) yield return new("Enter your name without line breaks", [nameof(Name)]);
        if (!EmailAddress.IsWellFormed(Email)) yield return new("Enter an email address in the correct format, like name@example.com", [nameof(Email)]);
        if (PasswordRule.ProblemWith(Password, Name, Email) is { } problem) yield return new(PasswordWords.Of(problem), [nameof(Password)]);
    }
}

/// <summary>The first form of a new installation.</summary>
public sealed record SetupPage
{
    public required SetupForm Values { get; init; }
    public required IReadOnlyList<FieldError> Errors { get; init; }
}
